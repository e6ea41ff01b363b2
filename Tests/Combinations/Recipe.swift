/// Which part a solution has for each of its tasks, and which one is spoilt.
struct Recipe: Hashable, Sendable {
  var maker: Maker
  var lock: Lock?
  var wait: Wait
  var idle: Idle?
  var share: Share?
  var collect: Collect?
  var tally: Tally?
  var fault: Fault?

  /// The parts with what each is for, in the order in which the name tells them.
  var parts: [Part] {
    let all = [
      ("maker", maker.rawValue), ("lock", lock?.rawValue), ("wait", wait.rawValue),
      ("idle", idle?.rawValue), ("share", share?.rawValue), ("collect", collect?.rawValue),
      ("tally", tally?.rawValue),
    ]
    return all.compactMap { role, name in name.map { Part(role: role, name: $0) } }
  }

  struct Part: Hashable {
    let role: String
    let name: String
  }

  var name: String {
    parts.map(\.name).joined(separator: "+") + (fault.map { "-\($0.rawValue)" } ?? "")
  }

  func with(_ fault: Fault) -> Recipe {
    var broken = self
    broken.fault = fault
    return broken
  }

  /// What makes the lock where all threads reach it; with the fault it is left out or made elsewhere.
  var sharedLock: Lines {
    guard let lock, fault != .noLock, fault != .lockForEach else { return [] }
    return ["let door = \(lock.made)"]
  }

  /// What makes a lock that one thread has for itself, if that is the fault.
  var ownLock: Lines {
    guard let lock, fault == .lockForEach || fault == .lockOfItsOwn else { return [] }
    return ["let \(fault == .lockForEach ? "door" : "own") = \(lock.made)"]
  }

  /// Which part a fault spoils that is of what threads share; nil if there is none, or more than one.
  func shared(spoiltBy fault: Fault) -> Part? {
    let faults = [
      "tally": tally?.faults, "share": share?.faults, "collect": collect?.faults,
      "wait": wait.faults,
    ]
    let spoilt = parts.filter { faults[$0.role]??.contains(fault) == true }
    return spoilt.count == 1 ? spoilt.first : nil
  }

  /// Whether all that threads share is a `Shared` of the kit's.
  var isPlain: Bool {
    tally == nil && share?.isPlain != false && collect?.isPlain != false && wait != .lastOfAtomic
  }

  /// What the judge must call it; nil if it is right.
  var diagnosis: String? {
    // Where the last one isn't found out, nobody wakes the caller.
    fault == .loadThenStore && wait == .lastOfAtomic && share != .atomicTicket
      ? "deadlock" : fault?.diagnosis
  }

  /// Starts threads with a body, and waits for their end.
  func team(_ count: String, _ body: Lines) -> Lines {
    wait.setUp(count, fault: fault)
      + maker.start(
        count, ownLock + body + wait.done(under: lock, fault: fault), before: wait.before,
        isKept: wait == .own && fault != .noWait)
      + wait.after(count, maker: maker, fault: fault)
  }

  /// The whole text: what is imported, the declarations, and what C's types need.
  ///
  /// - Parameter others: Further ways to wait that the text has.
  func file(_ declarations: Lines, others: [Wait] = []) -> String {
    let waits = [wait] + others
    let used = [maker.support, lock?.support] + waits.map(\.support)
    let supports = Support.allCases.filter { used.contains($0) }
    let imports =
      ["ExerciseKit"] + maker.imports + (lock?.imports ?? []) + waits.flatMap(\.imports)
      + (idle?.imports ?? []) + (declarations.mention("URL") ? ["Foundation"] : [])
      + (declarations.mention("Atomic") ? ["Synchronization"] : [])
    let head = Set(imports).sorted().map { "import \($0)" }
    return ([head, declarations] + supports.map(\.lines)).parted.joined(separator: "\n") + "\n"
  }

  /// What refuses an argument below a number.
  static func guarding(_ name: String, atLeast least: Int) -> Lines {
    [
      "guard \(name) >= \(least) else {",
      "  throw InvalidArgument(\"\(name)\", \"must be at least \(least), not \\(\(name))\")",
      "}",
    ]
  }
}
