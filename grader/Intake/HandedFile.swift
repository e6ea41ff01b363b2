import Foundation

/// A file or folder as it was handed in: below a folder, or as a member of an archive.
struct HandedFile: Sendable {
  enum Kind: Sendable {
    case file, folder
    /// Never followed: what it points at is none of the submission's.
    case link
    /// A pipe, a device, a socket.
    case other
  }

  /// Where it is, seen from what was handed in; bytes that are no UTF-8 stand as `%FC`.
  var path: String
  var kind = Kind.file
  /// In bytes.
  var size = 0
  /// Whether the system's own name of it is UTF-8.
  var isUTF8 = true
  /// The place of an upload among others of the same name: a later one has a higher number.
  var order = 0
  /// Where it lies by itself, if a URL can say so.
  var url: URL?
  /// Reads it, up to `Limits.file` bytes.
  var contents: @Sendable () throws -> Data = { Data() }

  /// The parts of the path.
  var parts: [String] { path.split(separator: "/").map(String.init) }
  var name: String { parts.last ?? path }

  /// The same below another place.
  func moved(to path: String) -> HandedFile {
    var file = self
    file.path = path
    return file
  }
}

extension [HandedFile] {
  /// What lies below a folder, with paths seen from there.
  func below(_ folder: String) -> [HandedFile] {
    let start = folder + "/"
    return compactMap { file in
      // By bytes: to Swift, an accent as a letter of its own makes the same word.
      guard file.path.utf8.starts(with: start.utf8) else { return nil }
      return file.moved(
        to: String(decoding: file.path.utf8.dropFirst(start.utf8.count), as: UTF8.self))
    }
  }

  /// What lies below each folder that lies directly here, with paths seen from there: as `below` of each, in
  /// one go, where a class has thousands of them.
  var insides: Insides { Insides(of: self) }

  /// What lies directly here.
  var top: [HandedFile] { filter { !$0.path.utf8.contains(UInt8(ascii: "/")) } }
}

/// What lies below each of the folders that lie side by side.
struct Insides {
  /// By the bytes of the folders' names: to Swift, an accent as a letter of its own makes the same word.
  private var files: [[UInt8]: [HandedFile]] = [:]

  init(of all: [HandedFile]) {
    for file in all {
      guard let end = file.path.utf8.firstIndex(of: UInt8(ascii: "/")) else { continue }
      let rest = file.path.utf8[end...].dropFirst()
      files[Array(file.path.utf8[..<end]), default: []]
        .append(file.moved(to: String(decoding: rest, as: UTF8.self)))
    }
  }

  /// What lies below the folder of this name.
  subscript(folder: String) -> [HandedFile] { files[Array(folder.utf8)] ?? [] }
}

/// How much of a submission is looked at; whatever is beyond is told and left out.
enum Limits {
  /// The largest file that is read, in bytes.
  static let file = 4 << 20
  /// How many files and folders there may be in one entry.
  static let count = 20_000
  /// How many folders may lie in each other.
  static let depth = 24
  /// What an archive may unpack to, in bytes, without the folders that are never looked at.
  static let unpacked = 256 << 20
  /// The same of the archive of a whole class.
  static let unpackedClass = 2 << 30
  /// How many files and folders there may be in it.
  static let countOfClass = 1_000_000
  /// How many archives inside of an entry are unpacked.
  static let archivesInside = 8
}

/// What in a submission is never looked at: what tools build or keep, and what is hidden.
enum Ignored {
  static let folders: Set = [".build", ".git", "build", "node_modules", "__MACOSX", "DerivedData"]

  /// Names that begin with two points are none of a system's hidden files, but lead out of an archive.
  static func contains(_ part: String) -> Bool {
    folders.contains(part) || part.hasPrefix(".") && part.count > 1 && !part.hasPrefix("..")
  }

  static func contains(path: String) -> Bool {
    path.split(separator: "/").contains { contains(String($0)) }
  }
}

extension String {
  /// The same without an ending.
  func trimmed(suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
