import Judge

/// A class with its results, as reports tell it.
struct GradedClass {
  /// A line of the class: a student with what they handed in, or an entry of nobody's.
  struct Row: Sendable {
    /// The entry's identifier.
    let name: String
    /// Nil for what is no submission, and for what couldn't be graded.
    let document: Document?
    /// Whose line it is; nil if nobody knows.
    let student: Student?
    /// All that there is to say about it besides the results.
    let remarks: [Remark]

    init(name: String, document: Document?, student: Student? = nil, remarks: [Remark]? = nil) {
      self.name = name
      self.document = document
      self.student = student
      self.remarks = remarks ?? document?.remarks ?? []
    }

    /// Whether somebody should look at it before marks are handed out.
    var hasDoubt: Bool { remarks.contains(where: \.isDoubt) }

    /// The remarks in one field.
    var remark: String { remarks.map(\.line).joined(separator: " ") }
  }

  /// The names of the exercises that were assigned.
  let exercises: [String]
  let rows: [Row]
  /// What there is to say about the class as a whole.
  var remarks: [Remark] = []
  /// Whether timed and long checks were left out, so that the points are no marks.
  var isQuick = false
  /// The name of the rubric that it is counted by; nil without one.
  var rubric: String?
  /// All exercises that have results, where the rubric counts fewer; else nil.
  var alsoGraded: [String]?

  /// What became of all of it, where an entry that the grader failed at is the worst.
  ///
  /// What is no submission counts for nothing.
  var score: Score {
    Score(
      sumOf: rows.compactMap { row in
        row.document?.score
          ?? (row.remarks.contains { $0.kind == .couldNotBeGraded }
            ? Score(.judgeError, of: 0) : nil)
      })
  }
}
