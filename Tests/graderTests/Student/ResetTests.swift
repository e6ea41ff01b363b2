import Foundation
import Testing

@testable import grader

@Suite struct ResetTests {
  @Test func `every exercise has a stub to go back to`() throws {
    for folder in try names(in: "Exercises") where folder.contains("-") {
      let name = folder.split(separator: "-").last ?? ""
      let stub = try text(of: "\(Reset.stubs)/\(name).swift")
      #expect(stub.contains("throw NotStarted()"), "\(name)")
      let adapter = try text(of: "Sources/Subject/\(name)/main.swift")
      for declared in Signature(adapter: adapter).names { #expect(stub.contains(declared)) }
    }
  }

  @Test func `a reset puts the stub back and keeps what was there`() throws {
    try withKit([
      "Exercises/01-Ropes/Ropes.swift": "my work", "Exercises/01-Ropes/Helper.swift": "more",
    ]) { kit in
      let reset = try reset(in: kit)
      #expect(!reset.isAsHandedOut)
      #expect(
        reset.question
          == "Put the stub of Ropes back? A copy of Ropes.swift and Helper.swift is kept in "
          + ".grader/kept/Ropes-9.")
      try reset.run()
      let read = { (path: String) in
        try? String(contentsOf: kit.root.appendingPathComponent(path), encoding: .utf8)
      }
      #expect(read("Exercises/01-Ropes/Ropes.swift") == "stub")
      #expect(read("Exercises/01-Ropes/Helper.swift") == nil)
      #expect(read(".grader/kept/Ropes-9/Ropes.swift") == "my work")
      #expect(read(".grader/kept/Ropes-9/Helper.swift") == "more")
      #expect(try self.reset(in: kit).isAsHandedOut)
    }
  }

  @Test func `a file that is gone is brought back`() throws {
    try withKit([:]) { kit in
      let reset = try reset(in: kit)
      #expect(!reset.isAsHandedOut)
      try reset.run()
      #expect(try self.reset(in: kit).isAsHandedOut)
    }
  }

  @Test func `where work can't be kept it isn't taken away`() throws {
    try withKit(["Exercises/01-Ropes/Ropes.swift": "my work", ".grader/kept": "a file"]) { kit in
      #expect(throws: (any Error).self) { try reset(in: kit).run() }
      let file = kit.root.appendingPathComponent("Exercises/01-Ropes/Ropes.swift")
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text == "my work")
    }
  }

  @Test func `what is remembered of it is forgotten`() {
    var progress = Progress()
    (progress.hints["Ropes"], progress.hints["Mills"]) = (2, 1)
    progress.forget("Ropes")
    #expect(progress.hints == ["Mills": 1])
  }

  private func reset(in kit: Kit) throws -> Reset {
    try Reset(of: kit.exercise(named: "1"), in: kit, at: Date(timeIntervalSince1970: 9))
  }

  private func withKit(_ files: [String: String], _ body: (Kit) throws -> Void) throws {
    let own = [
      "Package.swift": "", "Sources/Subject/Runtime/x.swift": "",
      "Sources/Subject/Ropes/main.swift": "", "Tests/Stubs/Ropes.swift": "stub",
      "Exercises/01-Ropes/README.md": "",
    ]
    try withFolder(own.merging(files) { $1 }) { try body(Kit(in: $0)) }
  }
}
