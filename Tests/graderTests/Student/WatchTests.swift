import Judge
import Testing

@testable import grader

@Suite struct WatchTests {
  @Test func `it begins with the exercise to work on, and judges nothing that is a stub`() throws {
    var watch = try watch()
    #expect(watch.exercise.name == "Ropes")
    #expect(watch.handle(.began) == [.show])
    #expect(watch.run == nil)
  }

  @Test func `what is begun is judged at once, and what is whole isn't judged again`() throws {
    var begun = try watch([.notChecked, .notStarted, .notStarted])
    #expect(begun.handle(.began) == [.show, .judge("Ropes", run: 1, all: false)])
    var whole = try watch([.checked(kept(.passed)), .notStarted, .notStarted])
    #expect(whole.exercise.name == "Mills")
    #expect(whole.handle(.began) == [.show])
    var named = try watch([.checked(kept(.passed)), .notStarted, .notStarted], first: "Ropes")
    #expect(named.exercise.name == "Ropes")
    #expect(named.handle(.began) == [.show])
  }

  @Test func `a verdict of the kit's quick checks alone makes nothing whole`() throws {
    let quick = KeptVerdict(result("Ropes", .passed), fingerprint: "f", extent: .quick)
    var watch = try watch([.checked(quick), .notStarted, .notStarted])
    #expect(watch.handle(.began) == [.show, .judge("Ropes", run: 1, all: false)])
  }

  @Test func `a save is judged, and what it came to is shown`() throws {
    var watch = try watch()
    #expect(
      watch.handle(.saved(try standing("Ropes", .notChecked)))
        == [.judge("Ropes", run: 1, all: false), .show])
    #expect(watch.run?.exercise == "Ropes")
    let verdict = try judged("Ropes", .failed)
    #expect(watch.handle(.judged(run: 1, verdict)) == [.show])
    guard case .verdict = watch.content else { return #expect(Bool(false), "no verdict") }
    #expect(watch.diagnosis == "deadlock")
    #expect(watch.run == nil)
  }

  @Test func `a save in the middle of a run ends it, and what it came to is of no use`() throws {
    var watch = try watch()
    _ = watch.handle(.saved(try standing("Ropes", .notChecked)))
    #expect(
      watch.handle(.saved(try standing("Ropes", .notChecked)))
        == [.stopJudging, .judge("Ropes", run: 2, all: false), .show])
    #expect(watch.handle(.judged(run: 1, try judged("Ropes", .passed))) == [])
    #expect(watch.handle(.progressed(run: 1, ended: 3, of: 4)) == [])
    #expect(watch.exercise.name == "Ropes")
    #expect(watch.run?.number == 2)
  }

  @Test func `a save of another exercise makes that the one at hand`() throws {
    var watch = try watch()
    _ = watch.handle(.saved(try standing("Ropes", .notChecked)))
    #expect(
      watch.handle(.saved(try standing("Knots", .notChecked)))
        == [.stopJudging, .judge("Knots", run: 2, all: false), .show])
    #expect(watch.exercise.name == "Knots")
  }

  @Test func `a save of what is known to be whole isn't judged`() throws {
    var watch = try watch()
    let whole = try standing("Ropes", .checked(kept(.passed)))
    #expect(watch.handle(.saved(whole)) == [.show])
  }

  @Test func `when an exercise is whole it goes on to the next one, with a word of joy`() throws {
    var watch = try watch([.notChecked, .checked(kept(.passed)), .notStarted])
    _ = watch.handle(.began)
    #expect(watch.handle(.judged(run: 1, try judged("Ropes", .passed))) == [.show])
    #expect(watch.exercise.name == "Knots")
    let text = screen(watch).text
    #expect(text.hasPrefix("*** Ropes is whole: 2 of 2 points. "))
    #expect(text.contains("03 Knots"))
    // At the next save the joy is over.
    _ = watch.handle(.saved(try standing("Knots", .notChecked)))
    #expect(watch.joy == nil)
  }

  @Test func `when the last one is whole, all is`() throws {
    let whole = Standing.State.checked(kept(.passed))
    var watch = try watch([whole, whole, .notChecked])
    _ = watch.handle(.began)
    _ = watch.handle(.judged(run: 1, try judged("Knots", .passed)))
    let text = screen(watch).text
    #expect(text.contains("Knots is whole") && text.contains("Every exercise is whole"))
    var again = try self.watch([whole, whole, whole])
    #expect(again.handle(.began) == [.show])
    #expect(screen(again).text == Advice.allWhole)
  }

  @Test func `a file that vanishes ends its run, and is judged when it is back`() throws {
    var watch = try watch()
    _ = watch.handle(.saved(try standing("Ropes", .notChecked)))
    #expect(watch.handle(.vanished("Ropes")) == [.stopJudging, .show])
    #expect(screen(watch).text.contains("Exercises/01-Ropes/Ropes.swift is gone."))
    #expect(watch.handle(.vanished("Knots")) == [])
    #expect(
      watch.handle(.saved(try standing("Ropes", .notChecked)))
        == [.judge("Ropes", run: 2, all: false), .show])
  }

  @Test func `keys show things over the verdict, and return goes back to it`() throws {
    var watch = try failed()
    #expect(watch.handle(.key("l")) == [.show])
    #expect(screen(watch).text.contains("0 of 3 whole"))
    #expect(watch.handle(.key("e")) == [.show])
    #expect(screen(watch).text.hasPrefix("deadlock: all sleep"))
    #expect(watch.handle(.key("\n")) == [.show])
    guard case .verdict = watch.content else { return #expect(Bool(false), "no verdict") }
    #expect(watch.handle(.key("x")) == [])
  }

  @Test func `hints come one at a time and are remembered`() throws {
    var watch = try failed()
    #expect(watch.handle(.key("h")) == [.rememberHints("Ropes", 1), .show])
    #expect(screen(watch).text.contains("hint 1: begin"))
    #expect(watch.handle(.key("H")) == [.rememberHints("Ropes", 2), .show])
    #expect(screen(watch).text.contains("hint 2: end"))
    #expect(watch.handle(.key("h")) == [.rememberHints("Ropes", 2), .show])
    #expect(screen(watch).text.contains("There are no more hints."))
  }

  @Test func `next goes to the next exercise that isn't whole, and round to the first`() throws {
    let whole = Standing.State.checked(kept(.passed))
    var watch = try watch([.notStarted, whole, .notChecked], first: "Ropes")
    #expect(watch.handle(.key("n")) == [.show, .judge("Knots", run: 1, all: false)])
    #expect(watch.exercise.name == "Knots")
    #expect(watch.handle(.key("n")) == [.stopJudging, .show])
    #expect(watch.exercise.name == "Ropes")
    var alone = try self.watch([.notStarted, whole, whole])
    #expect(alone.handle(.key("n")) == [])
  }

  @Test func `all checks and another run end the run before`() throws {
    var watch = try failed()
    #expect(watch.handle(.key("a")) == [.judge("Ropes", run: 2, all: true), .show])
    #expect(watch.handle(.key("r")) == [.stopJudging, .judge("Ropes", run: 3, all: false), .show])
    var all = try judged("Ropes", .failed)
    all.isAll = true
    _ = watch.handle(.key("a"))
    #expect(watch.handle(.judged(run: 4, all)) == [.show])
    #expect(screen(watch).text.hasPrefix("01 Ropes: all checks\n   passed "))
  }

  @Test func `quit ends the run and then itself`() throws {
    var watch = try failed()
    #expect(watch.handle(.key("q")) == [.quit])
    _ = watch.handle(.key("r"))
    #expect(watch.handle(.key("q")) == [.stopJudging, .quit])
  }

  @Test func `without anybody at the keys, the run under way is the last one`() throws {
    var idle = try watch()
    #expect(idle.handle(.inputEnded) == [.quit])
    var busy = try watch([.notChecked, .notStarted, .notStarted])
    _ = busy.handle(.began)
    #expect(busy.handle(.inputEnded) == [])
    #expect(busy.handle(.judged(run: 1, try judged("Ropes", .failed))) == [.show, .quit])
  }

  @Test func `progress is shown when there is some`() throws {
    var watch = try watch()
    _ = watch.handle(.saved(try standing("Ropes", .notChecked)))
    #expect(screen(watch).head == "01 Ropes  judging ...")
    #expect(watch.handle(.progressed(run: 1, ended: 2, of: 7)) == [.show])
    #expect(screen(watch).head == "01 Ropes  judging, 2 of 7 checks ...")
    #expect(watch.handle(.progressed(run: 1, ended: 2, of: 7)) == [])
  }

  @Test(arguments: [20, 40, 80, 200], [8, 24, 50])
  func `a screen is never wider or higher than the terminal`(columns width: Int, rows: Int) throws {
    for key in "hlea" {
      var watch = try failed()
      _ = watch.handle(.key(key))
      var screen = screen(watch)
      screen.layout.width = width
      let lines = screen.lines(rows: max(rows, 12))
      #expect(lines.count <= max(rows, 12), "\(key)")
      #expect(lines.allSatisfy { columns(of: $0) <= width }, "\(key)")
    }
  }

  @Test func `a long text is turned page by page, and then from the start`() throws {
    var watch = try failed()
    _ = watch.handle(.key("l"))
    var seen: [String] = []
    repeat {
      let page = screen(watch).page(rows: 6)
      seen += page.lines
      watch.turn(page)
    } while watch.offset > 0
    #expect(seen.joined(separator: "\n") == screen(watch).text)
  }

  // MARK: Samples

  private func watch(
    _ states: [Standing.State] = [.notStarted, .notStarted, .notStarted], first: String? = nil
  ) throws -> Watch {
    let exercises = try ["01-Ropes", "02-Mills", "03-Knots"].map(exercise)
    let lesson = Lesson(
      """
      # 01 Ropes: pull

      <details><summary>Hint 1: begin</summary>

      Take it.
      </details>
      <details><summary>Hint 2: end</summary>

      Let go.
      </details>
      """)
    return Watch(
      zip(exercises, states).map { Standing(exercise: $0, state: $1) },
      first: exercises.first { $0.name == first }, last: nil, lessons: ["Ropes": lesson])
  }

  /// One that shows that Ropes failed.
  private func failed() throws -> Watch {
    var watch = try watch()
    _ = watch.handle(.saved(try standing("Ropes", .notChecked)))
    _ = watch.handle(.judged(run: 1, try judged("Ropes", .failed)))
    return watch
  }

  private func standing(_ name: String, _ state: Standing.State) throws -> Standing {
    let numbers = ["Ropes": "01", "Mills": "02", "Knots": "03"]
    return Standing(exercise: try exercise("\(numbers[name] ?? "")-\(name)"), state: state)
  }

  private func result(_ name: String, _ status: Status) -> ExerciseResult {
    let second =
      status == .passed
      ? verdict("it stops")
      : verdict("it stops", status, diagnosis: "deadlock", message: "All sleep.")
    return ExerciseResult(name: name, checks: [verdict("it pulls"), second])
  }

  private func kept(_ status: Status) -> KeptVerdict {
    KeptVerdict(result("Ropes", status), fingerprint: "f", extent: .whole)
  }

  private func judged(_ name: String, _ status: Status) throws -> Watch.Judged {
    Watch.Judged(
      result: result(name, status), standing: try standing(name, .checked(kept(status))))
  }

  private func screen(_ watch: Watch) -> WatchScreen {
    let table = "## All the diagnoses\n\n| deadlock | all sleep, and nobody wakes them |\n"
    return WatchScreen(watch: watch, catalogue: Catalogue(table), layout: Layout())
  }
}
