import Foundation

/// The list of what is in a .zip file, which stands at its end.
///
/// After PKWARE's "APPNOTE.TXT - .ZIP File Format Specification", sections 4.3.12 to 4.3.16 and 4.5.3.
struct ZipDirectory {
  struct Member: Equatable {
    /// The bytes of its name; not all archives have UTF-8.
    let name: [UInt8]
    let size: Int
    let checksum: UInt32
    let isFolder: Bool
    let isLink: Bool
    let isEncrypted: Bool
    let method: Int
  }

  let members: [Member]

  /// Reads the list.
  ///
  /// - Throws: `ArchiveProblem` if there is none, or it is torn.
  init(_ archive: Data) throws(ArchiveProblem) {
    let bytes = Bytes(archive)
    guard let end = Self.end(in: bytes) else { throw .broken }
    var (count, size) = (bytes.number(at: end + 10, 2), bytes.number(at: end + 12, 4))
    var directoryEnd = end
    // Of large archives the numbers stand in a record of their own before it.
    if count == 0xffff || size == 0xffff_ffff, end >= 20,
      bytes.number(at: end - 20, 4) == 0x0706_4b50
    {
      let record = bytes.number(at: end - 12, 8)
      guard record < end, bytes.number(at: record, 4) == 0x0606_4b50 else { throw .broken }
      (count, size) = (bytes.number(at: record + 32, 8), bytes.number(at: record + 40, 8))
      directoryEnd = record
    }
    guard size <= directoryEnd, count <= Limits.countOfClass else { throw .broken }
    var place = directoryEnd - size
    var members: [Member] = []
    for _ in 0..<count {
      guard place + 46 <= directoryEnd, bytes.number(at: place, 4) == 0x0201_4b50 else {
        throw .broken
      }
      members.append(Self.member(at: place, in: bytes))
      place += 46 + [28, 30, 32].reduce(0) { $0 + bytes.number(at: place + $1, 2) }
    }
    self.members = members
  }

  /// Where the record of the archive's end begins; a comment of up to 65,535 bytes may follow it.
  private static func end(in bytes: Bytes) -> Int? {
    guard bytes.count >= 22 else { return nil }
    return stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xffff), by: -1)
      .first { bytes.number(at: $0, 4) == 0x0605_4b50 }
  }

  private static func member(at place: Int, in bytes: Bytes) -> Member {
    let nameLength = bytes.number(at: place + 28, 2)
    let name = bytes[place + 46, nameLength]
    var size = bytes.number(at: place + 24, 4)
    if size == 0xffff_ffff {
      size =
        Self.largeSize(
          in: bytes[place + 46 + nameLength, bytes.number(at: place + 30, 2)]) ?? size
    }
    let isUnix = bytes.number(at: place + 5, 1) == 3
    let mode = bytes.number(at: place + 40, 2)
    return Member(
      name: name, size: size, checksum: UInt32(bytes.number(at: place + 16, 4)),
      isFolder: name.last == UInt8(ascii: "/") || name.last == UInt8(ascii: "\\"),
      isLink: isUnix && mode & 0o170000 == 0o120000,
      isEncrypted: bytes.number(at: place + 8, 2) & 1 == 1,
      method: bytes.number(at: place + 10, 2))
  }

  /// The size in a member's extra field 1; it comes first there.
  private static func largeSize(in extra: [UInt8]) -> Int? {
    let bytes = Bytes(Data(extra))
    var place = 0
    while place + 4 <= bytes.count {
      let length = bytes.number(at: place + 2, 2)
      if bytes.number(at: place, 2) == 1, length >= 8 { return bytes.number(at: place + 4, 8) }
      place += 4 + length
    }
    return nil
  }

  /// Bytes by their place, with zeros where there are none.
  private struct Bytes {
    private let data: Data

    init(_ data: Data) { self.data = data }

    var count: Int { data.count }

    subscript(place: Int, length: Int) -> [UInt8] {
      guard place >= 0, place + length <= data.count else { return [] }
      return Array(data[data.startIndex + place..<data.startIndex + place + length])
    }

    /// A number, its lowest byte first.
    func number(at place: Int, _ length: Int) -> Int {
      let number = self[place, length].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Int(clamping: number)
    }
  }
}

/// The checksum of .zip files (CRC-32, polynomial 0xedb88320).
enum Checksum {
  private static let table = (0..<256).map { index -> UInt32 in
    (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
  }

  static func of(_ data: Data) -> UInt32 {
    ~data.reduce(~UInt32(0)) { sum, byte in
      sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
    }
  }
}
