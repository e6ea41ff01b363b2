import Foundation

enum Fingerprint {
  /// A number that changes with any byte of the files, their names, or the kit (FNV-1a, 64 bits).
  static func of(_ files: [URL], kit: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    take(kit.utf8)
    for file in files {
      let bytes = FileManager.default.contents(atPath: file.path) ?? Data()
      take("\n\(file.lastPathComponent) \(bytes.count)\n".utf8)
      take(bytes)
    }
    return String(hash, radix: 16)
  }
}
