/// What there is to say about a submission besides its results: a choice between files that was made by a
/// rule, or a doubt that somebody should look at.
struct Remark: Codable, Hashable, Sendable {
  enum Kind: String, Codable, CaseIterable, Sendable {
    // Which file was taken.
    case severalFiles, newestAttempt, nearlyNamed, nearNamesNotTaken, changedBeforeUntouched
    case untouched, kitSolution, solutionsFolder
    // What else was in the submission.
    case severalStudents, linksNotFollowed, filesNotRead, hasMain, textNotRead
    // What was missing.
    case nothingFound, nothingHandedIn, notASubmission, handedOutAlone
    // How it came.
    case late, foundDeeper, nameNotUTF8, handedInTogether
    case archiveInside, archiveNotUnpacked, membersRefused, tooMuch
    // What the roster says.
    case notInRoster, severalInRoster, severalEntries
    // What the grader says.
    case couldNotBeGraded, removed, quick
  }

  let kind: Kind
  /// The exercise that it is about; nil for the whole entry.
  var exercise: String?
  /// One sentence or more.
  let text: String

  /// Whether somebody should look at it before marks are handed out.
  var isDoubt: Bool {
    switch kind {
    case .newestAttempt, .nearlyNamed, .changedBeforeUntouched, .untouched, .solutionsFolder, .hasMain,
      .nothingHandedIn, .late, .foundDeeper, .nameNotUTF8, .handedInTogether, .archiveInside, .removed,
      .handedOutAlone, .quick:
      false
    case .severalFiles, .nearNamesNotTaken, .kitSolution, .severalStudents, .linksNotFollowed,
      .filesNotRead, .textNotRead, .nothingFound, .notASubmission, .archiveNotUnpacked,
      .membersRefused, .tooMuch, .notInRoster, .severalInRoster, .severalEntries, .couldNotBeGraded:
      true
    }
  }
}
