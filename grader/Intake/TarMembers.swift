import Foundation

/// Reads a tar archive member by member.
///
/// After POSIX's "pax - portable archive interchange", sections "ustar Interchange Format" and "pax Header
/// Block", and GNU tar's manual, "Basic Tar Format", for long names and large sizes.
struct TarMembers {
  enum Kind: Equatable {
    case file, folder, link, other
  }

  struct Member: Equatable {
    let name: [UInt8]
    let kind: Kind
    let size: Int
  }

  private static let block = 512
  /// The longest name or list of attributes that is read, in bytes.
  private static let longest = 1 << 20

  /// Hands over one member after another; what isn't read of it is skipped.
  ///
  /// - Parameter take: Gets a member and, for a file, reads its content if it wants to.
  /// - Throws: `ArchiveProblem` if it is torn; what `take` and the stream throw.
  static func read(
    _ stream: ByteStream, _ take: (Member, _ contents: () throws -> Data) throws -> Void
  ) throws {
    var name: [UInt8]?
    var size: Int?
    while true {
      let header = [UInt8](try stream.read(block))
      if header.isEmpty || header.allSatisfy({ $0 == 0 }) { return }
      guard header.count == block, isWhole(header) else { throw ArchiveProblem.broken }
      let length = number(header[124..<136])
      guard length >= 0 else { throw ArchiveProblem.broken }
      switch header[156] {
      case UInt8(ascii: "x"), UInt8(ascii: "L"):
        guard length <= longest else { throw ArchiveProblem.broken }
        let content = [UInt8](try padded(length, stream))
        if header[156] == UInt8(ascii: "L") {
          name = Array(content.prefix { $0 != 0 })
        } else {
          let attributes = attributes(in: content)
          name = attributes["path"] ?? name
          size = attributes["size"].flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? size
        }
      case UInt8(ascii: "g"), UInt8(ascii: "K"):
        _ = try padded(length, stream)
      default:
        let member = Member(
          name: name ?? ownName(header), kind: kind(header), size: max(0, size ?? length))
        (name, size) = (nil, nil)
        let start = stream.position
        try take(member) { try stream.read(member.size) }
        let left = member.size - (stream.position - start)
        let padding = (block - member.size % block) % block
        guard try stream.skip(left + padding) else { throw ArchiveProblem.broken }
      }
    }
  }

  private static func kind(_ header: [UInt8]) -> Kind {
    switch header[156] {
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
      ownName(header).last == UInt8(ascii: "/") ? .folder : .file
    case UInt8(ascii: "5"): .folder
    case UInt8(ascii: "1"), UInt8(ascii: "2"): .link
    default: .other
    }
  }

  private static func padded(_ length: Int, _ stream: ByteStream) throws -> Data {
    let content = try stream.read(length)
    guard try content.count == length && stream.skip((block - length % block) % block) else {
      throw ArchiveProblem.broken
    }
    return content
  }

  private static func ownName(_ header: [UInt8]) -> [UInt8] {
    let name = Array(header[0..<100].prefix { $0 != 0 })
    let isPosix = header[257..<263].elementsEqual("ustar\0".utf8)
    let prefix = isPosix ? Array(header[345..<500].prefix { $0 != 0 }) : []
    return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  /// A number in octal digits, or with its first bit set in bytes; negative if it is neither.
  private static func number(_ field: ArraySlice<UInt8>) -> Int {
    guard let first = field.first else { return -1 }
    if first & 0x80 != 0 {
      let number = field.dropFirst().reduce(UInt64(first & 0x3f)) { $0 << 8 | UInt64($1) }
      return number > Int64.max ? -1 : Int(number)
    }
    let digits = String(decoding: field, as: UTF8.self)
      .trimmingCharacters(in: CharacterSet(charactersIn: " \0"))
    return digits.isEmpty ? 0 : Int(digits, radix: 8) ?? -1
  }

  /// Whether the header's own sum is right; its field counts as blanks.
  private static func isWhole(_ header: [UInt8]) -> Bool {
    let sum = header.enumerated().reduce(0) { sum, byte in
      sum + ((148..<156).contains(byte.offset) ? 32 : Int(byte.element))
    }
    return sum == number(header[148..<156])
  }

  /// The records of the form "length key=value", each with the end of its line.
  private static func attributes(in content: [UInt8]) -> [String: [UInt8]] {
    var attributes: [String: [UInt8]] = [:]
    var rest = content[...]
    while let blank = rest.firstIndex(of: UInt8(ascii: " ")),
      let length = Int(String(decoding: rest[..<blank], as: UTF8.self)), length > 0,
      length <= rest.count
    {
      let record = rest[
        (blank + 1)..<(rest.startIndex + max(length - 1, blank + 1 - rest.startIndex))]
      if let sign = record.firstIndex(of: UInt8(ascii: "=")) {
        attributes[String(decoding: record[..<sign], as: UTF8.self)] = Array(record[(sign + 1)...])
      }
      rest = rest.dropFirst(length)
    }
    return attributes
  }
}
