import Judge

/// What `watch` shows, as lines of text.
struct WatchScreen {
  let watch: Watch
  let catalogue: Catalogue
  var layout: Layout

  /// All that there is to read.
  var text: String {
    let joy =
      watch.joy.map { layout.wrapped(Self.joy(over: $0.exercise, $0.points)) + "\n\n" } ?? ""
    return joy + body
  }

  /// What stands above it: the exercise, and what is being done.
  var head: String {
    let exercise = watch.exercise
    let run = watch.run.map { run -> String in
      let ended = run.planned > 0 ? ", \(run.ended) of \(run.planned) checks" : ""
      return "judging\(ended) ..."
    }
    return "\(exercise.number) \(exercise.name)  \(run ?? watch.standing.inWords)"
  }

  /// The keys, which stand below it.
  private static let keys = Watch.keys.map { "\($0.key) \($0.does)" }.joined(separator: "   ")

  private var headLines: [String] { lines(of: head) + [""] }

  private var footLines: [String] { lines(of: Self.keys) }

  private func lines(of text: String) -> [String] {
    layout.wrapped(text).split(separator: "\n").map(String.init)
  }

  /// The part of the text that fits on a screen with so many rows.
  func page(rows: Int) -> Page {
    // Below the text is a blank line, or how much of it is left.
    Page(text, from: watch.offset, rows: rows - headLines.count - footLines.count - 1)
  }

  /// All lines of a screen with so many rows.
  func lines(rows: Int) -> [String] {
    let page = page(rows: rows)
    let rest = page.left > 0 ? "... \(page.left) more: space" : ""
    return headLines + page.lines + [rest] + footLines
  }

  private var body: String {
    let exercise = watch.exercise
    let lesson = watch.lessons[exercise.name] ?? Lesson("")
    switch watch.content {
    case .start: return Advice(standing: watch.standing, lesson: lesson).text(layout)
    case .verdict(let judged): return report(on: judged)
    case .allChecks(let judged): return report(on: judged, tellsAllChecks: true)
    case .hint(let shown):
      let hints = Hints(exercise: exercise, hints: lesson.hints, shown: shown)
      return hints.told(again: false, layout).text
    case .list: return StandingsText(standings: watch.standings).text(layout)
    case .explanation(let diagnosis): return explanation(of: diagnosis, lesson)
    case .vanished:
      return layout.wrapped(
        """
        \(exercise.stub) is gone. Put it back, and this goes on.
        The stub as it was handed out: swift run grader reset \(exercise.name)
        """)
    case .allWhole: return layout.wrapped(Advice.allWhole)
    }
  }

  private func report(on judged: Watch.Judged, tellsAllChecks: Bool = false) -> String {
    var report = TextReport(layout: layout)
    report.numbers = judged.numbers
    return report.text(
      of: judged.result, watch.standings.map(\.exercise), tellsAllChecks: tellsAllChecks)
  }

  private func explanation(of diagnosis: String, _ lesson: Lesson) -> String {
    let others = watch.standings.map(\.exercise).filter { $0 != watch.exercise }
      .compactMap { exercise in watch.lessons[exercise.name].map { (exercise, $0) } }
    guard let entry = catalogue.entries.first(where: { $0.name == diagnosis }) else {
      return layout.wrapped("No mistake was found yet that could be explained.")
    }
    return Explanation(of: entry, in: [(watch.exercise, lesson)] + others).text(layout)
  }

  /// A word of joy, another one for each exercise.
  static func joy(over exercise: String, _ points: String) -> String {
    let words = [
      "Well done!", "Every check holds. Lovely.", "That is it, to the last check.",
      "Nothing left to mend: a fine piece of work.", "Whole, and in every order. Congratulations!",
    ]
    let number = exercise.unicodeScalars.reduce(0) { $0 + Int($1.value) }
    return "*** \(exercise) is whole: \(points) points. \(words[number % words.count])"
  }
}

/// Lines of text in a window that may be lower than they are many.
struct Page: Equatable {
  let lines: [String]
  /// How many lines of the text follow.
  let left: Int

  /// The lines from an offset on that fit in a number of rows; of those beyond the end, the first page.
  init(_ text: String, from offset: Int, rows: Int) {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = offset < all.count ? offset : 0
    lines = Array(all[start...].prefix(max(rows, 1)))
    left = all.count - start - lines.count
  }
}
