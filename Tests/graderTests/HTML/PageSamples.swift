import Wire

@testable import grader

/// Submissions for pages.
enum PageSamples {
  /// An order in which two threads write, as a document has it.
  static let order: Value = [
    "history": [
      "columns": ["the caller", "thread 1", "thread 2"],
      "rows": [
        step(1, "takes lock 1", 9, "door.lock()"), step(1, "reads value 1: 0", 10, "let old = x"),
        step(2, "waits for lock 1", 9, "door.lock()"), step(2, "writes value 12: 1", 11, "x = 1"),
      ],
      "schedules": 7, "token": "abc", "marks": [2, 4], "note": "", "waits": 1, "stepsLeftOut": 2,
      "objects": [
        ["name": "lock 1", "place": "Ropes.swift:3", "source": "let door = Lock()"],
        ["name": "value 1", "place": "(not your code)", "source": ""],
      ],
    ]
  ]

  static func step(_ thread: Int, _ words: String, _ line: Int, _ source: String) -> Value {
    [
      "thread": .int(thread), "step": .string(words), "place": .string("Ropes.swift:\(line)"),
      "source": .string(source),
    ]
  }

  static let orderMessage = """
    count: one was lost.

    This is order 7 of those that were tried:

          thread 1
       1  takes lock

    To see it again: swift run grader replay Ropes abc

    What keeps `others` out?
    """

  static let rounds: Value = [
    "measurement": [
      "workers": 2, "counted": 1, "student": .double(1.5), "granted": 2, "needed": .double(1.5),
      "rounds": [
        ["before": .double(1.2), "student": 0, "after": 0],
        ["before": 2, "student": .double(1.5), "after": 2],
      ],
    ]
  ]

  /// Two that share a thread at once, as tasks do, and one of another.
  static let work: Value = [
    "stretches": [
      ["work": "fetch", "item": "/a", "thread": 1, "start": 0, "end": 9000],
      ["work": "fetch", "item": "/b", "thread": 1, "start": 2000],
      ["work": "fetch", "item": "/c", "thread": 2, "start": 3000, "end": 3500],
      ["work": "fetch", "item": "/d", "thread": 2, "start": 4000, "end": 5000],
    ], "further": 7, "until": 10000,
  ]

  static func submission(_ checks: [ExerciseResult]) throws -> GradedSubmission {
    GradedSubmission(
      document: Document(root: "/class/ada", exercises: checks),
      exercises: try ["01-Ropes", "02-Mills"].map(exercise))
  }
}
