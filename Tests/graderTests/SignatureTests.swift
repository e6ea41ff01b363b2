import Foundation
import Testing

@testable import grader

@Suite struct SignatureTests {
  private static let adapter = """
    /// Calls the exercise Ropes, which must have this signature:
    ///
    ///     public func pull(
    ///       _ ropes: [Int],
    ///       workers: Int
    ///     ) throws -> [Int]

    import Ropes

    ///     public func later()
    serve { _, _ in .null }
    """

  private static let declaration = """
    public func pull(
      _ ropes: [Int],
      workers: Int
    ) throws -> [Int]
    """

  @Test func `the indented lines of an adapter's heading are the declaration`() {
    let signature = Signature(adapter: Self.adapter)
    #expect(signature.text == Self.declaration)
    #expect(signature.names == ["pull"])
  }

  @Test func `an adapter without a heading has no declaration`() {
    #expect(Signature(adapter: "import Ropes\n///     public func pull()\n").text == "")
    #expect(Signature(adapter: "/// Calls pull.\n///  public func pull()\n").text == "")
  }

  @Test func `every kind of declaration has a name`() {
    let heading = """
      ///     public final class Team: Sendable {
      ///       public init(workers: Int) throws
      ///       public func run<Work>(_ work: Work)
      ///     }
      ///     public actor Door {}
      ///     public struct Rope {}
      ///     public enum Knot {}
      """
    #expect(Signature(adapter: heading).names == ["Team", "run", "Door", "Rope", "Knot"])
  }

  @Test func `a complaint shows the declaration that is asked for and the one that is there`() {
    let source = """
      import ExerciseKit

      // func pull was here before
      public func pulley() {}

      public func pull(_ ropes: [Int],
        workers: Int = 4) -> [Int] {
        []
      }
      """
    #expect(
      Signature(adapter: Self.adapter).complaint(about: source) == """
        `pull` must be declared exactly so:
            public func pull(
              _ ropes: [Int],
              workers: Int
            ) throws -> [Int]
        Your file declares:
            public func pull(_ ropes: [Int],
              workers: Int = 4) -> [Int]
        Change your declaration back; only what is between its braces is yours.
        """)
  }

  @Test(arguments: ["", "public func push(_ ropes: [Int]) {}", "// func pull(workers: Int) {}"])
  func `a complaint says that the declaration is missing`(source: String) {
    #expect(
      Signature(adapter: Self.adapter).complaint(about: source) == """
        `pull` must be declared exactly so:
            public func pull(
              _ ropes: [Int],
              workers: Int
            ) throws -> [Int]
        Your file has no declaration of `pull`.
        Change your declaration back; only what is between its braces is yours.
        """)
  }

  @Test func `every exercise of the repository has an adapter with a declaration`() throws {
    let exercises = try names(in: "Exercises").filter { !$0.hasSuffix(".md") }.map {
      $0.split(separator: "-").last ?? ""
    }
    let adapters = try names(in: "Sources/Subject").filter { $0 != "Runtime" }
    #expect(!adapters.isEmpty)
    #expect(Set(exercises.map(String.init)) == Set(adapters))
    for name in adapters {
      let heading = Signature(adapter: try text(of: "Sources/Subject/\(name)/main.swift"))
      #expect(!heading.names.isEmpty, "\(name)")
    }
  }

  @Test(arguments: ["Exercises", "Solutions"])
  func `each file of the repository declares what its adapter's heading says`(
    root: String
  ) throws {
    let folders = try names(in: root).filter { !$0.hasSuffix(".md") }
    #expect(try folders == names(in: "Exercises").filter { !$0.hasSuffix(".md") })
    for folder in folders {
      let name = try #require(folder.split(separator: "-").last)
      let heading = Signature(adapter: try text(of: "Sources/Subject/\(name)/main.swift"))
      let file = "\(root)/\(folder)/\(name).swift"
      #expect(heading.isDeclared(in: try text(of: file)), "\(file)")
    }
  }

  @Test func `a file declares what is asked for in any layout`() {
    let source = """
      import ExerciseKit

      /// Pulls.
      public func pull( _ ropes: [Int], workers: Int) throws -> [Int]
      {
        []
      }
      """
    #expect(Signature(adapter: Self.adapter).isDeclared(in: source))
  }

  @Test(arguments: [
    "public func pull(_ ropes: [Int], workers: Int = 4) throws -> [Int] { [] }",
    "public func pull(_ ropes: [Int], workers: Int) -> [Int] { [] }",
    "func pull(_ ropes: [Int], workers: Int) throws -> [Int] { [] }",
    "@inlinable\n\npublic func pull(_ ropes: [Int], workers: Int) throws -> [Int] { [] }",
    "@MainActor\npublic func pull(_ ropes: [Int], workers: Int) throws -> [Int] { [] }",
    "// public func pull(_ ropes: [Int], workers: Int) throws -> [Int] { [] }",
    "",
  ])
  func `a file that declares anything else isn't known to declare it`(source: String) {
    #expect(!Signature(adapter: Self.adapter).isDeclared(in: source))
  }

  @Test func `a stand-in declares all that is asked for, and has methods without heirs`() {
    let heading = """
      ///     public actor Door {
      ///       public init(width: Int) throws
      ///       public func open(
      ///         _ times: Int
      ///       ) async
      ///     }
      """
    let standIn = Signature(adapter: heading).standIn
    #expect(
      standIn == """
        import ExerciseKit
        import Foundation
        public actor Door {
        public init(width: Int) throws { fatalError() }
        final public func open(
            _ times: Int
          ) async { fatalError() }
        }

        """)
  }
}
