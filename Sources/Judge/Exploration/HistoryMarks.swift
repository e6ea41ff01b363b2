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
    let (marks, threads) = (steps.map(row), steps.map(run.trace.thread))
    return upTo(
      (steps + (gap.map { [$0.step] } ?? [])).sorted(),
      note: """
        \(threads[0]) reads the value in step \(marks[0]), \(threads[1]) writes it in step \
        \(marks[1]), and in step \(marks[2]) \(threads[2]) writes over that. \
        \(gap?.words ?? lockset(of: [steps[0], steps[1]], in: run.trace)).
        """)
  }

  /// The same with the steps marked in which threads go by an old value, as far as that can be told: up
  /// to a write that rests on one, or with the same work begun twice.
  ///
  /// - Parameter run: The run that the table shows.
  public func markingActOnOldValue(in run: ControlledRun) -> History {
    if run.lostWrite() != nil { return marking(lostWriteOf: nil, in: run) }
    if let works = repeatedWork { return markingRepeatedWork(works) }
    guard let steps = run.sharedRead else {
      let isShown = rows.contains { $0.event.step?.isRead == true }
      return marking(
        [],
        note: isShown
          ? ""
          : """
          What was read and written isn't shown: the judge sees that of a `Shared` or an `Atomic` only.
          """)
    }
    let (marks, threads) = (steps.map(row), steps.map(run.trace.thread))
    return upTo(
      steps,
      note: """
        \(threads[0]) and \(threads[1]) read the same value, in steps \(marks[0]) and \(marks[1]), and \
        go by it; \(threads[2]) writes it in step \(marks[2]), and \(threads[3]) in step \(marks[3]).
        """)
  }

  /// The first two rows in which work begins on the same item, by their indices.
  private var repeatedWork: [Int]? {
    let works = rows.indices.filter { rows[$0].event.itemBegun != nil }
    let twice = Dictionary(grouping: works) { rows[$0].event.itemBegun }.values
      .filter { $0.count > 1 }
    return twice.min { $0[0] < $1[0] }.map { [$0[0], $0[1]] }
  }

  /// The same with the same work marked where it begins, and where both threads had read what led to it.
  private func markingRepeatedWork(_ works: [Int]) -> History {
    let reads = commonReads(before: works)
    var before: Sentence = ""
    if let read = reads.first, let value = rows[read].event.step?.target {
      before = """
        ; before, they read \(value), in steps \(read + 1) and \(reads[1] + 1), and nobody wrote it \
        in between
        """
    }
    let threads = works.map { columns[rows[$0].thread] }
    return marking(
      (works + reads).map { $0 + 1 }.sorted(),
      note: """
        \(threads[0]) and \(threads[1]) begin the same work, in steps \(works[0] + 1) and \
        \(works[1] + 1)\(before).
        """)
  }

  /// The last rows in which two threads, each before its work, read one value that nobody wrote in
  /// between, by their indices.
  ///
  /// They are of the same line, if there are such; empty if nothing was read so.
  private func commonReads(before works: [Int]) -> [Int] {
    let reads = works.map { work in
      rows.indices.prefix(work).reversed().filter {
        rows[$0].thread == rows[work].thread && rows[$0].event.step?.isRead == true
      }
    }
    let pairs = reads[0].lazy.flatMap { first in reads[1].lazy.map { [first, $0] } }
      .filter { $0[0] != $0[1] && isSameRead($0[0], $0[1]) }
    return pairs.first { rows[$0[0]].place == rows[$0[1]].place } ?? pairs.first ?? []
  }

  /// Whether two rows that read, read one value, and no row between them writes it.
  private func isSameRead(_ one: Int, _ other: Int) -> Bool {
    guard let read = rows[one].event.step, read == rows[other].event.step else { return false }
    let between = rows[min(one, other)...max(one, other)]
    return !between.contains { row in
      guard let step = row.event.step, step.isAccess || step.isAtomic else { return false }
      return !step.isRead && step.object == read.object
    }
  }

  /// The same with the steps marked by which a thread took a lock last, and by which it ended.
  func marking(lastTakeOf lock: Int, by thread: Int, in trace: Trace) -> History {
    let steps = trace.steps(of: thread).filter { trace.entries[$0].step.isShown }
    guard let last = steps.last, let take = trace.lastTake(of: lock, in: steps) else { return self }
    let marks = [take, last].map(row)
    return marking(
      Set(marks).sorted(),
      note: "It takes the lock in step \(marks[0]); its last step is step \(marks[1]).")
  }

  /// The same up to where work begins under a lock, with that step marked and the one that took it.
  func marking(workBegunIn begun: Int, underLockTakenIn taken: Int) -> History {
    upTo(
      [taken, begun],
      note:
        "It took the lock in step \(row(of: taken)), and began the work in step \(row(of: begun)).")
  }

  /// The lines that write a value, each once, in the order in which they do.
  public func places(ofWritesOf value: Int) -> [String] {
    var places: [String] = []
    for row in rows where row.event.step == Step(.write, value) && !row.source.isEmpty {
      let place = "\(row.place) (`\(shortened(row.source, to: 80))`)"
      if !places.contains(place) { places.append(place) }
    }
    return places
  }

  /// The lines of the student's code that started threads, with how many.
  public var teams: [Team] {
    var places: [String] = []
    var counts: [Int] = []
    for row in rows where row.event.step?.kind == .spawn && !row.source.isEmpty {
      let place = "\(row.place) (`\(shortened(row.source, to: 80))`)"
      let index = places.firstIndex(of: place) ?? places.count
      if index == places.count { places.append(place); counts.append(0) }
      counts[index] += 1
    }
    return zip(places, counts).map { Team(startedAt: $0, started: $1) }
  }

  /// The same with the step marked that started a thread when others had been joined, and the join before
  /// it, if there are such.
  public func markingLastStart(in run: ControlledRun) -> History {
    let trace = run.trace
    let joins = trace.entries.indices.filter { trace.entries[$0].step.kind == .join }
    guard let join = joins.first,
      let start = trace.entries.indices.first(where: {
        $0 > join && trace.entries[$0].step.kind == .spawn
      }), let before = joins.last(where: { $0 < start })
    else { return self }
    let starter = ThreadOrTask.thread(trace.entries[start].thread)
    return marking(
      [before, start].map(row),
      note: """
        \(starter) started \(ThreadOrTask.thread(trace.entries[start].step.object)) in step \(row(of: start)), \
        after it had joined \(ThreadOrTask.thread(trace.entries[before].step.object)) in step \
        \(row(of: before)).
        """)
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
  func marking(race: (first: Int, second: Int), in trace: Trace) -> History {
    let lockset = lockset(of: [race.second, race.first], in: trace)
    return upTo([race.first, race.second], note: "\(lockset).")
  }

  /// The two marked steps that use one value: who does what to it in which step and at which line; nil if
  /// they aren't such.
  var usesOfOneValue: Sentence? {
    let marked = marks.filter { rows.indices.contains($0 - 1) }.map { rows[$0 - 1] }
    guard marked.count == 2, let value = marked[0].event.step?.target,
      value == marked[1].event.step?.target
    else { return nil }
    let words = zip(marks, marked).enumerated().map { number, mark -> Sentence in
      let (step, row) = mark
      let verb = row.event.step?.isRead == true ? "reads" : "writes"
      let what: Sentence = number == 0 ? "\(value)" : "it"
      let place = row.source.isEmpty ? "" : ", at \(row.place)"
      return "\(columns[row.thread]) \(verb) \(what) in step \(step)\(place)"
    }
    return words.joined(separator: ", and ")
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
      trace.steps(of: thread).first { $0 >= steps && trace.entries[$0].step.isShown }
    }
    guard !late.isEmpty else { return self }
    // The end of the last call has a row of its own; before the first step there is none.
    let isTold = steps == trace.stepsAtReturn || steps == 0
    return upTo(
      late.sorted(), note: isTold ? "" : "It came back after step \(row(of: steps - 1)).")
  }

  /// The same up to the last of some steps, with those marked.
  ///
  /// - Parameters:
  ///   - steps: The steps, ascending.
  ///   - note: What the marked steps show.
  func upTo(_ steps: [Int], note: Sentence = "") -> History {
    let marks = steps.map(row)
    var cut = self
    if let last = marks.last { cut.cut(to: last) }
    return cut.marking(marks, note: note)
  }

  private func marking(_ marks: [Int], note: Sentence = "") -> History {
    var marked = self
    marked.marks = marks
    marked.note = note.startingUppercase
    return marked
  }

  /// The number of a step's row, or of the next that has one.
  func row(of step: Int) -> Int {
    1 + (rows.firstIndex { ($0.index ?? -1) >= step } ?? rows.count)
  }
}

/// What guarded a value, or did not.
extension History {
  /// The step by which what guarded a read, if anything did, no longer guarded the write that goes by
  /// it, or not yet the read; nil if the guard was the same from the one to the other.
  private func gap(from read: Int, to write: Int, in trace: Trace) -> (step: Int, words: Sentence)?
  {
    let number = trace.entries[read].thread
    let thread = ThreadOrTask.thread(number)
    let before = trace.lockset(of: number, before: read)
    let after = trace.lockset(of: number, before: write)
    let between = trace.steps(of: number).filter { read..<write ~= $0 }
    for step in between {
      guard let given = trace.entries[step].step.gives, before.contains(given) else { continue }
      return (
        step,
        "Between its read and its write \(thread) gives \(Self.held(given)) back, in step \(row(of: step))"
      )
    }
    for step in between.reversed() where before.isEmpty {
      guard let taken = trace.entries[step].step.takes, after.contains(taken) else { continue }
      let words: Sentence =
        "\(thread) takes \(Self.held(taken)) only after its read, in step \(row(of: step))"
      return (step, words.startingUppercase)
    }
    return nil
  }

  /// What the threads of two steps hold before the second, which could have kept one of them out.
  private func lockset(of steps: [Int], in trace: Trace) -> Sentence {
    let threads = steps.map { trace.entries[$0].thread }.sorted()
    let held = threads.map { trace.lockset(of: $0, before: steps[1]) }
    let start: Sentence = "In step \(row(of: steps[1]))"
    if let both = held[0].intersection(held[1]).min() {
      return "\(start) both hold a permit of \(both)"
    }
    guard held.allSatisfy(\.isEmpty) else {
      let words = zip(threads, held).map { thread, held -> Sentence in
        let what = held.sorted().map(Self.held).joined(separator: " and ")
        return "\(ThreadOrTask.thread(thread)) holds \(what.isEmpty ? "no lock" : what)"
      }
      return "\(start) \(words.joined(separator: ", and "))\(wordsOfOneLine(held))"
    }
    let other = otherLock.map { " of the kit's; `\($0)`, which isn't shown here, kept nobody out" }
    return "\(start) neither of the two threads holds a lock\(other ?? "")"
  }

  /// What a thread holds of a guard.
  private static func held(_ guarding: ObjectID) -> Sentence {
    guarding.kind == .semaphore ? "its permit of \(guarding)" : "\(guarding)"
  }
}

extension Trace {
  /// Whose step one is.
  fileprivate func thread(of step: Int) -> ThreadOrTask { .thread(entries[step].thread) }
}
