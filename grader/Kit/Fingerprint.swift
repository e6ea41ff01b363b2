import Foundation

enum Fingerprint {
  /// A number that changes with any byte of the files, their names, or the kit (FNV-1a, 64 bits).
  static func of(_ files: [URL], kit: String) -> String {
    of(
      contents:
        files.map {
          ($0.lastPathComponent, FileManager.default.contents(atPath: $0.path) ?? Data())
        },
      kit: kit)
  }

  /// The same of files that are at hand.
  static func of(contents files: [(name: String, bytes: Data)], kit: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    take(kit.utf8)
    for (name, bytes) in files {
      take("\n\(name) \(bytes.count)\n".utf8)
      take(bytes)
    }
    return String(hash, radix: 16)
  }
}
