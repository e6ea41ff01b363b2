import Judge
import Testing

@testable import grader

@Suite struct MarkdownReportTests {
  @Test func `a report has a table of exercises and a part with every check of each`() {
    let text = report([
      ExerciseResult(
        name: "Ropes",
        checks: [
          verdict("it pulls", points: 3),
          verdict("it is fast", .notMeasured, points: 2, message: "one core"),
        ]),
      ExerciseResult(
        name: "Mills",
        checks: [
          verdict("it turns"),
          verdict(
            "it stops", .failed, points: 2, diagnosis: "deadlock",
            message: "all slept\n\n# not a heading", printed: "| a |\nb"),
          verdict("it rests", .notStarted),
        ], message: "2 files are named Mills.swift"),
      ExerciseResult(
        name: "Knots", status: .notStarted, plan: [verdict("it holds", points: 4)],
        message: "There is no file Knots.swift."),
    ])
    #expect(
      text == """
        # ada

        6 of 13 points

        | exercise | result | points |
        |---|---|---|
        | Ropes | passed | 5 of 5 |
        | Mills | failed | 1 of 4 |
        | Knots | not started | 0 of 4 |

        Knots:

            There is no file Knots.swift.

        ## Ropes

        | check | result | points |
        |---|---|---|
        | it pulls | passed | 3 of 3 |
        | it is fast | not measured | 2 of 2 |

        ### it is fast

            one core

        ## Mills

            2 files are named Mills.swift

        | check | result | points |
        |---|---|---|
        | it turns | passed | 1 of 1 |
        | it stops | deadlock | 0 of 2 |
        | it rests | not started | 0 of 1 |

        ### it stops

            all slept
        \("    ")
            # not a heading

        The code printed:

            | a |
            b

        """)
  }

  @Test func `code that doesn't compile has the compiler's words instead of checks`() {
    let text = report([
      ExerciseResult(
        name: "Ropes", status: .didNotCompile, plan: [verdict("it pulls")],
        message: "Ropes.swift:1:1: no\n    let")
    ])
    #expect(
      text == """
        # ada

        0 of 1 points

        | exercise | result | points |
        |---|---|---|
        | Ropes | doesn't compile | 0 of 1 |

        ## Ropes

            Ropes.swift:1:1: no
                let


        """)
  }

  @Test func `a failure of the kit is told as such`() {
    let text = report([
      ExerciseResult(
        name: "Ropes", status: .judgeError, plan: [verdict("it pulls")], message: "no disk")
    ])
    #expect(
      text == """
        # ada

        0 of 1 points

        | exercise | result | points |
        |---|---|---|
        | Ropes | kit error | 0 of 1 |

        ## Ropes

            no disk

        | check | result | points |
        |---|---|---|
        | it pulls | kit error | 0 of 1 |

        """)
  }

  private func report(_ results: [ExerciseResult]) -> String {
    let document = Document(root: "/class/ada", exercises: results)
    return MarkdownReport().text(of: GradedSubmission(document: document, exercises: []))
  }
}
