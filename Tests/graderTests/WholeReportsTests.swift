import Foundation
import Testing

@testable import grader

/// Whole reports, made from a document as it is kept in a file: what their readers rely on.
@Suite struct WholeReportsTests {
  @Test func `a document as JSON is what it was read from`() throws {
    #expect(try Written.document(in: "json", Self.document) == Self.document)
  }

  @Test func `a document as text`() throws {
    #expect(
      try Written.document(in: "text", Self.document) == """
        01 Ropes      failed          4 of 8 points
        02 Windmills  passed          3 of 3 points   (1 not measured)
        03 Knots      doesn't compile 0 of 2 points
           Nets       not started     0 of 1 points   There is no file Nets.swift.
           Sails      kit error       0 of 1 points

        01 Ropes: never more than 4 [unbounded]
           2 files are named Ropes.swift; a/Ropes.swift was taken
           9 calls of `pull` were under way at once.

           Read on: Exercises/01-Ropes/README.md, "unbounded"
           Your code printed:
              rope 1
              | rope | 2
           (1 more check fails; mend this one first.)

        02 Windmills: it is fast
           you       1.75x  ###################################
           needed    1.50x  ##############################
           possible  2.00x  ########################################
        02 Windmills: it stays fast
           Not measured: one core

        03 Knots: doesn't compile
           Knots.swift:3:7: cannot find 'tie' in scope
               tie()

         Sails: kit error
           The kit itself failed: no disk

        7 of 15 points

        What the judge does, and how to read this: Exercises/README.md, "How to read a
        report"

        """)
  }

  @Test func `a document as Markdown`() throws {
    #expect(
      try Written.document(in: "md", Self.document) == """
        # ada

        7 of 15 points

        | exercise | result | points |
        |---|---|---|
        | Ropes | failed | 4 of 8 |
        | Windmills | passed | 3 of 3 |
        | Knots | doesn't compile | 0 of 2 |
        | Nets | not started | 0 of 1 |
        | Sails | kit error | 0 of 1 |

        Nets:

            There is no file Nets.swift.

        ## Ropes

            2 files are named Ropes.swift; a/Ropes.swift was taken

        | check | result | points |
        |---|---|---|
        | it pulls | passed | 4 of 4 |
        | never more than 4 | unbounded | 0 of 2 |
        | it rests | busyWait | 0 of 1 |
        | it knots | not started | 0 of 1 |

        ### never more than 4

            9 calls of `pull` were under way at once.
        \("    ")
            Read on: Exercises/01-Ropes/README.md, "unbounded"

        The code printed:

            rope 1
            | rope | 2

        ### it rests

            busy

        ### it knots

            open the file

        ## Windmills

        | check | result | points |
        |---|---|---|
        | it is fast | passed | 2 of 2 |
        | it stays fast | not measured | 1 of 1 |

        ### it is fast

            you 1.75x of the 2.00x that this machine could give

        ### it stays fast

            Not measured: one core

        ## Knots

            Knots.swift:3:7: cannot find 'tie' in scope
                tie()


        ## Sails

            The kit itself failed: no disk

        | check | result | points |
        |---|---|---|
        | it sails | kit error | 0 of 1 |

        """)
  }

  @Test func `a class as CSV`() throws {
    #expect(
      try Written.classOf(Self.document, in: "csv") == """
        submission,student,id,late,points,max points,per cent,Ropes points,Ropes status,Windmills points,\
        Windmills status,Knots points,Knots status,diagnoses,doubt,remark
        ada,,,,7,15,46.67,4,failed,3,passed,0,didNotCompile,unbounded busyWait,,
        notes.txt,,,,,,,,,,,,,,look,"This is no submission: neither a folder, an archive nor a Swift file \
        of a student's."
        "bob, the | last",,,,,,,,,,,,,,look,The grader failed at it: no disk. The same command tries it \
        again.

        """)
  }

  @Test func `a class as Markdown`() throws {
    #expect(
      try Written.classOf(Self.document, in: "md") == """
        # Class

        | submission | student | points | Ropes | Windmills | Knots | remarks |
        |---|---|---|---|---|---|---|
        | ada |  | 7 of 15 | 4 failed (unbounded) | 3 passed | 0 doesn't compile |  |
        | notes.txt |  | not graded |  |  |  | 1 doubt |
        | bob, the \\| last |  | not graded |  |  |  | 1 doubt |

        ## Doubts to look at before marks are handed out

        - notes.txt: This is no submission: neither a folder, an archive nor a Swift file of a student's.
        - bob, the \\| last: The grader failed at it: no disk. The same command tries it again.

        """)
  }

  @Test func `what verify says as text`() throws {
    #expect(
      try Written.verified(Self.document, in: "text") == """
        Ropes  (stub)      notStarted           NOT EXPECTED
        Ropes  (solution)  passed               ok   (time not measured)
        Ropes  TwoLocks    unbounded            ok
        Ropes  Slow        tooSlow              ok
        Ropes  Torn        passed               NOT EXPECTED
        Ropes  Twice       unbounded            NOT EXPECTED
        Ropes  Aside       unbounded            NOT EXPECTED

        7 solutions, 4 of them not as expected
        Ropes/(stub): expected notStarted, got unbounded: never more than 4
             9 calls of `pull` were under way at once.

        Read on: Exercises/01-Ropes/README.md, "unbounded"
        Ropes/Torn: expected passed, got didNotCompile
             Knots.swift:3:7: cannot find 'tie' in scope
            tie()
        Ropes/Twice: expected unbounded, got judgeError x1, passed x1: it sails
             The kit itself failed: no disk
        Ropes/Aside: expected unbounded, got unbounded (elsewhere): never more than 4
             9 calls of `pull` were under way at once.

        Read on: Exercises/01-Ropes/README.md, "unbounded"
        To see how often this happens: swift run grader verify --repeat 20 'Ropes/(stub)' \
        'Ropes/Torn' 'Ropes/Twice' 'Ropes/Aside'
        right solutions failed: 1 of 2 runs; with 95% confidence at most 97%
        wrong solutions passed: 1 of 5 runs; with 95% confidence at most 66%

        """)
  }

  @Test func `what verify says as JSON`() throws {
    #expect(try Written.verified(Self.document, in: "json") == Self.verifiedJSON)
  }

  @Test func `a calibration as text and as JSON`() throws {
    #expect(
      try Written.calibration(in: "text") == """
        2 cores granted; together they do 1.80 times the work of one (median of 3 rounds, 1.20 to 1.90)

        What one more costs, started and ended:
          a task      0.50 microseconds
          a thread    20.00 microseconds
          a process   900.00 microseconds

        Timed checks, as this machine is now:
          URLDownloader    can be measured: it waits, which needs no cores; waits of 25 ms end 0.2 ms late
          AsyncDownloader  can be measured: it waits, which needs no cores; waits of 25 ms end 0.2 ms late
          ProcessPool      can be measured: it computes; in 67% of the rounds 2 threads got 0.85 of 2 cores
          PrimeFinder      can be measured: it computes; in 67% of the rounds 2 threads got 0.85 of 2 cores

        """)
    #expect(
      try Written.calibration(in: "json") == """
        {
          "capacity" : [
            1.2,
            1.9,
            1.8
          ],
          "cores" : 2,
          "lateness" : 0.2,
          "process" : 900,
          "task" : 0.5,
          "thread" : 20
        }

        """)
  }

  @Test func `the help`() { #expect(Written.help == Self.help) }
}
