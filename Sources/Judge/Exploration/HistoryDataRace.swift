import Interleaving

/// Where in a history two accesses to memory are that nothing orders.
extension History {
  /// The same up to both of them, with these marked, and what those hold who make them.
  ///
  /// - Parameter trace: The run that the table shows.
  func markingDataRace(in trace: Trace) -> History {
    guard let race = trace.dataRace else { return self }
    var marked = markingAccesses
    marked.note = "\(holdings(race, in: trace).startingUppercase)."
    return marked
  }

  /// The same up to the accesses to memory in it, with these marked.
  var markingAccesses: History {
    var marked = self
    let found = rows.indices.filter { rows[$0].event.isAccess }
    if let last = found.last { marked.cut(to: last + 1) }
    marked.marks = found.map { $0 + 1 }
    return marked
  }

  private func holdings(_ race: Trace.DataRace, in trace: Trace) -> Sentence {
    let held = [race.first, race.second].map { trace.guards(of: $0.thread, before: $0.step) }
    guard held.contains(where: { !$0.isEmpty }) else {
      return "neither of the two threads holds a lock there"
    }
    let words = zip([race.first, race.second], held).map { access, held -> Sentence in
      let what = held.isEmpty ? "no lock" : held.joined(separator: " and ")
      return "\(ThreadOrTask.thread(access.thread)) holds \(what)"
    }
    let locks = [race.first, race.second].map { trace.lockset(of: $0.thread, before: $0.step) }
    return "there \(words.joined(separator: ", and "))\(wordsOfOneLine(locks))"
  }

  /// Both accesses with what they do, where, and to what, in words.
  var accesses: Sentence {
    let racing = rows.filter { $0.event.isAccess }
    let name = nameOfMemory.map { "`\($0)`" } ?? "a place in memory"
    let words = racing.enumerated().map { number, row -> Sentence in
      let verb = row.event.isWrite ? "writes" : "reads"
      let what = number == 0 ? name : nameOfMemory == nil ? "the same place" : "it"
      let place = row.place.isEmpty ? "" : " at \(row.place)"
      return "\(columns[row.thread]) \(verb) \(what)\(place)"
    }
    return words.joined(separator: ", and ")
  }

  /// What the student's code calls the place that both use, if the lines tell.
  var nameOfMemory: String? {
    let racing = rows.filter { $0.event.isAccess }
    guard racing.count == 2 else { return nil }
    let (first, second) = (racing[0], racing[1])
    let writing = second.event.isWrite ? second : first
    return Self.nameOfMemory(
      written: writing.source, used: writing == first ? second.source : first.source)
  }

  /// The name in a line that writes a place, which another line that uses the place has as well.
  static func nameOfMemory(written: String, used: String) -> String? {
    let words = Set(used.matches(of: /[A-Za-z_]\w*/).map { String($0.0) })
    // What is declared in the line is the line's own.
    let assigned = written.matches(
      of: /(let |var )?([\w.]+)(?:\[[^\]]*\])?\s*(?:[-+*\/%&|^]|<<|>>)?=(?!=)/
    ).filter { $0.1 == nil }.map { $0.2 }
    let changing = "append|insert|remove\\w*|sort|pop\\w*|toggle|update\\w*"
    let call = try? Regex("([\\w.]+)(?:\\[[^\\]]*\\])?\\.(?:\(changing))\\(")
    let changed = call.map { written.matches(of: $0).compactMap { $0[1].substring } } ?? []
    let given = written.matches(of: /&([\w.]+)/).map { $0.1 }
    let names = (assigned + changed + given).compactMap { $0.split(separator: ".").last }
    if let name = names.map(String.init).first(where: words.contains) { return name }
    // One property in the line, of whatever object.
    let properties = Set(written.matches(of: /\w\.(\w+)(?!\w|\s*[({])/).map { String($0.1) })
      .intersection(words)
    return properties.count == 1 ? properties.first : nil
  }
}

extension History.Event {
  /// Whether it is an access to memory.
  fileprivate var isAccess: Bool { if case .access = self { true } else { false } }

  /// Whether it is one that writes.
  fileprivate var isWrite: Bool { if case .access(true) = self { true } else { false } }
}

extension Trace {
  /// What a thread holds before a step that may keep others out, in words.
  fileprivate func guards(of thread: Int, before step: Int) -> [Sentence] {
    let reading = entries.prefix(step).reduce(into: Set<Int>()) { locks, entry in
      guard entry.thread == thread else { return }
      if entry.step.kind == .readLock { locks.insert(entry.step.object) }
      if entry.step.kind == .unlock { locks.remove(entry.step.object) }
    }
    return lockset(of: thread, before: step).sorted().map {
      $0.kind == .semaphore ? "its permit of \($0)" : "\($0)"
    } + reading.sorted().map { "\(ObjectID(.lock, $0)) to read" }
  }
}
