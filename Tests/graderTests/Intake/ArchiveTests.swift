import Foundation
import Testing

@testable import grader

@Suite struct ArchiveTests {
  @Test(arguments: [
    ("a.zip", Archive.Format.zip, "a"), ("A.ZIP", .zip, "A"), ("a.b.tar.gz", .compressedTar, "a.b"),
    ("a.tgz", .compressedTar, "a"), ("a.tar", .tar, "a"), ("a.7z", .other, "a.7z"),
    ("a.tar.xz", .other, "a.tar.xz"),
  ])
  func `an archive is known by its ending`(name: String, format: Archive.Format, stem: String) {
    #expect(Archive.Format(of: name) == format)
    #expect(Archive.stem(of: name) == stem)
    #expect(Archive.Format(of: "a.swift") == nil)
  }

  private static let members = [
    Packed("a/Ropes.swift", "one"), Packed("a/notes.pdf", "two"),
    Packed("a/.build/Ropes.swift", "built"), Packed(".hidden.swift", "hidden"),
    Packed("__MACOSX/a/._Ropes.swift", "mac"), Packed("b c/é [1].swift", "three"),
  ]

  @Test(.enabled(if: Piped.has("unzip") || Piped.has("bsdtar")))
  func `a zip's Swift files are read, others are known by name, and what is ignored is left out`()
    throws
  {
    let contents = try unpack("x.zip", zipped(Self.members))
    #expect(
      try texts(contents) == [
        "a/Ropes.swift": "one", "a/notes.pdf": "", "b c/é [1].swift": "three",
      ])
    #expect(contents.refused.isEmpty)
  }

  @Test(.enabled(if: Piped.has("gzip")))
  func `so are those of a tar, compressed or not`() throws {
    let archive = tarred(Self.members)
    let expected = ["a/Ropes.swift": "one", "a/notes.pdf": "", "b c/é [1].swift": "three"]
    #expect(try texts(unpack("x.tar", archive)) == expected)
    try withFolder { folder in
      let file = folder.appendingPathComponent("x.tar")
      try archive.write(to: file)
      let gzip = Tool(
        executable: try Tool.find("gzip"), arguments: [file.path], timeout: .seconds(60))
      #expect(try gzip.run().status == 0)
      let packed = try Data(contentsOf: folder.appendingPathComponent("x.tar.gz"))
      #expect(try texts(unpack("x.tar.gz", packed)) == expected)
    }
  }

  @Test(.enabled(if: Piped.has("unzip")))
  func `names that lead out of an archive are refused, and the rest is read`() throws {
    let bad = ["../Ropes.swift", "a/../../b.swift", "/etc/c.swift", "C:/d.swift"]
    let members = bad.map { Packed($0, "bad") } + [Packed("./e/Ropes.swift", "good")]
    for contents in [try unpack("x.zip", zipped(members)), try unpack("x.tar", tarred(members))] {
      #expect(contents.refused == bad)
      #expect(try texts(contents) == ["e/Ropes.swift": "good"])
    }
  }

  @Test(.enabled(if: Piped.has("unzip")))
  func `links are named and never made`() throws {
    let members = [
      Packed("Ropes.swift", "/etc/passwd", mode: 0o120777), Packed("Sails.swift", "good"),
    ]
    for contents in [try unpack("x.zip", zipped(members)), try unpack("x.tar", tarred(members))] {
      #expect(contents.files.filter { $0.kind == .link }.map(\.path) == ["Ropes.swift"])
      #expect(contents.files.filter { $0.kind == .file }.map(\.path) == ["Sails.swift"])
    }
  }

  @Test(.enabled(if: Piped.has("unzip")))
  func `a name that is no UTF-8 is a name, and the last of one name counts`() throws {
    let name = Array("M".utf8) + [0xfc] + Array("ller/Ropes.swift".utf8)
    let members = [Packed(bytes: name, "first"), Packed(bytes: name, "second")]
    for contents in [try unpack("x.zip", zipped(members)), try unpack("x.tar", tarred(members))] {
      #expect(try texts(contents) == ["M%FCller/Ropes.swift": "second"])
      #expect(contents.files.map(\.kind) == [.folder, .file])
      #expect(contents.files.map(\.isUTF8) == [false, false])
    }
  }

  @Test(.enabled(if: Piped.has("unzip")))
  func `a zip without anything of use is empty and no error`() throws {
    #expect(try unpack("x.zip", zipped([])).files.isEmpty)
    #expect(try unpack("x.zip", zipped([Packed(".build/a.swift", "x")])).files.isEmpty)
  }

  @Test func `what isn't whole is refused`() throws {
    let whole = zipped([Packed("Ropes.swift", "text")])
    var wrong = whole
    wrong[42] ^= 0xff
    for archive in [Data(), Data("no archive".utf8), whole.dropLast(10), wrong] {
      #expect(throws: ArchiveProblem.broken) { try unpack("x.zip", Data(archive)) }
    }
    let tar = tarred([Packed("Ropes.swift", String(repeating: "x", count: 2000))])
    var torn = tar
    torn[3] ^= 0xff
    for archive in [tar.prefix(700), tar.prefix(1500), torn] {
      #expect(throws: ArchiveProblem.broken) { try unpack("x.tar", Data(archive)) }
    }
  }

  @Test func `what is beyond the limits, encrypted or of another format is told`() throws {
    let extent = Archive.Extent(size: 10, count: 2)
    let large = [Packed("a.swift", "123456"), Packed("b.swift", "123456")]
    let many = ["a", "b", "c"].map { Packed("\($0).swift", "x") }
    for (name, pack) in [("x.zip", zipped), ("x.tar", tarred)] {
      #expect(throws: ArchiveProblem.tooLarge(limit: 10)) { try unpack(name, pack(large), extent) }
      #expect(throws: ArchiveProblem.tooMany(limit: 2)) { try unpack(name, pack(many), extent) }
    }
    let secret = zipped([Packed("a.swift", "x", flags: 1)])
    #expect(throws: ArchiveProblem.encrypted) { try unpack("x.zip", secret) }
    #expect(throws: ArchiveProblem.unknownFormat) { try unpack("x.rar", Data()) }
  }

  @Test func `a size that lies is found out`() throws {
    var archive = zipped([Packed("a.swift", "123456"), Packed("b.swift", "123456")])
    // The size of the first member in the directory.
    let place = try #require(archive.range(of: Data([0x50, 0x4b, 0x01, 0x02]))).lowerBound + 24
    archive[place] = 3
    #expect(throws: ArchiveProblem.broken) { try unpack("x.zip", archive) }
  }

  private func unpack(
    _ name: String, _ archive: Data, _ extent: Archive.Extent = .ofEntry
  ) throws -> Archive.Contents {
    try Archive.unpack(HandedFile(path: name) { archive }, extent: extent)
  }

  private func texts(_ contents: Archive.Contents) throws -> [String: String] {
    try Dictionary(
      uniqueKeysWithValues: contents.files.filter { $0.kind == .file }.map {
        ($0.path, String(decoding: try $0.contents(), as: UTF8.self))
      })
  }
}

@Suite struct FolderListingTests {
  @Test func `links are listed and not followed, and hidden files aren't listed`() throws {
    try withFolder(["secret.swift": "x"]) { outside in
      try withFolder(["a/Ropes.swift": "y", ".git/x.swift": "z", "a/.b.swift": "z"]) { root in
        try FileManager.default.createSymbolicLink(
          at: root.appendingPathComponent("a/link.swift"),
          withDestinationURL: outside.appendingPathComponent("secret.swift"))
        try FileManager.default.createSymbolicLink(
          at: root.appendingPathComponent("folder"), withDestinationURL: outside)
        let files = try FolderListing(of: root).files
        #expect(files.map(\.path) == ["a", "a/Ropes.swift", "a/link.swift", "folder"])
        #expect(files.map(\.kind) == [.folder, .file, .link, .link])
      }
    }
  }

  @Test func `a file that has become a link since is not read`() throws {
    try withFolder(["secret": "x", "root/a.swift": "y"]) { folder in
      let root = folder.appendingPathComponent("root")
      let file = try #require(try FolderListing(of: root).files.first)
      #expect(try file.contents() == Data("y".utf8))
      try FileManager.default.removeItem(at: root.appendingPathComponent("a.swift"))
      try FileManager.default.createSymbolicLink(
        at: root.appendingPathComponent("a.swift"),
        withDestinationURL: folder.appendingPathComponent("secret"))
      #expect(throws: GraderError.self) { try file.contents() }
    }
  }

  @Test func `what lies too deep is told`() throws {
    let deep = (0..<Limits.depth + 1).map { "f\($0)" }.joined(separator: "/")
    try withFolder(["\(deep)/a.swift": "x", "b.swift": "y"]) { root in
      let listing = try FolderListing(of: root)
      #expect(listing.files.filter { $0.kind == .file }.map(\.path) == ["b.swift"])
      #expect(listing.remarks.map(\.kind) == [.tooMuch])
    }
  }
}
