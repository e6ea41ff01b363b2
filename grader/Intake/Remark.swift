import Judge

/// What there is to say about a submission besides its results: a choice between files that was made by a
/// rule, or a doubt that somebody should look at.
struct Remark: Codable, Hashable, Sendable {
  enum Kind: String, Codable, CaseIterable, Sendable {
    // Which file was taken.
    case severalFiles, newestAttempt, nearlyNamed, nearNamesNotTaken, changedBeforeUntouched
    case untouched, kitSolution, likeKitSolution, solutionsFolder
    // What else was in the submission.
    case severalStudents, linksNotFollowed, filesNotRead, hasMain, textNotRead
    // What was missing.
    case nothingFound, nothingHandedIn, notASubmission
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

  init(kind: Kind, exercise: String? = nil, text: String) {
    // Names of files are anybody's.
    (self.kind, self.exercise, self.text) = (kind, exercise, visible(text))
  }

  /// The text with the exercise that it is about.
  var line: String { exercise.map { "\($0): \(text)" } ?? text }

  /// Whether somebody should look at it before marks are handed out.
  var isDoubt: Bool {
    switch kind {
    case .newestAttempt, .nearlyNamed, .changedBeforeUntouched, .untouched, .solutionsFolder,
      .hasMain, .nothingHandedIn, .late, .foundDeeper, .nameNotUTF8, .handedInTogether,
      .archiveInside, .removed, .quick:
      false
    case .severalFiles, .nearNamesNotTaken, .kitSolution, .likeKitSolution, .severalStudents,
      .linksNotFollowed, .filesNotRead, .textNotRead, .nothingFound, .notASubmission,
      .archiveNotUnpacked, .membersRefused, .tooMuch, .notInRoster, .severalInRoster,
      .severalEntries, .couldNotBeGraded:
      true
    }
  }
}
