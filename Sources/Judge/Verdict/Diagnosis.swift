import Foundation
import Wire

/// A mistake that a check found, with the evidence for it.
///
/// The families' cases are the catalogue of mistakes that the kit tells apart; each family says all of
/// its own in words. In all of them `call` is the call as a student would write it, `doing` what the
/// subject had been asked, and `work` the injected function that was watched, such as `fetch`. Memory
/// and output are in bytes, times in milliseconds. The labels are the members of the evidence in JSON.
public enum Diagnosis: Error, Sendable, Equatable, Codable {
  case results(Results)
  case failures(Failures)
  case crowds(Crowds)
  case excess(Excess)
  case waiting(Waiting)
  case returns(Returns)
  case histories(Histories)
  case lockHistories(LockHistories)
  case tasks(Tasks)
  case jobOrders(JobOrders)
  case processes(Processes)
  case ends(Ends)

  private var family: any DiagnosisFamily {
    switch self {
    case .results(let family): family
    case .failures(let family): family
    case .crowds(let family): family
    case .excess(let family): family
    case .waiting(let family): family
    case .returns(let family): family
    case .histories(let family): family
    case .lockHistories(let family): family
    case .tasks(let family): family
    case .jobOrders(let family): family
    case .processes(let family): family
    case .ends(let family): family
    }
  }

  /// What is told of it.
  var words: Words { family.words }

  /// The name in reports, such as `orderLost`.
  ///
  /// Some mistakes are told apart in words only: they are special kinds of another.
  public var name: String { words.name }

  /// Whether it shows in where the threads are.
  public var showsThreads: Bool { words.shown == .threads }

  /// What the code printed in the one run that it shows; empty if it shows none.
  public var printed: String {
    if case .history(let history) = words.shown { history.printed } else { "" }
  }

  /// Whether two threads at one place in memory can bring it about, in one run and not in another.
  public var mayComeOfADataRace: Bool {
    switch self {
    case .ends(.crashed): true
    case .results(.wrongResult), .results(.lostUpdate), .results(.missedWork),
      .results(.repeatedWork):
      true
    case .results, .failures, .crowds, .excess, .waiting, .returns, .histories, .lockHistories,
      .tasks, .jobOrders, .processes, .ends:
      false
    }
  }

  /// The name of the case itself, and the evidence as an object that any report can carry.
  ///
  /// - Throws: What can't be encoded, such as a number that is none.
  func encoded() throws -> (caseName: String, evidence: Value) {
    let encoder = JSONEncoder()
    if let key = Sentence.isInPrint { encoder.userInfo[key] = true }
    let bytes = try encoder.encode(family)
    guard case .object(let members) = try JSONDecoder().decode(Value.self, from: bytes),
      let only = members.first
    else { return ("", .null) }
    return (only.key, only.value)
  }
}

/// Mistakes of one kind, all told in one place.
protocol DiagnosisFamily: Sendable, Equatable, Codable {
  /// What is told of a mistake.
  var words: Words { get }
}
