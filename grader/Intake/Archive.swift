import Foundation

/// Why an archive isn't unpacked.
enum ArchiveProblem: Error, Equatable, CustomStringConvertible {
  case broken
  case encrypted
  case tooLarge(limit: Int)
  case tooMany(limit: Int)
  /// None of these programs is on this machine.
  case noTool([String])
  case unknownFormat

  var description: String {
    switch self {
    case .broken: "it is torn, or not what its ending says"
    case .encrypted: "it asks for a password"
    case .tooLarge(let limit): "it unpacks to more than \(limit >> 20) MB"
    case .tooMany(let limit): "it holds more than \(limit) files"
    case .noTool(let names): "this machine has no \(inARow(names, "or")) to unpack it; install one"
    case .unknownFormat: "it is neither .zip, .tar nor .tar.gz"
    }
  }
}

/// An archive as it was handed in, which is unpacked into memory and never onto a disk.
///
/// A program of the system's undoes the compression. The names, sizes and kinds of the members are
/// read here, so that none of them can lie about where it goes.
struct Archive {
  enum Format: Equatable {
    case zip, tar, compressedTar
    /// An archive that isn't unpacked.
    case other

    /// By a name's ending; nil if it is no archive's.
    init?(of name: String) {
      let name = name.lowercased()
      func ends(_ endings: String...) -> Bool { endings.contains(where: name.hasSuffix) }
      if ends(".zip") {
        self = .zip
      } else if ends(".tar") {
        self = .tar
      } else if ends(".tar.gz", ".tgz") {
        self = .compressedTar
      } else if ends(".7z", ".rar", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".gz", ".xz", ".bz2") {
        self = .other
      } else {
        return nil
      }
    }
  }

  /// What is in it, and what was left out.
  struct Contents {
    private(set) var files: [HandedFile] = []
    /// Members whose names lead out of the archive.
    private(set) var refused: [String] = []
    private var places: [[UInt8]: Int] = [:]
  }

  /// A name without an archive's ending.
  static func stem(of name: String) -> String {
    let lower = name.lowercased()
    let ending = [".tar.gz", ".tgz", ".tar", ".zip"].first { lower.hasSuffix($0) } ?? ""
    return String(name.dropLast(ending.count))
  }

  /// How much an archive may hold.
  struct Extent {
    /// In bytes.
    let size: Int
    let count: Int

    /// How much may go by: what is ignored, and what stands around each member, comes on top.
    var streamed: Int { size * 8 + count * 4096 }

    static let ofEntry = Extent(size: Limits.unpacked, count: Limits.count)
    static let ofClass = Extent(size: Limits.unpackedClass, count: Limits.countOfClass)
  }

  /// Unpacks one.
  ///
  /// - Throws: `ArchiveProblem`; `GraderError` if it can't be read.
  static func unpack(_ file: HandedFile, extent: Extent = .ofEntry) throws -> Contents {
    switch Format(of: file.name) {
    case .zip: try unzip(file, extent: extent)
    case .tar: try untar(ByteStream(file.contents()), extent: extent)
    case .compressedTar:
      try onDisk(file) { path in
        try Piped.run("gzip", ["-dc", path]) { try untar($0, extent: extent) }
      }
    case .other, nil: throw ArchiveProblem.unknownFormat
    }
  }

  // MARK: .zip

  private static func unzip(_ file: HandedFile, extent: Extent) throws -> Contents {
    let members = try ZipDirectory(file.contents()).members.filter { member in
      !Ignored.contains(path: name(member))
    }
    guard members.count <= extent.count else { throw ArchiveProblem.tooMany(limit: extent.count) }
    guard !members.contains(where: \.isEncrypted) else { throw ArchiveProblem.encrypted }
    var total = 0
    for member in members { total += min(member.size, extent.size + 1) }
    guard total <= extent.size else { throw ArchiveProblem.tooLarge(limit: extent.size) }
    return try onDisk(file) { path in
      if Piped.has("unzip") || !Piped.has("bsdtar") {
        try Piped.run("unzip", ["-p", path, "-x"] + unwanted, orElse: ["bsdtar"]) {
          try contents(of: members, from: $0)
        }
      } else {
        try Piped.run("bsdtar", ["-xOf", path] + unwanted.flatMap { ["--exclude", $0] }) {
          try contents(of: members, from: $0)
        }
      }
    }
  }

  /// Patterns for what `Ignored` names; the programs' `*` goes over slashes too.
  private static var unwanted: [String] {
    [".[!./]*", "*/.[!./]*"]
      + Ignored.folders.filter { !$0.hasPrefix(".") }.sorted().flatMap { ["\($0)/*", "*/\($0)/*"] }
  }

  /// Cuts what comes in the order of the directory into its members.
  private static func contents(
    of members: [ZipDirectory.Member], from stream: ByteStream
  ) throws -> Contents {
    var contents = Contents()
    for member in members {
      let path = name(member)
      let kind: HandedFile.Kind = member.isFolder ? .folder : member.isLink ? .link : .file
      guard !member.isFolder else {
        contents.add(path, name: member.name, kind: kind, size: 0, bytes: nil)
        continue
      }
      if isRead(path, size: member.size) {
        let bytes = try stream.read(member.size)
        guard bytes.count == member.size, Checksum.of(bytes) == member.checksum else {
          throw ArchiveProblem.broken
        }
        contents.add(path, name: member.name, kind: kind, size: member.size, bytes: bytes)
      } else {
        guard try stream.skip(member.size) else { throw ArchiveProblem.broken }
        contents.add(path, name: member.name, kind: kind, size: member.size, bytes: nil)
      }
    }
    guard try stream.read(1).isEmpty else { throw ArchiveProblem.broken }
    return contents
  }

  private static func name(_ member: ZipDirectory.Member) -> String {
    let text = FolderListing.text(of: member.name)
    // Some programs on Windows write their own separator.
    return plain(text.contains("/") ? text : text.replacing("\\", with: "/"))
  }

  // MARK: .tar

  static func untar(_ stream: ByteStream, extent: Extent) throws -> Contents {
    var contents = Contents()
    var (total, count) = (0, 0)
    try TarMembers.read(stream) { member, bytes in
      // What is ignored goes by as well, but not for ever.
      guard member.size <= extent.streamed - stream.position else {
        throw ArchiveProblem.tooLarge(limit: extent.size)
      }
      let path = plain(FolderListing.text(of: member.name))
      guard !path.isEmpty, !Ignored.contains(path: path) else { return }
      (total, count) = (total + member.size, count + 1)
      guard total <= extent.size else { throw ArchiveProblem.tooLarge(limit: extent.size) }
      guard count <= extent.count else { throw ArchiveProblem.tooMany(limit: extent.count) }
      let kind: HandedFile.Kind =
        switch member.kind {
        case .file: .file
        case .folder: .folder
        case .link: .link
        case .other: .other
        }
      let isRead = kind == .file && isRead(path, size: member.size)
      let content = isRead ? try bytes() : nil
      guard content == nil || content?.count == member.size else { throw ArchiveProblem.broken }
      contents.add(path, name: member.name, kind: kind, size: member.size, bytes: content)
    }
    return contents
  }

  // MARK: Both

  /// A path without parts that lead nowhere; a slash at its beginning stays, as it leads out.
  private static func plain(_ path: String) -> String {
    (path.hasPrefix("/") ? "/" : "")
      + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  /// Whether a member may be of use: everything else is told by its name alone.
  private static func isRead(_ path: String, size: Int) -> Bool {
    let name = path.lowercased()
    if Format(of: name) != nil { return size <= Limits.unpacked }
    return size <= Limits.file
      && [".swift", ".swift.txt", ".yml"].contains(where: name.hasSuffix)
  }

  /// Lends the archive as a file with a harmless name.
  private static func onDisk<Result>(
    _ file: HandedFile, _ body: (_ path: String) throws -> Result
  ) throws -> Result {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let place = folder.url.appendingPathComponent("archive")
    if let url = file.url {
      try FileManager.default.createSymbolicLink(at: place, withDestinationURL: url)
    } else {
      try file.contents().write(to: place)
    }
    return try body(place.path)
  }
}

extension Archive.Contents {
  /// Adds a member unless its name leads out; the last of one name counts.
  mutating func add(_ path: String, name: [UInt8], kind: HandedFile.Kind, size: Int, bytes: Data?) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= Limits.depth, parts.allSatisfy({ !$0.isEmpty && $0 != ".." }),
      path.firstMatch(of: /^[A-Za-z]:/) == nil, !path.utf8.contains(0)
    else { return refused.append(path) }
    let isUTF8 = String(validating: name, as: UTF8.self) != nil
    let file = HandedFile(path: path, kind: kind, size: size, isUTF8: isUTF8) { bytes ?? Data() }
    for end in parts.indices.dropFirst() {
      // Folders needn't have members of their own.
      addNew(HandedFile(path: parts[..<end].joined(separator: "/"), kind: .folder, isUTF8: isUTF8))
    }
    if let place = places[Array(path.utf8)] {
      files[place] = file
    } else {
      addNew(file)
    }
  }

  private mutating func addNew(_ file: HandedFile) {
    let name = Array(file.path.utf8)
    guard places[name] == nil else { return }
    places[name] = files.count
    files.append(file)
  }
}
