import Foundation

/// What the name of something in a class's folder tells: whose it is, and by which learning system.
struct EntryName: Equatable {
  let source: ClassEntry.Source
  /// What all parts of one submission have in common.
  let owner: String
  let displayName: String
  var systemID: String?
  var isLate = false
  /// The name of the file as the student handed it in; nil for a folder.
  var file: String?
  /// What tells uploads of one file apart: a later one has a higher number.
  var order = 0
  /// Whether it holds a text that was typed in, and no files.
  var isText = false
}

extension EntryName {
  /// Reads Moodle's names: `Full Name_12345_assignsubmission_file`, for a folder with a line below at the
  /// end up to version 4.0, or before a file's own name.
  ///
  /// After `get_student_prefix` and `load_submissionplugin_filelist` in Moodle's source,
  /// mod/assign/classes/downloader.php: a group has its name for the student's, one without a group no
  /// number, and with blind marking it is `Participant_12345`.
  init?(moodle name: String, isFolder: Bool) {
    guard
      let match = name.firstMatch(
        of: /^(.+?)(?:_(\d+))?_assignsubmission_(file|onlinetext|[a-z]+)(?:_(.*))?$/)
    else { return nil }
    let display = String(match.1).replacing("_", with: " ")
    let number = match.2.map(String.init)
    self.init(
      source: .moodle, owner: [String(match.1), number].compactMap(\.self).joined(separator: "_"),
      displayName: display, systemID: number,
      file: isFolder ? nil : match.4.map(String.init) ?? "", isText: match.3 == "onlinetext")
  }

  /// Reads Canvas's names of files: `lovelaceada_LATE_101_5001_SafeCounter-1.swift`.
  ///
  /// After `add_submission`, `add_upload_submission` and `get_filename` in Canvas's source,
  /// lib/content_zipper.rb: the sortable name in small letters without what isn't a letter, `LATE`, the
  /// user's number or `anon_` and a word, the upload's number, the file's own name. Texts and addresses
  /// end in `_text.html` and `_link.html`.
  init?(canvas name: String) {
    if let match = name.wholeMatch(
      of: /^(?:(.+?)_)??(?:(LATE)_)?(\d+|anon_[A-Za-z0-9]+)_(\d+)_(.+)$/),
      match.1 != nil || match.2 != nil || match.3.hasPrefix("anon_")
    {
      self.init(canvas: match.1, late: match.2, user: match.3)
      (file, order) = (String(match.5), Int(match.4) ?? 0)
    } else if let match = name.wholeMatch(
      of: /^(?:(.+?)_)??(?:(LATE)_)?(\d+|anon_[A-Za-z0-9]+)_(?:text|link)\.html$/)
    {
      self.init(canvas: match.1, late: match.2, user: match.3)
      (file, isText) = (name, true)
    } else {
      return nil
    }
  }

  private init(canvas name: Substring?, late: Substring?, user: Substring) {
    let parts = [name, user].compactMap(\.self).map(String.init)
    self.init(
      source: .canvas, owner: parts.joined(separator: "_"), displayName: parts[0],
      systemID: String(user), isLate: late != nil)
  }

  /// Reads Gradescope's folders, such as `submission_123456`, whose metadata say whose they are.
  init?(gradescope name: String, metadata: GradescopeMetadata?) {
    guard let metadata else { return nil }
    let students = metadata.submitters[name] ?? []
    let number = name.wholeMatch(of: /submission_(\d+)/)?.1
    guard !students.isEmpty || number != nil else { return nil }
    self.init(
      source: .gradescope, owner: name,
      displayName: students.isEmpty ? name : students.map(\.name).joined(separator: ", "),
      systemID: number.map(String.init))
  }

  /// Reads a single file of a student's, such as `ada_SafeCounter.swift` or `SafeCounter-ada.swift`; of a
  /// name with no exercise's in it, all is the student's.
  ///
  /// - Returns: Nil for a file that has an exercise's name and nobody's.
  init?(file name: String, exercises: [String]) {
    let file = FileName(name)
    guard !exercises.contains(where: { file.match($0) != nil }) else { return nil }
    let (stem, attempt) = file.stem
    let separators: Set<Character> = ["_", "-", " ", "."]
    for exercise in exercises {
      let (lower, part) = (stem.lowercased(), exercise.lowercased())
      var owner: Substring?
      if lower.hasSuffix(part), let last = stem.dropLast(part.count).last, separators.contains(last)
      {
        owner = stem.dropLast(part.count + 1)
      } else if lower.hasPrefix(part), let first = stem.dropFirst(part.count).first,
        separators.contains(first)
      {
        owner = stem.dropFirst(part.count + 1)
      }
      guard let owner, !owner.isEmpty else { continue }
      self.init(
        source: .files, owner: String(owner), displayName: String(owner),
        file: exercise + (attempt > 1 ? "-\(attempt - 1)" : "") + ".swift")
      return
    }
    self.init(source: .files, owner: stem, displayName: stem, file: name)
  }
}
