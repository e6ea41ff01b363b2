import Foundation
import Testing

@testable import grader

/// The made-up kit of these tests.
enum Sample {
  static var ropes: KitExercise { get throws { try exercise("04-Ropes") } }

  static var kit: [KitExercise] {
    get throws { try ["01-Windmill", "04-Ropes", "05-Sails"].map(exercise) }
  }

  static let stub = "public func pull() throws {\n  // TODO\n  throw NotStarted()\n}\n"

  /// Long enough to be nobody else's.
  static let solution =
    "public func pull() throws {\n"
    + (1...30).map { "  let rope\($0) = \($0)\n" }.joined() + "}\n"

  static let shortSolution = "public func pull() throws { haul() }\n"

  static let known = KnownTexts(stubs: [stub], solutions: [solution, shortSolution])
}

/// Some code that a student wrote, which differs by its number.
func code(_ number: Int) -> String { "public func pull() throws { work(\(number)) }\n" }

/// Files by their paths, with the folders on the way to them.
func handed(_ files: [(path: String, text: String)]) -> [HandedFile] {
  var folders: Set<String> = []
  return files.flatMap { path, text -> [HandedFile] in
    let parts = path.split(separator: "/").map(String.init)
    let above = parts.indices.dropFirst().map { parts[..<$0].joined(separator: "/") }
      .filter { folders.insert($0).inserted }
    return above.map { HandedFile(path: $0, kind: .folder) }
      + [HandedFile(path: path, size: text.utf8.count) { Data(text.utf8) }]
  }
}

// MARK: Archives

/// A member of an archive that a test makes.
struct Packed {
  let name: [UInt8]
  var bytes = Data()
  /// What Unix says of it: a file unless it is told otherwise.
  var mode = 0o100644
  var flags = 0

  init(_ name: String, _ text: String = "", mode: Int = 0o100644, flags: Int = 0) {
    (self.name, bytes, self.mode, self.flags) = (Array(name.utf8), Data(text.utf8), mode, flags)
  }

  init(bytes name: [UInt8], _ text: String) { (self.name, bytes) = (name, Data(text.utf8)) }

  init(_ name: String, archive: Data) { (self.name, bytes) = (Array(name.utf8), archive) }
}

/// A .zip file whose members are stored as they are.
func zipped(_ members: [Packed]) -> Data {
  func number(_ value: Int, _ length: Int) -> Data {
    Data((0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
  }
  var (body, directory) = (Data(), Data())
  for member in members {
    let place = body.count
    let facts =
      number(20, 2) + number(member.flags, 2) + number(0, 2) + number(0, 4)
      + number(Int(Checksum.of(member.bytes)), 4) + number(member.bytes.count, 4)
      + number(member.bytes.count, 4) + number(member.name.count, 2) + number(0, 2)
    body += number(0x0403_4b50, 4) + facts + Data(member.name) + member.bytes
    directory +=
      number(0x0201_4b50, 4) + number(3 << 8 | 20, 2) + facts + number(0, 6)
      + number(member.mode << 16, 4) + number(place, 4) + Data(member.name)
  }
  let end =
    number(0x0605_4b50, 4) + number(0, 4) + number(members.count, 2) + number(members.count, 2)
    + number(directory.count, 4) + number(body.count, 4) + number(0, 2)
  return body + directory + end
}

/// A .tar file; a member that is a link points at its text.
func tarred(_ members: [Packed]) -> Data {
  var archive = Data()
  for member in members {
    let isLink = member.mode == 0o120777
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: some Sequence<UInt8>, at place: Int) {
      for (index, byte) in bytes.enumerated() { header[place + index] = byte }
    }
    put(member.name.prefix(100), at: 0)
    put("0000644\0".utf8, at: 100)
    let size = isLink ? 0 : member.bytes.count
    let digits = String(size, radix: 8)
    put((String(repeating: "0", count: 11 - digits.count) + digits + "\0").utf8, at: 124)
    put((isLink ? "2" : "0").utf8, at: 156)
    if isLink { put(member.bytes, at: 157) }
    put("ustar\0".utf8, at: 257)
    put("00".utf8, at: 263)
    put("        ".utf8, at: 148)
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    put((String(repeating: "0", count: 6 - sum.count) + sum + "\0 ").utf8, at: 148)
    archive += Data(header)
    if !isLink {
      archive += member.bytes + Data(count: (512 - member.bytes.count % 512) % 512)
    }
  }
  return archive + Data(count: 1024)
}
