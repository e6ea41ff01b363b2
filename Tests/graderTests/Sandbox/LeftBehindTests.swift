import Foundation
import Testing

@testable import grader

@Suite struct LeftBehindTests {
  @Test func `what was there before is somebody's, and stays`() throws {
    try withFolder(["hostile-plan.txt": "mine", "hostile-note.txt": "a solution's"]) { folder in
      let files = ["hostile-plan.txt", "hostile-note.txt"].map { folder.appendingPathComponent($0) }
      let before = LeftBehind(processes: [(7, "hostile-a")], files: [files[0]])
      let after = LeftBehind(processes: [(7, "hostile-a"), (9, "hostile-b")], files: files)
      let left = LeftBehind(processes: [], files: after.added(to: before).files)
      #expect(after.added(to: before).processes.map(\.pid) == [9])
      #expect(left.files == [files[1]])
      left.clear()
      #expect(files.map { FileManager.default.fileExists(atPath: $0.path) } == [true, false])
    }
  }
}
