import Foundation
import Testing

@testable import grader

@Suite struct ArchiveFuzzTests {
  private static let members = [
    Packed("a/Ropes.swift", "one"), Packed("b/notes.pdf", "two"), Packed("../c.swift", "out"),
    Packed("d/Knots.swift", "/etc/passwd", mode: 0o120777),
  ]
  private static let extent = Archive.Extent(size: 1 << 16, count: 100)

  @Test func `whatever a zip's directory holds, it is read or told as torn`() {
    let whole = [UInt8](zipped(Self.members))
    var dice = Dice(5)
    for _ in 0..<fuzzInputs {
      do throws(ArchiveProblem) {
        for member in try ZipDirectory(Data(dice.changed(whole))).members {
          #expect(member.size >= 0)
        }
      } catch {
        #expect(error == .broken)
      }
    }
  }

  @Test func `whatever a tar holds, what is read is within bounds and leads nowhere else`() throws {
    let whole = [UInt8](tarred(Self.members)) + Self.attributes("28 size=9223372036854775807\n")
    var dice = Dice(6)
    for number in 0..<fuzzInputs {
      let changed = dice.changed(whole)
      // A header whose sum is wrong is refused before anything in it is read.
      let archive = number.isMultiple(of: 2) ? changed : Self.withSums(changed)
      do {
        let contents = try Archive.untar(ByteStream(Data(archive)), extent: Self.extent)
        for file in contents.files {
          #expect(!file.path.split(separator: "/").contains("..") && !file.path.hasPrefix("/"))
        }
        let size = try contents.files.map { try $0.contents().count }.reduce(0, +)
        #expect(size <= Self.extent.size)
      } catch {
        #expect(error is ArchiveProblem, "\(error)")
      }
    }
  }

  @Test func `a tar's member that says it has all the bytes there can be is too large`() {
    let archive = Self.attributes("28 size=9223372036854775807\n") + tarred(Self.members)
    #expect(throws: ArchiveProblem.tooLarge(limit: Self.extent.size)) {
      try Archive.untar(ByteStream(Data(archive)), extent: Self.extent)
    }
  }

  /// A member that gives the next one attributes.
  private static func attributes(_ text: String) -> [UInt8] {
    var bytes = [UInt8](tarred([Packed("attributes", text)]).dropLast(1024))
    bytes[156] = UInt8(ascii: "x")
    return withSums(bytes)
  }

  /// The same with the right sum in each header.
  private static func withSums(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for start in stride(from: 0, to: bytes.count - 511, by: 512)
    where bytes[start + 257..<start + 262].elementsEqual("ustar".utf8) {
      for place in start + 148..<start + 156 { bytes[place] = UInt8(ascii: " ") }
      let sum = bytes[start..<start + 512].reduce(0) { $0 + Int($1) }
      let digits = String(sum, radix: 8)
      let field = String(repeating: "0", count: max(6 - digits.count, 0)) + digits + "\0 "
      for (index, byte) in field.utf8.prefix(8).enumerated() { bytes[start + 148 + index] = byte }
    }
    return bytes
  }
}
