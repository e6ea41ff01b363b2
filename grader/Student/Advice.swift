import Foundation
import Judge

/// Which exercise comes next, which file to open, and what to do first.
struct Advice {
  let standing: Standing
  let lesson: Lesson

  private var exercise: KitExercise { standing.exercise }

  /// The exercise with what it is about.
  static func heading(_ exercise: KitExercise, _ lesson: Lesson) -> String {
    "\(exercise.number) \(exercise.name)" + (lesson.topic.map { ": \($0)" } ?? "")
  }

  func text(_ layout: Layout) -> String {
    let rows = [
      ("Read", exercise.lesson), ("Open", exercise.stub), ("First", first), ("Then", then),
    ]
    let margin = 9
    let lines = rows.map { name, text in
      let lines = layout.indented(by: margin).wrapped(text).split(separator: "\n")
      return "   " + name.padding(toLength: margin - 3, withPad: " ", startingAt: 0)
        + lines.joined(separator: "\n" + String(repeating: " ", count: margin))
    }
    return ([layout.wrapped(Self.heading(exercise, lesson))] + lines).joined(separator: "\n")
  }

  /// The first thing to do.
  private var first: String {
    switch standing.state {
    case .missing:
      return "There is no file: `swift run grader reset \(exercise.name)` brings the stub back."
    case .notStarted:
      let task = lesson.firstTask.map { " Point 1 of the task: \($0)" } ?? ""
      return "Replace the line `throw NotStarted()`.\(task)"
    case .notChecked:
      return "It is begun and was never checked."
    case .changed(let kept), .checked(let kept):
      let isOld = if case .changed = standing.state { true } else { false }
      let when = isOld ? "When it was checked last" : "Now"
      guard let problem = kept.problem else { return "\(when): \(Self.told(kept))." }
      let name = kept.diagnosis.map { " [\($0)]" } ?? ""
      return "\(when), this failed: \(problem)\(name)"
    }
  }

  private static func told(_ kept: KeptVerdict) -> String {
    kept.status == .passed && kept.extent == .quick
      ? "all that was checked holds; the timed checks were left out" : kept.status.inWords
  }

  private var then: String {
    if case .checked(let kept) = standing.state, let diagnosis = kept.diagnosis {
      return "swift run grader explain \(diagnosis)"
    }
    return "swift run grader watch \(exercise.name)"
  }

  /// What there is to say when nothing is left.
  static let allWhole = "Every exercise is whole: all checks of all of them hold. Well done!"
}

/// The hints of a lesson, one at a time.
struct Hints {
  let exercise: KitExercise
  let hints: [Lesson.Hint]
  /// How many were shown so far.
  let shown: Int

  /// What to show now, and how many are shown then.
  ///
  /// - Parameter again: Whether those are shown once more that were shown before.
  func told(again: Bool, _ layout: Layout) -> (text: String, shown: Int) {
    let name = "\(exercise.number) \(exercise.name)"
    guard !hints.isEmpty else {
      return ("\(name) has no hints; its lesson is \(exercise.lesson)", 0)
    }
    let before = min(shown, hints.count)
    let now = again && before > 0 ? before : min(before + 1, hints.count)
    let first = again && before > 0 ? 0 : now - 1
    let texts = hints[first..<now].map { hint in
      layout.wrapped("\(name), \(Self.lowercased(hint.title))") + "\n\n"
        + indented(layout.indented(by: 3).wrapped(hint.text)) + "\n\n"
    }
    return (texts.joined() + layout.wrapped(rest(after: now, isRepeated: before == now)), now)
  }

  private func rest(after now: Int, isRepeated: Bool) -> String {
    let left = hints.count - now
    guard left == 0 else {
      return "\(left == 1 ? "1 more hint" : "\(left) more hints"), the next a little more direct."
    }
    return (isRepeated ? "There are no more hints." : "This is the last hint.")
      + " The lesson: \(exercise.lesson)"
  }

  private static func lowercased(_ title: String) -> String {
    title.prefix(1).lowercased() + title.dropFirst()
  }
}

/// What a mistake's name means, and what a lesson says of it.
struct Explanation {
  let entry: Catalogue.Entry
  /// Whose lesson it is from.
  let exercise: KitExercise?
  let section: String?
  /// The others whose lessons have a section on it too.
  let others: [KitExercise]

  /// Looks in some lessons for a section on a mistake; the first one that has it is taken.
  init(of entry: Catalogue.Entry, in lessons: [(exercise: KitExercise, lesson: Lesson)]) {
    self.entry = entry
    let found = lessons.compactMap { exercise, lesson in
      lesson.section("### \(entry.name)").map { (exercise, $0) }
    }
    (exercise, section) = (found.first?.0, found.first?.1)
    others = found.dropFirst().map(\.0)
  }

  func text(_ layout: Layout) -> String {
    let seen = layout.wrapped("\(entry.name): \(entry.seen)")
    guard let exercise, let section else { return seen }
    return seen + "\n\n" + layout.wrapped("The lesson of \(exercise.number) \(exercise.name):")
      + "\n\n" + indented(layout.indented(by: 3).wrapped(section)) + "\n\n"
      + layout.wrapped("Read on: \(exercise.lesson)") + elsewhere(layout)
  }

  /// That other lessons have their own section.
  private func elsewhere(_ layout: Layout) -> String {
    guard let other = others.first else { return "" }
    let names = inARow(others.map { "\($0.number) \($0.name)" }, "and")
    return "\n"
      + layout.wrapped(
        """
        \(names) \(others.count == 1 ? "has a section" : "have sections") of \
        \(others.count == 1 ? "its" : "their") own on it: swift run grader explain \(entry.name) \
        \(other.number)
        """)
  }
}
