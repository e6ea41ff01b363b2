import Judge

/// A class with its results, as reports tell it.
struct GradedClass {
  struct Row: Sendable {
    let name: String
    /// Nil for an entry that is no submission.
    let document: Document?
    /// Why there is no document.
    var remark = ""
  }

  /// The names of the exercises.
  let exercises: [String]
  let rows: [Row]

  /// An entry without a document is one that the grader failed at.
  var score: Score {
    Score(sumOf: rows.map { $0.document?.score ?? Score(.judgeError, of: 0) })
  }
}
