import Foundation
import Interleaving
import Wire

/// What makes one controlled run again: the request and who went when.
public struct ReplayToken: Codable, Sendable, Equatable {
  private let request: Value
  /// The threads that went, each with the number of steps that it took in a row: a run without an end
  /// would make a token of thousands of characters.
  private let turns: [[Int]]
  /// The first thread that comes to such a step isn't let go; nil if none is kept.
  private let stopped: Step.Kind?
  /// Whose run it is; nil in a token that doesn't say.
  public internal(set) var exercise: String?

  init(request: Value, choices: [Int], stopped: Step.Kind? = nil, program: URL? = nil) {
    (self.request, self.stopped) = (request, stopped)
    exercise = program.flatMap(SubjectPrograms.exercise)
    turns = choices.reduce(into: []) { turns, thread in
      if turns.last?.first == thread {
        turns[turns.count - 1][1] += 1
      } else {
        turns.append([thread, 1])
      }
    }
  }

  /// The threads that went, step by step.
  var choices: [Int] { turns.flatMap { Array(repeating: $0[0], count: $0[1]) } }

  /// Reads a token; nil if it isn't one.
  public init?(_ text: String) {
    // Whatever is wrong with it: it is no token.
    guard let data = Data(base64Encoded: text),
      let token = try? JSONDecoder().decode(ReplayToken.self, from: data),
      token.turns.allSatisfy({ $0.count == 2 && 0...Self.mostSteps ~= $0[1] })
    else { return nil }
    self = token
  }

  /// A token that names more steps in a row than any run has isn't one.
  private static let mostSteps = Plan().stepLimit

  /// The token as one word.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Numbers and texts, which can always be encoded.
    return (try? encoder.encode(self))?.base64EncodedString() ?? ""
  }

  /// Makes the run again in a fresh subject, with values and the calls that led to each step.
  public func replay(in subject: Subject) throws -> ControlledRun {
    var plan = Plan()
    plan.strategy = SchedulingStrategy(choices: choices)
    plan.stopped = stopped
    plan.wantsValues = true
    plan.wantsPlaces = true
    return try subject.explore(request, plan)
  }
}
