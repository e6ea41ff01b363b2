import Foundation

/// A class as it was handed in, entry by entry.
///
/// A pure function of the list of files: what undoes an archive is given to it.
struct ClassIntake: Sendable {
  struct Submission: Sendable {
    var entry: ClassEntry
    /// The name in the class's directory, by which a roster may call it.
    let name: String
    var files: [HandedFile]
    var remarks: [Remark]
  }

  /// The entries in the order of their names.
  var submissions: [Submission] = []
  /// What lies among the entries and is none.
  private(set) var strays: [String] = []
  /// What there is to say about the class as a whole.
  private(set) var remarks: [Remark] = []

  /// Takes a class in.
  ///
  /// - Parameters:
  ///   - files: All that lies in the class's directory.
  ///   - exercises: The kit's exercises.
  ///   - unpack: Undoes an archive.
  /// - Throws: `UsageError` if the directory is one submission.
  init(
    _ files: [HandedFile], exercises: [KitExercise],
    unpack: (HandedFile) throws -> Archive.Contents = { try Archive.unpack($0) }
  ) throws(UsageError) {
    let level = try ClassLevel(of: files, exercises: exercises)
    if level.folders != [""] { remarks.append(.foundDeeper(in: level.folders)) }
    var identifiers = Identifiers()
    for folder in level.folders {
      let here = folder.isEmpty ? files : files.below(folder)
      let insides = here.insides
      let section =
        level.folders.count > 1 ? folder.split(separator: "/").last.map(String.init) : nil
      for owner in Self.owners(of: here, exercises: exercises.map(\.name), &strays) {
        submissions.append(
          Self.submission(owner, insides, section: section, &identifiers, unpack: unpack))
      }
    }
  }

  /// Adds what was seen while the class was listed.
  mutating func add(_ remarks: [Remark]) { self.remarks += remarks }

  // MARK: Whose is what

  private struct Owner {
    let name: EntryName
    var parts: [(item: HandedFile, name: EntryName)]
    var students: [Student] = []
  }

  /// What lies here, put together by whose it is.
  private static func owners(
    of files: [HandedFile], exercises: [String], _ strays: inout [String]
  ) -> [Owner] {
    let metadata = files.top.first { $0.name == GradescopeMetadata.file }.flatMap { file in
      // Metadata that can't be read name nobody; the folders are entries all the same.
      (try? file.contents()).map { GradescopeMetadata(String(decoding: $0, as: UTF8.self)) }
    }
    var owners: [Owner] = []
    var places: [Data: Int] = [:]
    let items = files.top.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    for item in items where item.name != GradescopeMetadata.file {
      guard let name = name(of: item, metadata: metadata, exercises: exercises) else {
        strays.append(item.path)
        continue
      }
      // By bytes, as Swift takes two ways to write an accent for one.
      let key = Data("\(name.source.rawValue) \(name.owner)".utf8)
      if let place = places[key] {
        owners[place].parts.append((item, name))
      } else {
        places[key] = owners.count
        let students = name.source == .gradescope ? metadata?.submitters[item.name] ?? [] : []
        owners.append(Owner(name: name, parts: [(item, name)], students: students))
      }
    }
    return owners
  }

  /// What the name of something tells; nil if it is nobody's.
  private static func name(
    of item: HandedFile, metadata: GradescopeMetadata?, exercises: [String]
  ) -> EntryName? {
    switch item.kind {
    case .folder:
      return EntryName(gradescope: item.name, metadata: metadata)
        ?? EntryName(moodle: item.name, isFolder: true)
        ?? EntryName(source: .folder, owner: item.name, displayName: item.name)
    case .file:
      if let name = EntryName(moodle: item.name, isFolder: false) ?? EntryName(canvas: item.name) {
        return name
      }
      if Archive.Format(of: item.name) != nil {
        let stem = Archive.stem(of: item.name)
        return EntryName(source: .archive, owner: stem, displayName: stem, file: item.name)
      }
      guard FileName(item.name).isSwift else { return nil }
      return EntryName(file: item.name, exercises: exercises)
    case .link, .other:
      return nil
    }
  }

  // MARK: What is in it

  private static func submission(
    _ owner: Owner, _ insides: Insides, section: String?, _ identifiers: inout Identifiers,
    unpack: (HandedFile) throws -> Archive.Contents
  ) -> Submission {
    var contents = EntryContents()
    for (item, name) in owner.parts {
      if name.isText { contents.remarks.append(.textNotRead(item.name)) }
      if item.kind == .folder {
        contents.add(insides[item.path], unpack: unpack)
      } else {
        var file = item.moved(to: name.file ?? item.name)
        file.order = name.order
        contents.add(file, unpack: unpack)
      }
      if !item.isUTF8 { contents.remarks.append(.nameNotUTF8(item.path)) }
    }
    let isLate = owner.parts.contains { $0.name.isLate }
    if isLate { contents.remarks.append(.late) }
    if owner.students.count > 1 { contents.remarks.append(.handedInTogether(owner.students)) }
    let name = owner.parts[0].item.name
    let identifier = identifiers.take(
      [section, owner.name.owner].compactMap(\.self).joined(separator: "-"), orElse: name)
    let entry = ClassEntry(
      identifier: identifier, displayName: owner.name.displayName, source: owner.name.source,
      systemID: owner.name.systemID, isLate: isLate, students: owner.students)
    return Submission(
      entry: entry, name: name, files: contents.files, remarks: contents.remarks)
  }
}

/// The files of one entry, with those in its archives.
struct EntryContents {
  private(set) var files: [HandedFile] = []
  var remarks: [Remark] = []
  private var archives = 0

  /// Adds what lies in a folder.
  mutating func add(_ files: [HandedFile], unpack: (HandedFile) throws -> Archive.Contents) {
    let links = files.filter { $0.kind == .link }.map(\.path)
    if !links.isEmpty { remarks.append(.linksNotFollowed(links)) }
    self.files += files
    for file in files where file.kind == .file && Archive.Format(of: file.name) != nil {
      archives += 1
      guard archives <= Limits.archivesInside else {
        remarks.append(
          .archiveNotUnpacked(file.path, "only \(Limits.archivesInside) of an entry are"))
        continue
      }
      guard let inside = contents(of: file, unpack: unpack) else { continue }
      remarks.append(.archiveInside(file.path))
      let moved = inside.map { $0.moved(to: "\(Archive.stem(of: file.path))/\($0.path)") }
      self.files += moved
      for deeper in moved where deeper.kind == .file && Archive.Format(of: deeper.name) != nil {
        remarks.append(
          .archiveNotUnpacked(
            deeper.path, "it is an archive within an archive within the submission"))
      }
    }
  }

  /// Adds a single file, which may be an archive.
  mutating func add(_ file: HandedFile, unpack: (HandedFile) throws -> Archive.Contents) {
    guard Archive.Format(of: file.name) != nil else { return files.append(file) }
    guard let inside = contents(of: file, unpack: unpack) else { return }
    add(inside, unpack: unpack)
  }

  private mutating func contents(
    of archive: HandedFile, unpack: (HandedFile) throws -> Archive.Contents
  ) -> [HandedFile]? {
    do {
      let contents = try unpack(archive)
      if !contents.refused.isEmpty {
        remarks.append(.membersRefused(contents.refused, of: archive.path))
      }
      let links = contents.files.filter { $0.kind == .link }.map(\.path)
      if !links.isEmpty { remarks.append(.linksNotFollowed(links)) }
      return contents.files.filter { $0.kind != .link }
    } catch {
      remarks.append(.archiveNotUnpacked(archive.path, "\(error)"))
      return nil
    }
  }
}

/// Names for entries that files can have and that differ in any case of letters.
struct Identifiers {
  /// The longest name in bytes: endings follow it, and systems take 255.
  private static let longest = 180
  private var taken: Set<String> = []

  init(taken: [String] = []) { self.taken = Set(taken.map { $0.lowercased() }) }

  /// A name that nobody has yet.
  ///
  /// - Parameter other: What is tried if somebody has it.
  mutating func take(_ name: String, orElse other: String) -> String {
    let (name, other) = (Self.plain(name), Self.plain(other))
    // The last of them is nobody's: there are more than names taken.
    let numbered = (2...(taken.count + 2)).lazy.map { "\(name) (\($0))" }
    let free =
      [name, other].first { isFree($0) } ?? numbered.first { isFree($0) } ?? name
    taken.insert(free.lowercased())
    return free
  }

  private func isFree(_ name: String) -> Bool { !taken.contains(name.lowercased()) }

  /// A name without what a file's may not have or a terminal acts on.
  private static func plain(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      let isKept = scalar.properties.generalCategory != .control && scalar != "/"
      text += isKept ? String(scalar) : "%" + String(scalar.value, radix: 16, uppercase: true)
    }
    while text.utf8.count > longest { text.removeLast() }
    return text.isEmpty ? "%" : text
  }
}
