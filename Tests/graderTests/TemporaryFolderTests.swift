import Foundation
import Testing

@testable import grader

@Suite struct TemporaryFolderTests {
  @Test func `a folder is its user's alone, and goes away with it`() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.url.path)
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    #expect((facts[.posixPermissions] as? Int) == 0o700)
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `what a killed grader has left goes away, and what another one uses stays`() throws {
    let used = try TemporaryFolder()
    try withFolder([
      "grader-left/.in-use": "", "grader-left/more/file": "", "grader-old/file": "",
      "mine/.in-use": "",
    ]) { place in
      TemporaryFolder.clear(place)
      let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
      #expect(names.sorted() == ["grader-old", "mine"])
    }
    TemporaryFolder.clear(used.url.deletingLastPathComponent())
    #expect(FileManager.default.fileExists(atPath: used.url.path))
  }
}
