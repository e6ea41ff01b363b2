/// The words of all remarks.
///
/// Each says what was found, then what was done about it, then what to do where a doubt is left.
extension Remark {
  // MARK: Which file was taken

  static func severalFiles(_ taken: String, _ others: [String]) -> Remark {
    Remark(
      kind: .severalFiles,
      text: "\(others.count + 1) files may be meant; '\(taken)' was taken, not \(listed(others)).")
  }

  static func newestAttempt(_ taken: String, _ others: [String]) -> Remark {
    Remark(
      kind: .newestAttempt, text: "'\(taken)' was taken, the newest attempt, not \(listed(others))."
    )
  }

  static func nearlyNamed(_ taken: String, _ exercise: String) -> Remark {
    Remark(kind: .nearlyNamed, text: "'\(taken)' was taken as \(exercise).swift.")
  }

  static func nearNamesNotTaken(_ paths: [String], _ exercise: String) -> Remark {
    Remark(
      kind: .nearNamesNotTaken,
      text: "No file is called \(exercise).swift, and \(listed(paths)) may all be meant; none was "
        + "taken. Call the right one \(exercise).swift.")
  }

  static func changedBeforeUntouched(_ taken: String, _ untouched: [String]) -> Remark {
    Remark(
      kind: .changedBeforeUntouched,
      text: "'\(taken)' was taken; \(listed(untouched)) is as it was handed out.")
  }

  static func untouched(_ path: String) -> Remark {
    Remark(kind: .untouched, text: "'\(path)' is as it was handed out, so nothing was begun.")
  }

  static func kitSolution(_ path: String) -> Remark {
    Remark(
      kind: .kitSolution,
      text: "'\(path)' is one of the kit's own right solutions, comments and white space aside; it "
        + "was not graded. For what it earns: grader check --root, with its folder.")
  }

  static func likeKitSolution(_ path: String) -> Remark {
    Remark(
      kind: .likeKitSolution,
      text:
        "'\(path)' is one of the kit's own right solutions, comments and white space aside. It is "
        + "so short that others may write the same, so it was graded.")
  }

  static func solutionsFolder(_ path: String) -> Remark {
    Remark(
      kind: .solutionsFolder, text: "'\(path)' came with the kit and was not graded.")
  }

  static func severalStudents(_ folders: [String], _ taken: String) -> Remark {
    Remark(
      kind: .severalStudents,
      text: "Files of the same name differ in the folders \(listed(folders)): are these several "
        + "students? Only '\(taken)' was graded. If so, give each a folder among the entries.")
  }

  static func hasMain(_ path: String) -> Remark {
    Remark(
      kind: .hasMain,
      text:
        "'\(path)' has a beginning of its own, with @main or outside of all functions; the checks "
        + "call the exercise's function and nothing else.")
  }

  static func filesNotRead(_ paths: [String]) -> Remark {
    Remark(
      kind: .filesNotRead,
      text:
        "\(listed(paths)) was not read: other files belong to an exercise only in a folder named "
        + "after it.")
  }

  // MARK: What else was in it

  static func linksNotFollowed(_ paths: [String]) -> Remark {
    Remark(kind: .linksNotFollowed, text: "Links aren't followed: \(listed(paths)).")
  }

  static func textNotRead(_ name: String) -> Remark {
    Remark(
      kind: .textNotRead, text: "'\(name)' is a text typed into a form; only files are graded.")
  }

  static func nothingFound(_ files: [String], assigned: [String]) -> Remark {
    let found =
      files.isEmpty ? "It holds no files." : "It holds \(listed(files))."
    return Remark(
      kind: .nothingFound,
      text: "No file of an assigned exercise was found (\(listed(assigned.map { "\($0).swift" })), "
        + "for example). \(found)")
  }

  static let nothingHandedIn = Remark(
    kind: .nothingHandedIn, text: "On the roster, but nothing was handed in.")

  static let notASubmission = Remark(
    kind: .notASubmission,
    text: "This is no submission: neither a folder, an archive nor a Swift file of a student's.")

  // MARK: How it came

  static let late = Remark(kind: .late, text: "Handed in late, the learning system says.")

  static func foundDeeper(in folders: [String]) -> Remark {
    Remark(
      kind: .foundDeeper,
      text: "The entries lie deeper than in the directory given; what was taken for them lies in "
        + "\(listed(folders)).")
  }

  static func nameNotUTF8(_ name: String) -> Remark {
    Remark(
      kind: .nameNotUTF8,
      text: "The name is not UTF-8; bytes that are none stand as % and two digits: '\(name)'.")
  }

  static func handedInTogether(_ students: [Student]) -> Remark {
    Remark(
      kind: .handedInTogether,
      text: "Handed in together by \(inARow(students.map(\.name), "and")).")
  }

  static func archiveInside(_ path: String) -> Remark {
    Remark(kind: .archiveInside, text: "The archive '\(path)' inside of it was unpacked.")
  }

  static func archiveNotUnpacked(_ path: String, _ reason: String) -> Remark {
    Remark(
      kind: .archiveNotUnpacked,
      text: "The archive '\(path)' was not unpacked: \(reason).")
  }

  static func membersRefused(_ members: [String], of archive: String) -> Remark {
    Remark(
      kind: .membersRefused,
      text: "Names that lead out of the archive '\(archive)', or too deep, were left out: "
        + "\(listed(members)).")
  }

  static func tooManyFiles(at path: String) -> Remark {
    Remark(
      kind: .tooMuch,
      text:
        "There are more than \(Limits.count) files; what comes after '\(path)' was not looked at.")
  }

  static func tooDeep(at path: String) -> Remark {
    Remark(
      kind: .tooMuch,
      text: "What lies in more than \(Limits.depth) folders was not looked at: '\(path)'.")
  }

  static func unreadable(_ path: String) -> Remark {
    Remark(kind: .tooMuch, text: "The folder '\(path)' can't be read.")
  }

  // MARK: What the roster and the grader say

  static let notInRoster = Remark(
    kind: .notInRoster,
    text: "Nobody on the roster fits. Give their line its name in a column 'entry'.")

  static func severalInRoster(_ students: [Student]) -> Remark {
    Remark(
      kind: .severalInRoster,
      text:
        "Several on the roster fit: \(listed(students.map(\.name))). Give the right line its name "
        + "in a column 'entry'.")
  }

  static func severalEntries(_ names: [String], of student: String) -> Remark {
    Remark(
      kind: .severalEntries,
      text: "\(student) may have handed in more than once: \(listed(names)). Each was graded.")
  }

  static func couldNotBeGraded(_ error: any Error) -> Remark {
    Remark(
      kind: .couldNotBeGraded,
      text: "The grader failed at it: \(error). The same command tries it again.")
  }

  static func removed(_ names: [String]) -> Remark {
    Remark(
      kind: .removed,
      text: "No longer among the entries, so their reports were moved to the folder 'removed': "
        + "\(listed(names)).")
  }

  static let quick = Remark(
    kind: .quick,
    text:
      "Graded with --quick: timed and long checks were left out and count as if they had passed. "
      + "These points are no marks.")

  /// How many names a sentence tells.
  private static let most = 4

  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(most).map { "'\($0)'" }
    let rest = names.count - shown.count
    return inARow(shown + (rest > 0 ? ["\(rest) more"] : []), "and")
  }
}
