import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What lies below a folder, by the bytes of its names: Foundation loses names that are no UTF-8.
struct FolderListing {
  private(set) var files: [HandedFile] = []
  private(set) var remarks: [Remark] = []
  private let root: [UInt8]
  private var count = 0

  /// Lists all that lies below a folder, without following links.
  ///
  /// - Throws: `GraderError` if the folder itself can't be read.
  init(of folder: URL) throws {
    root = Array(folder.resolvingSymlinksInPath().path.utf8)
    guard let names = Self.names(in: root) else {
      throw GraderError("'\(folder.path)' can't be read: \(String(cString: strerror(errno)))")
    }
    for name in names where !Ignored.contains(Self.text(of: name)) {
      count = 0
      add(name, raw: name, path: Self.text(of: name), depth: 1)
    }
  }

  private mutating func add(_ name: [UInt8], raw: [UInt8], path: String, depth: Int) {
    count += 1
    guard count <= Limits.count else {
      if count == Limits.count + 1 { remarks.append(.tooManyFiles(at: path)) }
      return
    }
    let full = root + [UInt8(ascii: "/")] + raw
    var status = stat()
    guard lstat(Self.system(full), &status) == 0 else { return }
    let isUTF8 = String(validating: raw, as: UTF8.self) != nil
    var file = HandedFile(path: path, size: Int(status.st_size), isUTF8: isUTF8)
    if let text = String(validating: full, as: UTF8.self) { file.url = URL(fileURLWithPath: text) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: file.contents = { try Self.read(full, path: path) }
    case S_IFLNK: file.kind = .link
    case S_IFDIR: file.kind = .folder
    default: file.kind = .other
    }
    files.append(file)
    guard file.kind == .folder else { return }
    guard depth < Limits.depth else { return remarks.append(.tooDeep(at: path)) }
    guard let names = Self.names(in: full) else { return remarks.append(.unreadable(path)) }
    for name in names where !Ignored.contains(Self.text(of: name)) {
      add(
        name, raw: raw + [UInt8(ascii: "/")] + name, path: path + "/" + Self.text(of: name),
        depth: depth + 1)
    }
  }

  /// A name as it reads, with `%` and two digits for each byte that is no UTF-8.
  static func text(of name: some Sequence<UInt8>) -> String {
    let bytes = Array(name)
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.map { byte in
      byte < 0x80
        ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  /// The names in a folder in the order of their bytes; nil if it can't be read.
  private static func names(in folder: [UInt8]) -> [[UInt8]]? {
    guard let stream = opendir(system(folder)) else { return nil }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Reads a file, unless a link has taken its place.
  private static func read(_ full: [UInt8], path: String) throws -> Data {
    let descriptor = open(system(full), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw GraderError("'\(path)' can't be read: \(String(cString: strerror(errno)))")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    return try file.read(upToCount: maximum(of: path)) ?? Data()
  }

  /// An archive may be as large as what it may unpack to.
  private static func maximum(of path: String) -> Int {
    Archive.Format(of: path) == nil ? Limits.file : Limits.unpacked
  }

  /// A path as the system takes it.
  private static func system(_ path: [UInt8]) -> [CChar] {
    path.map { CChar(bitPattern: $0) } + [0]
  }
}
