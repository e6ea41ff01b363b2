import Foundation
import Testing

@testable import grader

@Suite struct KitTests {
  @Test func `everybody may read the cache of modules, from its own folder on`() throws {
    // A compiler makes these for its own user alone; in a sandbox it is another user's.
    try withFolder(["module-cache/AB12/Glibc.pcm": "a module"]) { folder in
      let files = FileManager.default
      let cache = folder.appendingPathComponent("module-cache")
      let places = ["", "AB12", "AB12/Glibc.pcm"].map { cache.appendingPathComponent($0) }
      for place in places.reversed() {
        try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: place.path)
      }
      try Kit.open(moduleCache: cache)
      let modes = try places.map {
        try files.attributesOfItem(atPath: $0.path)[.posixPermissions] as? Int
      }
      #expect(modes == [0o755, 0o755, 0o644])
    }
  }
}
