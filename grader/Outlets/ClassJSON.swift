import Judge

/// A class as data: its rows without the evidence, which is in the submissions' own files, and what they
/// have in common.
struct ClassJSON: Report {
  let name = "json"

  func text(of graded: GradedClass) throws -> String {
    try JSONReport().text(of: StoredClass(graded))
  }
}

/// A class as its file has it.
struct StoredClass: Codable, Equatable {
  struct Row: Codable, Equatable {
    /// The entry's identifier, after which its files in `submissions` are named.
    let name: String
    let student: Student?
    let remarks: [Remark]
    /// Nil for what has no result.
    let result: Result?
  }

  struct Result: Codable, Equatable {
    let mark: Mark
    let percent: Double
    let status: Status
    let diagnoses: [String]
    let exercises: [Exercise]
  }

  struct Exercise: Codable, Equatable {
    let name: String
    let status: Status
    let points: Int
    let maxPoints: Int
  }

  var version = 1
  var kit = Document.kit
  /// Those that the marks are of.
  let exercises: [String]
  /// Those that have results, which a rubric may not count; nil if they are the same.
  var graded: [String]?
  let isQuick: Bool
  let rubric: String?
  let remarks: [Remark]
  let rows: [Row]
  let statistics: ClassStatistics

  /// Those that have results.
  var gradedExercises: [String] { graded ?? exercises }

  init(_ graded: GradedClass) {
    exercises = graded.exercises
    self.graded = graded.alsoGraded
    isQuick = graded.isQuick
    rubric = graded.rubric
    remarks = graded.remarks
    rows = graded.rows.map { row in
      Row(
        name: row.name, student: row.student, remarks: row.remarks,
        result: row.document.map { document in
          Result(
            mark: document.counted, percent: document.counted.percent,
            status: document.score.status,
            diagnoses: document.diagnoses,
            exercises: document.exercises.map {
              Exercise(name: $0.name, status: $0.status, points: $0.points, maxPoints: $0.maxPoints)
            })
        })
    }
    statistics = ClassStatistics(graded)
  }
}
