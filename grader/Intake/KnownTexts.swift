import Foundation

/// The kit's own files of one exercise, by which a student's is known to be none of their own.
struct KnownTexts: Sendable {
  /// How much longer than the stub a solution must be, in characters of code, so that nobody else writes
  /// just the same.
  ///
  /// The solution of BasicThreads is 47 longer and the only thing that many would write; that of SafeCounter
  /// is 272 longer and has sentences of its own.
  static let leastOfItsOwn = 270

  private var stubs: Set<String> = []
  private var solutions: Set<String> = []

  init(stubs: [String] = [], solutions: [String] = []) {
    self.stubs = Set(stubs.map { SwiftText($0).code })
    self.solutions = Set(solutions.map { SwiftText($0).code })
  }

  /// Reads them.
  ///
  /// What lies in `Exercises` is a stub as long as nobody has begun it.
  ///
  /// - Parameter isForMarks: Whether the solutions are needed.
  init(of exercise: KitExercise, in kit: Kit, isForMarks: Bool) throws {
    let stub = kit.root.appendingPathComponent(exercise.stub)
    let solutions =
      isForMarks
      ? try KnownSolution.all(of: exercise, in: kit).filter { $0.expected == .passed }.map(\.file)
      : []
    // A kit without its stub has none that anybody could hand in.
    let stubs = [stub].filter { FileManager.default.fileExists(atPath: $0.path) }
    self.init(
      stubs: try stubs.map { try String(contentsOf: $0, encoding: .utf8) }
        .filter { $0.contains("throw NotStarted()") },
      solutions: try solutions.map { try String(contentsOf: $0, encoding: .utf8) })
  }

  func isStub(_ text: SwiftText) -> Bool { stubs.contains(text.code) }

  /// Whether it is a solution of the kit's.
  func isSolution(_ text: SwiftText) -> Bool { solutions.contains(text.code) }

  /// Whether it is one that can't be anybody else's.
  func isCopy(_ text: SwiftText) -> Bool {
    let stub = stubs.map(\.count).min() ?? 0
    return isSolution(text) && text.code.count - stub >= Self.leastOfItsOwn
  }
}
