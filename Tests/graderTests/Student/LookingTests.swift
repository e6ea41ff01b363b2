import Foundation
import Testing

@testable import grader

@Suite struct LookingTests {
  private static let path = "04-Ropes/Ropes.swift"

  @Test func `a save is seen, once`() throws {
    try withFolder([Self.path: "one"]) { folder in
      var looking = Looking(at: try exercise("04-Ropes"), below: folder)
      #expect(looking.look {} == nil)
      try write("two", to: Self.path, in: folder)
      #expect(looking.look {} == .saved)
      #expect(looking.look {} == nil)
    }
  }

  @Test func `a save by renaming is seen, of the same size too`() throws {
    try withFolder([Self.path: "one"]) { folder in
      var looking = Looking(at: try exercise("04-Ropes"), below: folder)
      let file = folder.appendingPathComponent(Self.path)
      try Data("two".utf8).write(to: file, options: .atomic)
      #expect(looking.look {} == .saved)
    }
  }

  @Test func `a file that is written as it was is no change`() throws {
    try withFolder([Self.path: "one"]) { folder in
      var looking = Looking(at: try exercise("04-Ropes"), below: folder)
      let file = folder.appendingPathComponent(Self.path)
      try Data("one".utf8).write(to: file, options: .atomic)
      #expect(looking.look {} == nil)
    }
  }

  @Test func `a file in the middle of being written is waited for`() throws {
    try withFolder([Self.path: "one"]) { folder in
      var looking = Looking(at: try exercise("04-Ropes"), below: folder)
      try write("", to: Self.path, in: folder)
      var steps = ["half", "half and half"]
      let change = looking.look {
        guard !steps.isEmpty else { return }
        // A step that fails is one that isn't seen.
        try? write(steps.removeFirst(), to: Self.path, in: folder)
      }
      #expect(change == .saved)
      #expect(steps.isEmpty)
      #expect(looking.look {} == nil)
    }
  }

  @Test func `a file that is away for a moment, as when it is renamed, hasn't vanished`() throws {
    try withFolder([Self.path: "one"]) { folder in
      var looking = Looking(at: try exercise("04-Ropes"), below: folder)
      try FileManager.default.removeItem(at: folder.appendingPathComponent(Self.path))
      var looks = 0
      let change = looking.look {
        looks += 1
        if looks == 3 { try? write("two", to: Self.path, in: folder) }
      }
      #expect(change == .saved)
    }
  }

  @Test func `a file that stays away has vanished, and is seen when it is back`() throws {
    try withFolder([Self.path: "one"]) { folder in
      var looking = Looking(at: try exercise("04-Ropes"), below: folder)
      try FileManager.default.removeItem(at: folder.appendingPathComponent("04-Ropes"))
      #expect(looking.look {} == .vanished)
      #expect(looking.look {} == nil)
      try write("one", to: Self.path, in: folder)
      #expect(looking.look {} == .saved)
    }
  }

  @Test func `a file beside it belongs to it`() throws {
    try withFolder([Self.path: "one"]) { folder in
      var looking = Looking(at: try exercise("04-Ropes"), below: folder)
      try write("helper", to: "04-Ropes/Helper.swift", in: folder)
      #expect(looking.look {} == .saved)
      try write("another helper", to: "04-Ropes/Helper.swift", in: folder)
      #expect(looking.look {} == .saved)
      try write("notes", to: "04-Ropes/notes.txt", in: folder)
      #expect(looking.look {} == nil)
    }
  }

  @Test(arguments: [
    ("<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n", 1, 5),
    ("a\n<<<<<<< ours\n=======\n\n>>>>>>> theirs\nb", 2, 5),
  ])
  func `a file with two versions of the same lines is told as such`(
    text: String, first: Int, last: Int
  ) throws {
    let lines = try #require(ConflictMarkers.lines(in: text))
    #expect(lines == (first, last))
    try withFolder(["Ropes.swift": text]) { folder in
      let file = folder.appendingPathComponent("Ropes.swift")
      let complaint = try #require(ConflictMarkers.complaint(about: [file]))
      #expect(complaint.hasPrefix("Ropes.swift has two versions of the same lines"))
      #expect(complaint.contains("line \(first)") && complaint.contains("line \(last)"))
    }
  }

  @Test(arguments: [
    "", "let a = 1 << 2", "// =======\n", "<<<<<<< HEAD\n", ">>>>>>> a\n=======\n<<<<<<< b\n",
  ])
  func `other files aren't`(text: String) {
    #expect(ConflictMarkers.lines(in: text) == nil)
  }
}
