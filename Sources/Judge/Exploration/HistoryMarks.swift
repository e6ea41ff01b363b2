import Interleaving

/// Where in a history the mistake shows. Steps are told by their places in the trace that it shows.
extension History {
  /// The same up to the point where a write is lost, with the steps marked that lose it.
  ///
  /// - Parameters:
  ///   - value: The value's number; nil for any.
  ///   - run: The run that the table shows.
  public func marking(lostWriteOf value: Int?, in run: ControlledRun) -> History {
    guard let steps = run.lostWrite(of: value) else { return self }
    let gap = gap(from: steps[0], to: steps[2], in: run.trace)
    return upTo((steps + (gap.map { [$0.step] } ?? [])).sorted(), in: run.trace) { _ in
      let marks = steps.map { row(of: $0, in: run.trace) }
      let threads = steps.map { Self.name(of: run.trace.entries[$0].thread) }
      return """
        \(threads[0]) reads the value in step \(marks[0]), \(threads[1]) writes it in step \
        \(marks[1]), and in step \(marks[2]) \(threads[2]) writes over that. \
        \(gap?.words ?? guards(of: [steps[0], steps[1]], in: run.trace)).
        """
    }
  }

  /// The same with the steps marked in which threads go by an old value, as far as that can be told: up
  /// to a write that rests on one, or with the same work begun twice.
  ///
  /// - Parameter run: The run that the table shows.
  public func markingActOnOldValue(in run: ControlledRun) -> History {
    if run.lostWrite() != nil { return marking(lostWriteOf: nil, in: run) }
    if let works = repeatedWork { return markingRepeatedWork(works) }
    guard let steps = run.sharedRead else {
      let isShown = rows.contains { $0.step.hasPrefix(Self.reads) }
      return marking([]) { _ in
        isShown
          ? "" : "What was read and written isn't shown: the judge sees that of a `Shared` only."
      }
    }
    return upTo(steps, in: run.trace) { marked in
      let (marks, threads) = (marked.marks, marked.threadsOfMarks)
      return """
        \(threads[0]) and \(threads[1]) read the same value, in steps \(marks[0]) and \(marks[1]), and \
        go by it; \(threads[2]) writes it in step \(marks[2]), and \(threads[3]) in step \(marks[3]).
        """
    }
  }

  /// The first two rows in which the same work begins.
  private var repeatedWork: [Int]? {
    let works = rows.indices.filter { rows[$0].step.hasPrefix(Self.beginsWork) }
    let twice = Dictionary(grouping: works) { rows[$0].step }.values.filter { $0.count > 1 }
    return twice.min { $0[0] < $1[0] }.map { [$0[0] + 1, $0[1] + 1] }
  }

  /// The same with the same work marked where it begins, and where both threads had read what led to it.
  private func markingRepeatedWork(_ works: [Int]) -> History {
    let reads = commonReads(before: works)
    return marking((works + reads.map { $0 + 1 }).sorted()) { _ in
      let whose = works.map { columns[rows[$0 - 1].thread] }.joined(separator: " and ")
      let before =
        reads.isEmpty
        ? ""
        : "; before, they read \(rows[reads[0]].value(behind: Self.reads)), in steps "
          + "\(reads[0] + 1) and \(reads[1] + 1), and nobody wrote it in between"
      return "\(whose) begin the same work, in steps \(works[0]) and \(works[1])\(before)."
    }
  }

  /// The last rows in which two threads, each before its work, read one value that nobody wrote in
  /// between, by their indices.
  ///
  /// They are of the same line, if there are such; empty if nothing was read so.
  private func commonReads(before works: [Int]) -> [Int] {
    let reads = works.map { work in
      rows.indices.prefix(work - 1).reversed().filter {
        rows[$0].thread == rows[work - 1].thread && rows[$0].step.hasPrefix(Self.reads)
      }
    }
    let pairs = reads[0].lazy.flatMap { first in reads[1].lazy.map { [first, $0] } }
      .filter { $0[0] != $0[1] && isSameRead($0[0], $0[1]) }
    return pairs.first { rows[$0[0]].place == rows[$0[1]].place } ?? pairs.first ?? []
  }

  /// Whether two rows that read, read one value, and no row between them writes it.
  private func isSameRead(_ one: Int, _ other: Int) -> Bool {
    guard rows[one].step == rows[other].step else { return false }
    let value = rows[one].value(behind: Self.reads)
    return !rows[min(one, other)...max(one, other)].contains {
      $0.step.hasPrefix(Self.writes) && $0.value(behind: Self.writes) == value
    }
  }

  /// The same with the steps marked by which a thread took a lock last, and by which it ended.
  func marking(lastTakeOf lock: Int, by thread: Int, in trace: Trace) -> History {
    let steps = trace.entries.indices.filter {
      trace.entries[$0].thread == thread && Self.hasRow(trace.entries[$0].step)
    }
    let take = steps.last {
      trace.entries[$0].step.takesLock && trace.entries[$0].step.object == lock
    }
    guard let take, let last = steps.last else { return self }
    let marks = [take, last].map { row(of: $0, in: trace) }
    return marking(Set(marks).sorted()) { _ in
      "It takes the lock in step \(marks[0]); its last step is step \(marks[1])."
    }
  }

  /// The same up to where work begins under a lock, with that step marked and the one that took it.
  func marking(workBegunIn begun: Int, underLockTakenIn taken: Int, in trace: Trace) -> History {
    upTo([taken, begun], in: trace) { marked in
      "It took the lock in step \(marked.marks[0]), and began the work in step \(marked.marks[1])."
    }
  }

  /// The same with a step marked at the line that most steps come from.
  func markingBusiestLine() -> History {
    let steps = Dictionary(grouping: rows.indices) { rows[$0].place }
    let busiest = steps.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    guard let last = busiest?.value.last else { return self }
    return marking([last + 1])
  }

  /// The same up to two steps that nothing kept apart, with these marked, and what those who take
  /// them hold.
  func marking(collision: (first: Int, second: Int), in trace: Trace) -> History {
    let steps = [collision.first, collision.second]
    let value = trace.entries[collision.first].step.object
    return upTo(steps, in: trace) { _ in
      "That is value \(value). \(guards(of: steps.reversed(), in: trace))."
    }
  }

  /// The same up to where threads go on that the call should have waited for, with the first step of
  /// each marked.
  ///
  /// - Parameters:
  ///   - threads: These threads.
  ///   - steps: How many steps there had been when the call came back.
  ///   - trace: The run that the table shows.
  func marking(_ threads: Set<Int>, after steps: Int, in trace: Trace) -> History {
    let late = threads.compactMap { thread in
      trace.entries.indices.dropFirst(steps).first {
        trace.entries[$0].thread == thread && Self.hasRow(trace.entries[$0].step)
      }
    }
    guard !late.isEmpty else { return self }
    return upTo(late.sorted(), in: trace) { _ in
      // The end of the last call has a row of its own; before the first step there is none.
      steps == trace.stepsAtReturn || steps == 0
        ? "" : "It came back after step \(row(of: steps - 1, in: trace))."
    }
  }

  /// Marks, in a history that ends with what each thread waits for, where those of the cycle wait, where
  /// the locks were taken that they want, and where the conditions were woken that they sleep on.
  mutating func markStandstill(of trace: Trace) {
    let stuck = trace.stuck
    let waits = rows.count - trace.waiters.count
    let waiting = trace.waiters.indices.filter { stuck.contains(trace.waiters[$0]) }
    let wanted = Set(stuck.compactMap(\.step).filter(\.takesLock).map(\.object))
    let takings = wanted.compactMap { lock in
      trace.entries.lastIndex { $0.step.takesLock && $0.step.object == lock }
    }
    let sleepers = stuck.compactMap { waiter in
      waiter.step.flatMap { $0.kind == .wakeUnasked ? (waiter.thread, $0.object) : nil }
    }
    let waking = sleepers.first.flatMap { trace.lastWaking(of: $0.1) }
    let steps = Set(takings + (waking.map { [$0] } ?? [])).map { row(of: $0, in: trace) }.sorted()
    marks = steps + waiting.map { waits + $0 + 1 }
    if let (thread, condition) = sleepers.first {
      tell(thread, asleepOn: condition, wokenLastBy: waking, in: trace)
    }
  }

  /// Tells when the condition was woken last on which a thread sleeps for ever.
  private mutating func tell(
    _ thread: Int, asleepOn condition: Int, wokenLastBy waking: Int?, in trace: Trace
  ) {
    let sleep = trace.entries.lastIndex {
      $0.thread == thread && $0.step == Step(.sleep, condition)
    }
    guard let sleep, (waking ?? -1) < sleep else { return }
    defer { tellChange(after: sleep, in: trace) }
    guard let waking else {
      note = "By then nobody has signalled or broadcast condition \(condition)."
      return
    }
    let look = trace.entries[..<sleep].lastIndex { $0.thread == thread && $0.step.kind == .read }
    let early = look.flatMap { $0 < waking ? row(of: $0, in: trace) : nil }
    marks = Set(marks + [row(of: sleep, in: trace)] + (early.map { [$0] } ?? [])).sorted()
    let name = Self.name(of: thread)
    let value = look.map { trace.entries[$0].step.object } ?? 0
    let seen = early.map { "\(name) last reads value \(value) in step \($0), " } ?? ""
    let verb = trace.entries[waking].step.kind == .wakeOne ? "signalled" : "broadcast"
    let sentence = """
      \(seen)condition \(condition) is \(verb) for the last time in step \
      \(row(of: waking, in: trace)), and \(name) sleeps on it from step \(row(of: sleep, in: trace)) on.
      """
    note = sentence.startingUppercase
  }

  /// Tells, of a thread that sleeps for ever, that a value was written later that it had read before.
  private mutating func tellChange(after sleep: Int, in trace: Trace) {
    let (thread, condition) = (trace.entries[sleep].thread, trace.entries[sleep].step.object)
    let own = trace.entries.indices.prefix(sleep).filter { trace.entries[$0].thread == thread }
    let taking = own.last {
      trace.entries[$0].step.takesLock && trace.entries[$0].step.object == condition
    }
    let reads = own.filter { $0 > taking ?? sleep && trace.entries[$0].step.kind == .read }
    let values = Set(reads.map { trace.entries[$0].step.object })
    let change = trace.entries.lastIndex {
      $0.step.kind == .write && values.contains($0.step.object)
    }
    guard let change, change > sleep else { return }
    let step = row(of: change, in: trace)
    marks = Set(marks + [step]).sorted()
    note += """
       Value \(trace.entries[change].step.object), which it had read before it slept, is written in \
      step \(step); nobody wakes it after that.
      """
  }

  /// The step by which what guarded a read, if anything did, no longer guarded the write that goes by
  /// it, or not yet the read; nil if the guard was the same from the one to the other.
  private func gap(from read: Int, to write: Int, in trace: Trace) -> (step: Int, words: String)? {
    let thread = trace.entries[read].thread
    let name = Self.name(of: thread)
    let before = trace.guards(of: thread, before: read)
    let after = trace.guards(of: thread, before: write)
    let between = (read..<write).filter { trace.entries[$0].thread == thread }
    func told(_ step: Int) -> String { "in step \(row(of: step, in: trace))" }
    if let given = between.first(where: { trace.entries[$0].step.gives(anyOf: before) }) {
      let what = Self.called(trace.entries[given].step.object, in: trace)
      return (given, "Between its read and its write \(name) gives \(what) back, \(told(given))")
    }
    let taken = between.last { trace.entries[$0].step.takes(anyOf: after) }
    guard before.isEmpty, let taken else { return nil }
    let what = Self.called(trace.entries[taken].step.object, in: trace)
    return (taken, "\(name.startingUppercase) takes \(what) only after its read, \(told(taken))")
  }

  /// What the threads of two steps hold before the second, which could have kept one of them out.
  private func guards(of steps: [Int], in trace: Trace) -> String {
    let threads = steps.map { trace.entries[$0].thread }.sorted()
    let held = threads.map { trace.guards(of: $0, before: steps[1]) }
    let start = "In step \(row(of: steps[1], in: trace))"
    if let both = held[0].intersection(held[1]).min() {
      return "\(start) both hold a permit of semaphore \(both)"
    }
    guard held.allSatisfy(\.isEmpty) else {
      let words = zip(threads, held).map { thread, held in
        let what = held.sorted().map { Self.called($0, in: trace) }.joined(separator: " and ")
        return "\(Self.name(of: thread)) holds \(what.isEmpty ? "no lock" : what)"
      }
      return
        "\(start) \(words.joined(separator: ", and "))\(isOfOneLine(held) ? ", made at the same line" : "")"
    }
    return "\(start) neither of the two threads holds a lock"
      + (otherLock.map { " of the kit's; `\($0)`, which isn't shown here, kept nobody out" } ?? "")
  }

  /// Whether both threads hold something, and all of it was made at one line.
  private func isOfOneLine(_ held: [Set<Int>]) -> Bool {
    let names = held.joined().flatMap { ["lock \($0)", "semaphore \($0)"] }
    let places = Set(objects.filter { names.contains($0.name) }.map(\.place))
    return !held.contains { $0.isEmpty } && places.count == 1 && places != [""]
  }

  private static func called(_ guarding: Int, in trace: Trace) -> String {
    trace.isSemaphore(guarding) ? "its permit of semaphore \(guarding)" : "lock \(guarding)"
  }

  /// The same up to the last of some steps, with those marked.
  ///
  /// - Parameters:
  ///   - steps: The steps, ascending.
  ///   - trace: The run that the table shows.
  ///   - note: What the marked steps show.
  func upTo(
    _ steps: [Int], in trace: Trace, note: (History) -> String = { _ in "" }
  ) -> History {
    let marks = steps.map { row(of: $0, in: trace) }
    var cut = self
    cut.rows = Array(rows.prefix(marks.last ?? rows.count))
    // What follows are first steps, then what each thread waits for.
    let leftOut = rows.count - cut.rows.count
    cut.stepsLeftOut = max(leftOut - waits, 0)
    cut.waits = max(waits - leftOut, 0)
    return cut.marking(marks, note: note)
  }

  private func marking(
    _ marks: [Int], note: (History) -> String = { _ in "" }
  ) -> History {
    var marked = self
    marked.marks = marks
    marked.note = note(marked).startingUppercase
    return marked
  }

  /// The number of a step's row.
  private func row(of step: Int, in trace: Trace) -> Int {
    let before = trace.entries.prefix(step).count { Self.hasRow($0.step) }
    let hasReturned = trace.stepsAtReturn.map { $0 <= step } ?? false
    return before + (hasReturned ? 1 : 0) + 1
  }

  /// Whose the marked rows are.
  private var threadsOfMarks: [String] { marks.map { columns[rows[$0 - 1].thread] } }
}

extension Trace {
  /// The last step that woke one or all who slept on a condition.
  fileprivate func lastWaking(of condition: Int) -> Int? {
    entries.lastIndex {
      ($0.step.kind == .wakeOne || $0.step.kind == .wakeAll) && $0.step.object == condition
    }
  }
}

extension History.Row {
  /// What is behind the first word of its step, such as `value 2`, without what was read or written.
  fileprivate func value(behind verb: String) -> Substring {
    step.dropFirst(verb.count).prefix { $0 != ":" }
  }
}

extension String {
  fileprivate var startingUppercase: String { prefix(1).uppercased() + dropFirst() }
}
