import Judge

/// What `watch` does: events come in, actions go out, and what is shown follows from its state.
///
/// Nothing here waits, reads or prints; a shell carries the actions out.
struct Watch {
  enum Event {
    /// All is ready.
    case began
    /// An exercise's files are others now, of which this is known.
    case saved(Standing)
    /// An exercise's file is gone.
    case vanished(String)
    /// A run of checks came to its end.
    case judged(run: Int, Judged)
    /// So many checks of a run have ended.
    case progressed(run: Int, ended: Int, of: Int)
    case key(Character)
    /// The terminal is of another size, or shows something else.
    case resized
    /// Nobody will press a key any more.
    case inputEnded
  }

  enum Action: Equatable {
    /// Run an exercise's checks: all, or up to the first problem.
    case judge(String, run: Int, all: Bool)
    /// End the run that is under way; its result is of no use.
    case stopJudging
    /// Remember that so many hints of an exercise were shown.
    case rememberHints(String, Int)
    /// Show what there is to see now.
    case show
    case quit
  }

  /// What a run of checks came to.
  struct Judged {
    let result: ExerciseResult
    let standing: Standing
    /// Short numbers for the tokens of orders of steps, by the tokens.
    var numbers: [String: Int] = [:]
    /// Whether all checks were run.
    var isAll = false
  }

  /// What there is to read.
  enum Content {
    /// What the exercise is about, and what to do first.
    case start
    /// The first problem.
    case verdict(Judged)
    case allChecks(Judged)
    case hint(shown: Int)
    case list
    case explanation(String)
    case vanished
    case allWhole
  }

  /// A run of checks that is under way.
  struct Run: Equatable {
    let number: Int
    let exercise: String
    let isAll: Bool
    var ended = 0
    var planned = 0
  }

  /// What is known of each exercise, in teaching order.
  private(set) var standings: [Standing]
  /// How many hints were shown of each exercise.
  private(set) var hints: [String: Int]
  let lessons: [String: Lesson]
  /// Whether it ends when a run does, as nobody can ask for more.
  private var endsAfterRun = false
  /// The place of the exercise at hand.
  private(set) var index: Int
  private(set) var run: Run?
  /// What there is to read of the exercise at hand.
  private(set) var content = Content.start
  /// What was there before something was asked for with a key.
  private var below: Content?
  /// The exercise that has just become whole, with its points.
  private(set) var joy: (exercise: String, points: String)?
  /// How many lines were turned over.
  private(set) var offset = 0
  private var runs = 0

  /// - Parameter first: The exercise to begin with; nil for the one to work on.
  init(
    _ standings: [Standing], first: KitExercise?, last: String?, hints: [String: Int] = [:],
    lessons: [String: Lesson] = [:]
  ) {
    (self.standings, self.hints, self.lessons) = (standings, hints, lessons)
    let start = first ?? standings.next(last: last)?.exercise
    index = standings.firstIndex { $0.exercise == start } ?? 0
    if start == nil { content = .allWhole }
  }

  var standing: Standing { standings[index] }
  var exercise: KitExercise { standing.exercise }
  /// The name of the mistake that is to be mended first.
  var diagnosis: String? {
    guard case .verdict(let judged) = below ?? content else { return standing.kept?.diagnosis }
    return judged.result.firstProblem?.diagnosis
  }

  /// Takes an event, and says what is to be done.
  mutating func handle(_ event: Event) -> [Action] {
    switch event {
    case .began: return begin()
    case .saved(let standing): return saved(standing)
    case .vanished(let name): return vanished(name)
    case .judged(let number, let judged): return take(judged, of: number)
    case .progressed(let number, let ended, let planned):
      guard let run, run.number == number, (run.ended, run.planned) != (ended, planned) else {
        return []
      }
      self.run?.ended = ended
      self.run?.planned = planned
      return [.show]
    case .key(let key): return press(key)
    case .resized: return [.show]
    case .inputEnded:
      endsAfterRun = true
      return run == nil ? [.quit] : []
    }
  }

  // MARK: What happens to files

  private mutating func begin() -> [Action] {
    if case .allWhole = content { return [.show] }
    return [.show] + judgeIfNeeded()
  }

  /// An exercise that is saved is the one at hand.
  private mutating func saved(_ standing: Standing) -> [Action] {
    guard let place = standings.firstIndex(where: { $0.exercise.name == standing.exercise.name })
    else {
      return []
    }
    standings[place] = standing
    let actions = stop()
    show(.start, of: place)
    return actions + judgeIfNeeded() + [.show]
  }

  private mutating func vanished(_ name: String) -> [Action] {
    guard let place = standings.firstIndex(where: { $0.exercise.name == name }) else { return [] }
    standings[place] = Standing(exercise: standings[place].exercise, state: .missing)
    guard place == index else { return [] }
    let actions = stop()
    show(.vanished, of: place)
    return actions + [.show]
  }

  /// Begins a run, unless it is known what that would come to.
  private mutating func judgeIfNeeded() -> [Action] {
    switch standing.state {
    case .missing:
      content = .vanished
      return []
    case .notStarted: return []
    case .checked(let kept) where kept.isWhole: return []
    case .checked, .notChecked, .changed: return judge(all: false)
    }
  }

  private mutating func judge(all: Bool) -> [Action] {
    let actions = stop()
    runs += 1
    run = Run(number: runs, exercise: exercise.name, isAll: all)
    return actions + [.judge(exercise.name, run: runs, all: all)]
  }

  private mutating func stop() -> [Action] {
    defer { run = nil }
    return run == nil ? [] : [.stopJudging]
  }

  private mutating func show(_ content: Content, of place: Int) {
    (index, self.content, below, joy, offset) = (place, content, nil, nil, 0)
  }

  // MARK: Verdicts

  private mutating func take(_ judged: Judged, of number: Int) -> [Action] {
    guard run?.number == number else { return [] }
    run = nil
    standings[index] = judged.standing
    if judged.isAll {
      show(.allChecks(judged), of: index)
    } else if judged.result.status == .notStarted {
      show(.start, of: index)
    } else {
      show(.verdict(judged), of: index)
    }
    guard judged.standing.isWhole, !judged.isAll else { return ending([.show]) }
    moveOn(from: judged)
    return ending([.show])
  }

  /// After a verdict nobody may be left to ask for another.
  private func ending(_ actions: [Action]) -> [Action] {
    endsAfterRun ? actions + [.quit] : actions
  }

  /// Goes to the next exercise that isn't whole.
  private mutating func moveOn(from judged: Judged) {
    let told = (judged.result.name, judged.result.score.inWords)
    if let place = nextPlace {
      show(.start, of: place)
    } else {
      show(.allWhole, of: index)
    }
    joy = told
  }

  /// The place of the next exercise that isn't whole, looked for from here and then from the start.
  private var nextPlace: Int? {
    (Array(index + 1..<standings.count) + Array(0..<index)).first { !standings[$0].isWhole }
  }

  // MARK: Keys

  /// The keys, each with what it does.
  static let keys: [(key: Character, does: String)] = [
    ("h", "hint"), ("n", "next"), ("l", "list"), ("e", "explain"), ("a", "all checks"),
    ("r", "run"), ("q", "quit"),
  ]

  private mutating func press(_ key: Character) -> [Action] {
    switch key.lowercased() {
    case "h": return showHint()
    case "n":
      guard let place = nextPlace else { return [] }
      let actions = stop()
      show(.start, of: place)
      return actions + [.show] + judgeIfNeeded()
    case "l":
      put(.list)
      return [.show]
    case "e":
      put(.explanation(diagnosis ?? ""))
      return [.show]
    case "a": return judge(all: true) + [.show]
    case "r":
      back()
      return judge(all: false) + [.show]
    case "q": return stop() + [.quit]
    case "\r", "\n", "\u{1b}":
      back()
      return [.show]
    default: return []
    }
  }

  /// Goes on behind a page, or back to the first one from the last.
  mutating func turn(_ page: Page) { offset = page.left > 0 ? offset + page.lines.count : 0 }

  private mutating func showHint() -> [Action] {
    let all = lessons[exercise.name]?.hints.count ?? 0
    let before = hints[exercise.name] ?? 0
    put(.hint(shown: before))
    let now = min(before + 1, all)
    hints[exercise.name] = now
    return [.rememberHints(exercise.name, now), .show]
  }

  /// Shows something over what there is to read.
  private mutating func put(_ content: Content) {
    below = below ?? self.content
    self.content = content
    offset = 0
  }

  private mutating func back() {
    if let below { content = below }
    (below, offset) = (nil, 0)
  }
}
