import Testing

@testable import grader

@Suite struct HintsTests {
  private static let lesson = """
    # 01 Ropes: pull together

    ## The task

    1. Refuse no hands: throw `InvalidArgument`
       for `"hands"`.
    2. Pull.

    ## When a check names a mistake

    ### deadlock

    Nobody pulls. Read [the task](README.md#task) **again**:

    - who waits?
    - for whom, and
      why?

    ### tooSlow

    Pull.

    ## Hints

    <details><summary>Hint 1: where to begin</summary>

    Take the
    rope.
    </details>

    <details><summary>Hint 2: the end</summary>

    ```swift
    let go = true
    ```
    </details>
    """

  @Test func `a lesson has a topic, a first task, sections and hints`() {
    let lesson = Lesson(Self.lesson)
    #expect(lesson.topic == "pull together")
    #expect(lesson.firstTask == "Refuse no hands: throw `InvalidArgument` for `\"hands\"`.")
    #expect(
      lesson.section("### deadlock") == """
        Nobody pulls. Read the task again:

        - who waits?
        - for whom, and why?
        """)
    #expect(lesson.section("### crashed") == nil)
    #expect(
      lesson.hints == [
        Lesson.Hint(title: "Hint 1: where to begin", text: "Take the rope."),
        Lesson.Hint(title: "Hint 2: the end", text: "    let go = true"),
      ])
  }

  @Test func `hints come one at a time, and the last one comes again`() throws {
    let first = try told(shown: 0)
    #expect(first.shown == 1)
    #expect(
      first.text == """
        01 Ropes, hint 1: where to begin

           Take the rope.

        1 more hint, the next a little more direct.
        """)
    let second = try told(shown: 1)
    #expect(second.shown == 2)
    #expect(second.text.hasPrefix("01 Ropes, hint 2: the end\n\n       let go = true\n\n"))
    #expect(
      second.text.hasSuffix("This is the last hint. The lesson: Exercises/01-Ropes/README.md"))
    let last = try told(shown: 2)
    #expect(last.shown == 2)
    #expect(last.text.contains("There are no more hints."))
    // A lesson may have lost hints since.
    #expect(try told(shown: 9).shown == 2)
  }

  @Test func `asked for again, all come that were shown, and no other`() throws {
    let again = try told(shown: 1, again: true)
    #expect(again.shown == 1)
    #expect(again.text.contains("hint 1") && !again.text.contains("hint 2"))
    let both = try told(shown: 2, again: true).text
    #expect(both.contains("hint 1") && both.contains("hint 2"))
    // Nothing was shown before: then it is the first one.
    #expect(try told(shown: 0, again: true).shown == 1)
  }

  @Test func `every lesson of the kit has hints, a topic, and a task to begin with`() throws {
    for folder in try names(in: "Exercises") where folder.contains("-") {
      let lesson = Lesson(try text(of: "Exercises/\(folder)/README.md"))
      #expect(lesson.hints.count >= 3, "\(folder)")
      #expect(lesson.hints.allSatisfy { !$0.text.isEmpty && $0.title.hasPrefix("Hint ") })
      #expect(lesson.topic != nil && lesson.firstTask != nil, "\(folder)")
    }
  }

  @Test func `a mistake's name is found in any case, and the nearest is told`() throws {
    let catalogue = Catalogue(try text(of: Catalogue.file))
    #expect(catalogue.entries.count > 30)
    #expect(try catalogue.entry("LOSTUPDATE").name == "lostUpdate")
    let error = UsageError("there is no diagnosis 'lostUpdaet'; did you mean 'lostUpdate'?")
    #expect(throws: error) { try catalogue.entry("lostUpdaet") }
    #expect(throws: UsageError("there is no diagnosis 'x'; 'grader explain' lists all")) {
      try catalogue.entry("x")
    }
  }

  @Test func `an explanation is from the first lesson that has one`() throws {
    let ropes = try exercise("01-Ropes")
    let knots = try exercise("02-Knots")
    let lessons = [(knots, Lesson("# 02 Knots: tie")), (ropes, Lesson(Self.lesson))]
    let entry = Catalogue.Entry(name: "tooSlow", seen: "right, but slow")
    #expect(
      Explanation(of: entry, in: lessons).text(Layout()) == """
        tooSlow: right, but slow

        The lesson of 01 Ropes:

           Pull.

        Read on: Exercises/01-Ropes/README.md
        """)
    let both = [(ropes, Lesson(Self.lesson)), (knots, Lesson("### tooSlow\n\nUntie.\n"))]
    #expect(
      Explanation(of: entry, in: both).text(Layout()).hasSuffix(
        """
        Read on: Exercises/01-Ropes/README.md
        02 Knots has a section of its own on it: swift run grader explain tooSlow 02
        """))
    let unknown = Catalogue.Entry(name: "exited", seen: "it ended itself")
    #expect(Explanation(of: unknown, in: lessons).text(Layout()) == "exited: it ended itself")
  }

  private func told(shown: Int, again: Bool = false) throws -> (text: String, shown: Int) {
    Hints(exercise: try exercise("01-Ropes"), hints: Lesson(Self.lesson).hints, shown: shown)
      .told(again: again, Layout())
  }
}
