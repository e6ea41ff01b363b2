/// The words of all remarks.
///
/// Each says what was found, then what was done about it, then what to do where a doubt is left.
extension Remark {
  static let notASubmission = Remark(
    kind: .notASubmission,
    text: "This is no submission: neither a folder, an archive nor a Swift file of a student's.")

  static func couldNotBeGraded(_ error: any Error) -> Remark {
    Remark(
      kind: .couldNotBeGraded,
      text: "The grader failed at it: \(error). The same command tries it again.")
  }
}
