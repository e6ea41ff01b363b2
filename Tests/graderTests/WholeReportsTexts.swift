extension WholeReportsTests {
  static let document = #"""
    {
      "exercises" : [
        {
          "checks" : [
            {
              "maxPoints" : 4,
              "name" : "it pulls",
              "points" : 4,
              "seconds" : 0.5,
              "status" : "passed"
            },
            {
              "diagnosis" : "unbounded",
              "evidence" : {
                "asked" : 4,
                "seen" : 9,
                "work" : "pull"
              },
              "maxPoints" : 2,
              "message" : "9 calls of `pull` were under way at once.\n\nRead on: Exercises/01-Ropes/README.md, \"unbounded\"",
              "name" : "never more than 4",
              "points" : 0,
              "printed" : "rope 1\n| rope | 2",
              "seconds" : 0.25,
              "status" : "failed"
            },
            {
              "diagnosis" : "busyWait",
              "evidence" : {
                "cpuMilliseconds" : 700,
                "held" : 4,
                "work" : "pull"
              },
              "maxPoints" : 1,
              "message" : "busy",
              "name" : "it rests",
              "points" : 0,
              "seconds" : 1.5,
              "status" : "failed",
              "threads" : [
                {
                  "isAtWork" : false,
                  "isCaller" : true,
                  "place" : "Ropes.swift:3",
                  "source" : "while true {}",
                  "threads" : 1
                }
              ]
            },
            {
              "maxPoints" : 1,
              "message" : "open the file",
              "name" : "it knots",
              "points" : 0,
              "seconds" : 0,
              "status" : "notStarted"
            }
          ],
          "maxPoints" : 8,
          "message" : "2 files are named Ropes.swift; a/Ropes.swift was taken",
          "name" : "Ropes",
          "points" : 4,
          "status" : "failed"
        },
        {
          "checks" : [
            {
              "evidence" : {
                "measurement" : {
                  "counted" : 1,
                  "granted" : 2,
                  "needed" : 1.5,
                  "rounds" : [
                    {
                      "after" : 2,
                      "before" : 2,
                      "student" : 1.75
                    }
                  ],
                  "student" : 1.75,
                  "workers" : 2
                }
              },
              "maxPoints" : 2,
              "message" : "you 1.75x of the 2.00x that this machine could give",
              "name" : "it is fast",
              "points" : 2,
              "seconds" : 3,
              "status" : "passed"
            },
            {
              "maxPoints" : 1,
              "message" : "Not measured: one core",
              "name" : "it stays fast",
              "points" : 1,
              "seconds" : 0,
              "status" : "notMeasured"
            }
          ],
          "maxPoints" : 3,
          "name" : "Windmills",
          "points" : 3,
          "status" : "passed"
        },
        {
          "checks" : [
            {
              "maxPoints" : 2,
              "name" : "it holds",
              "points" : 0,
              "seconds" : 0,
              "status" : "didNotCompile"
            }
          ],
          "maxPoints" : 2,
          "message" : "Knots.swift:3:7: cannot find 'tie' in scope\n    tie()",
          "name" : "Knots",
          "points" : 0,
          "status" : "didNotCompile"
        },
        {
          "checks" : [
            {
              "maxPoints" : 1,
              "name" : "it catches",
              "points" : 0,
              "seconds" : 0,
              "status" : "notStarted"
            }
          ],
          "maxPoints" : 1,
          "message" : "There is no file Nets.swift.",
          "name" : "Nets",
          "points" : 0,
          "status" : "notStarted"
        },
        {
          "checks" : [
            {
              "maxPoints" : 1,
              "name" : "it sails",
              "points" : 0,
              "seconds" : 0,
              "status" : "judgeError"
            }
          ],
          "maxPoints" : 1,
          "message" : "The kit itself failed: no disk",
          "name" : "Sails",
          "points" : 0,
          "status" : "judgeError"
        }
      ],
      "fingerprint" : "abc",
      "kit" : "parallelism-and-concurrency 0.1.0",
      "machine" : {
        "cores" : 2,
        "system" : "Linux"
      },
      "root" : "/class/ada",
      "version" : 1
    }

    """#

  static let verifiedJSON = #"""
    {
      "rates" : [
        {
          "falseVerdicts" : 1,
          "kind" : "right solutions failed",
          "runs" : 2,
          "upperBound" : 0.974679434671998
        },
        {
          "falseVerdicts" : 1,
          "kind" : "wrong solutions passed",
          "runs" : 5,
          "upperBound" : 0.6574083184823394
        }
      ],
      "solutions" : [
        {
          "check" : "never more than 4",
          "exercise" : "Ropes",
          "expected" : "notStarted",
          "got" : {
            "unbounded" : 1
          },
          "longest" : {
            "check" : "it rests",
            "seconds" : 1.5
          },
          "message" : "9 calls of `pull` were under way at once.\n\nRead on: Exercises/01-Ropes/README.md, \"unbounded\"",
          "notMeasured" : 0,
          "runs" : 1,
          "seconds" : 1.5,
          "solution" : "(stub)",
          "unexpected" : 1
        },
        {
          "exercise" : "Ropes",
          "expected" : "passed",
          "got" : {
            "passed" : 1
          },
          "longest" : {
            "check" : "it is fast",
            "seconds" : 3
          },
          "notMeasured" : 1,
          "runs" : 1,
          "seconds" : 1.5,
          "solution" : "(solution)",
          "unexpected" : 0
        },
        {
          "check" : "never more than 4",
          "exercise" : "Ropes",
          "expected" : "unbounded",
          "got" : {
            "unbounded" : 1
          },
          "longest" : {
            "check" : "it rests",
            "seconds" : 1.5
          },
          "message" : "9 calls of `pull` were under way at once.\n\nRead on: Exercises/01-Ropes/README.md, \"unbounded\"",
          "notMeasured" : 0,
          "runs" : 1,
          "seconds" : 1.5,
          "solution" : "TwoLocks",
          "unexpected" : 0
        },
        {
          "exercise" : "Ropes",
          "expected" : "tooSlow",
          "got" : {
            "passed" : 1
          },
          "longest" : {
            "check" : "it is fast",
            "seconds" : 3
          },
          "notMeasured" : 1,
          "runs" : 1,
          "seconds" : 1.5,
          "solution" : "Slow",
          "unexpected" : 0
        },
        {
          "exercise" : "Ropes",
          "expected" : "passed",
          "got" : {
            "didNotCompile" : 1
          },
          "message" : "Knots.swift:3:7: cannot find 'tie' in scope\n    tie()",
          "notMeasured" : 0,
          "runs" : 1,
          "seconds" : 1.5,
          "solution" : "Torn",
          "unexpected" : 1
        },
        {
          "check" : "it sails",
          "exercise" : "Ropes",
          "expected" : "unbounded",
          "got" : {
            "judgeError" : 1,
            "passed" : 1
          },
          "longest" : {
            "check" : "it is fast",
            "seconds" : 3
          },
          "message" : "The kit itself failed: no disk",
          "notMeasured" : 1,
          "runs" : 2,
          "seconds" : 1.5,
          "solution" : "Twice",
          "unexpected" : 2
        },
        {
          "check" : "never more than 4",
          "exercise" : "Ropes",
          "expected" : "unbounded",
          "got" : {
            "unbounded (elsewhere)" : 1
          },
          "longest" : {
            "check" : "it rests",
            "seconds" : 1.5
          },
          "message" : "9 calls of `pull` were under way at once.\n\nRead on: Exercises/01-Ropes/README.md, \"unbounded\"",
          "notMeasured" : 0,
          "runs" : 1,
          "seconds" : 1.5,
          "solution" : "Aside",
          "unexpected" : 1
        }
      ]
    }

    """#
}
