/// In which folder the entries of a class lie: downloads often have one more around them.
struct ClassLevel: Equatable {
  /// The folders whose contents are the entries, seen from the class's directory; "" for that itself.
  let folders: [String]

  /// How many folders that hold nothing but one another are gone into.
  private static let deepest = 4

  /// Looks for the entries.
  ///
  /// A folder that is alone is gone into if what it holds looks like a class: files as learning systems
  /// name them, several archives, or two folders with a file for the same exercise. So are several
  /// folders, if each of them does, as with one for each section of a course.
  ///
  /// - Throws: `UsageError` if all of it is one submission.
  init(of files: [HandedFile], exercises: [KitExercise]) throws(UsageError) {
    if let folders = Self.folders(in: files, exercises, depth: Self.deepest) {
      self.folders = folders
      return
    }
    try Self.expectSeveral(files, exercises)
    folders = [""]
  }

  /// The folders further down that hold the entries; nil if these are here, or nowhere.
  private static func folders(
    in here: [HandedFile], _ exercises: [KitExercise], depth: Int
  ) -> [String]? {
    let folders = here.top.filter { $0.kind == .folder }
    guard depth > 0, !folders.isEmpty,
      !here.top.contains(where: { isEntry($0, exercises) && $0.kind != .folder })
    else { return nil }
    let insides = here.insides
    let inside = folders.map { insides[$0.path] }
    let deeper = inside.map { Self.folders(in: $0, exercises, depth: depth - 1) }
    let areClasses = zip(inside, deeper).allSatisfy { $1 != nil || isClass($0, exercises) }
    guard areClasses else { return nil }
    return zip(folders, deeper).flatMap { folder, deeper in
      (deeper ?? [""]).map { $0.isEmpty ? folder.path : "\(folder.path)/\($0)" }
    }
  }

  /// Whether what lies here are submissions of several.
  static func isClass(_ files: [HandedFile], _ exercises: [KitExercise]) -> Bool {
    let top = files.top
    if top.contains(where: { $0.name == GradescopeMetadata.file }) { return true }
    if top.contains(where: { isOfSystem($0) }) { return true }
    let archives = top.filter { file in
      file.kind == .file && Archive.Format(of: file.name) != nil
        && !exercises.contains { isExercises(Archive.stem(of: file.name), $0) }
    }
    if archives.count > 1 { return true }
    let folders = top.filter { $0.kind == .folder && !isPart($0.name, exercises) }
    let insides = files.insides
    return exercises.contains { exercise in
      let holders = folders.filter { folder in
        insides[folder.path].contains {
          $0.kind == .file && FileName($0.name).match(exercise.name)?.nearness == .exact
        }
      }
      let owners = top.filter { file in
        file.kind == .file && FileName(file.name).isSwift
          && EntryName(file: file.name, exercises: [exercise.name])?.file?
            .hasPrefix(exercise.name) == true
      }
      return holders.count > 1 || owners.count > 1
    }
  }

  private static func isOfSystem(_ file: HandedFile) -> Bool {
    EntryName(moodle: file.name, isFolder: file.kind == .folder) != nil
      || (file.kind == .file && EntryName(canvas: file.name) != nil)
  }

  /// Whether something by its own name can be an entry.
  private static func isEntry(_ file: HandedFile, _ exercises: [KitExercise]) -> Bool {
    file.kind == .folder || isOfSystem(file) || file.name == GradescopeMetadata.file
      || Archive.Format(of: file.name) != nil || FileName(file.name).isSwift
  }

  /// Whether a folder is a part of one submission: the kit's own, an exercise's, or one try of several.
  static func isPart(_ name: String, _ exercises: [KitExercise]) -> Bool {
    ["Exercises", "Solutions", "Sources", "Tests", "grader", "findings"].contains(name)
      || exercises.contains { isExercises(name, $0) } || Attempt(folder: name) != nil
      || name.firstMatch(of: /^(?:old|new|backup|final|copy)\b/.ignoresCase()) != nil
  }

  private static func isExercises(_ name: String, _ exercise: KitExercise) -> Bool {
    [exercise.folder, exercise.name].contains { $0.lowercased() == name.lowercased() }
  }

  /// - Throws: `UsageError` if this is one submission's own folder.
  private static func expectSeveral(
    _ files: [HandedFile], _ exercises: [KitExercise]
  ) throws(UsageError) {
    let top = files.top
    let parts = top.filter { file in
      file.kind == .folder
        ? isPart(file.name, exercises)
        : exercises.contains { FileName(file.name).match($0.name)?.nearness == .exact }
    }
    let others = top.filter { file in
      isEntry(file, exercises) && !parts.contains { $0.path == file.path }
    }
    guard let part = parts.first, others.isEmpty else { return }
    throw UsageError(
      "this looks like one submission and not like a class: '\(part.name)' lies in it. grade takes "
        + "the folder above it; for this one alone: grader check --root DIR")
  }
}

/// Which try of several a folder's name says it is.
struct Attempt: Equatable {
  let number: Int

  init?(folder: String) {
    let pattern =
      /(?:attempt|version|try|submission|upload|abgabe|v)[ _-]?(\d{1,3})/.ignoresCase()
    guard let match = folder.wholeMatch(of: pattern), let number = Int(match.1) else { return nil }
    self.number = number
  }
}
