import Interleaving

/// The orders that have been tried, as a tree of choices, and those that are still to be.
///
/// Steps that don't depend on one another can change places, and the same comes about (Mazurkiewicz,
/// "Trace theory", 1987). So where a thread went, another one is worth a try only if one of the thread's
/// steps and a later one of another thread's could have come in the other order and depend on one
/// another: then the other thread, or one that it needs for that, goes before that step (Flanagan and
/// Godefroid, "Dynamic partial-order reduction for model checking software", 2005).
///
/// Under a bound that isn't enough, since to go just before that step may take a preemption, where to go
/// before the thread's whole turn takes none. So that is opened as well (Coons, Musuvathi and McKinley,
/// "Bounded partial-order reduction", 2013).
struct SearchTree {
  /// One choice after those that lead to it.
  private struct Node {
    let parent: Int32
    let thread: UInt8
    /// How many preemptions the choices have by now.
    let cost: UInt8
    /// Whether a wake-up that nobody asked for is among them.
    let isWoken: Bool
    var firstChild: Int32 = -1
    var nextSibling: Int32 = -1
  }

  private let bound: Int
  private let triesAll: Bool
  private var nodes = [Node(parent: -1, thread: 0, cost: 0, isWoken: false)]
  /// By the number of preemptions.
  private var open: [[Int32]]
  /// How many are being tried.
  private var underWay: [Int]
  /// The highest number of preemptions of which every order has been tried; nil if there is none.
  private(set) var completed: Int?

  init(bound: Int, triesAll: Bool) {
    self.bound = bound
    self.triesAll = triesAll
    open = Array(repeating: [], count: bound + 1)
    underWay = Array(repeating: 0, count: bound + 1)
    open[0] = [0]
  }

  /// The choices of an order to try; nil if there is none with what is known now.
  mutating func next() -> [Int]? {
    for cost in open.indices {
      guard let node = open[cost].popLast() else { continue }
      underWay[cost] += 1
      var choices: [Int] = []
      var place = Int(node)
      while place != 0 {
        choices.append(Int(nodes[place].thread))
        place = Int(nodes[place].parent)
      }
      return choices.reversed()
    }
    return nil
  }

  /// Takes what happened after these choices, and opens the orders that branch off it.
  mutating func note(_ trace: Trace, after choices: [Int]) {
    let path = path(of: trace, after: choices.count)
    if triesAll {
      openAll(trace, path, from: choices.count)
    } else {
      openReversals(Races(trace), path)
      openWakeups(trace, path)
    }
    // By what was chosen: a run that isn't all seen may do something else, or end before.
    let chosen = choices.reduce(0) { child(of: $0, $1) ?? $0 }
    underWay[Int(nodes[chosen].cost)] -= 1
    for cost in (completed ?? -1) + 1..<bound + 1 where completed ?? -1 == cost - 1 {
      if open[cost].isEmpty, underWay[cost] == 0 { completed = cost }
    }
  }

  /// The nodes along a trace: that before its first step, that before its second and so on.
  private mutating func path(of trace: Trace, after given: Int) -> [Int] {
    var path = [0]
    path.reserveCapacity(trace.entries.count + 1)
    for entry in trace.entries {
      let node = path[path.count - 1]
      // What is chosen freely after the given choices costs nothing.
      path.append(
        child(of: node, entry.thread)
          ?? add(entry.thread, to: node, cost: Int(nodes[node].cost), isWoken: nodes[node].isWoken))
    }
    return path
  }

  private func child(of node: Int, _ thread: Int) -> Int? {
    var child = Int(nodes[node].firstChild)
    while child >= 0 {
      if nodes[child].thread == thread { return child }
      child = Int(nodes[child].nextSibling)
    }
    return nil
  }

  private mutating func add(_ thread: Int, to node: Int, cost: Int, isWoken: Bool) -> Int {
    var made = Node(
      parent: Int32(node), thread: UInt8(thread), cost: UInt8(cost), isWoken: isWoken)
    made.nextSibling = nodes[node].firstChild
    nodes[node].firstChild = Int32(nodes.count)
    nodes.append(made)
    return nodes.count - 1
  }

  // MARK: Branches

  /// Opens an order in which another thread goes at a place of a trace, unless there is one.
  private mutating func open(
    _ thread: Int, at index: Int, of entries: [Trace.Entry], _ path: [Int], isWakeup: Bool = false
  ) {
    let node = path[index]
    guard child(of: node, thread) == nil else { return }
    let last = index == 0 ? 0 : entries[index - 1].thread
    let isPreemption = thread != last && entries[index].enabled.contains(last)
    let cost = Int(nodes[node].cost) + (isPreemption || isWakeup ? 1 : 0)
    guard cost <= bound else { return }
    let made = add(thread, to: node, cost: cost, isWoken: nodes[node].isWoken || isWakeup)
    open[cost].append(Int32(made))
  }

  private mutating func openAll(_ trace: Trace, _ path: [Int], from start: Int) {
    for index in start..<max(start, trace.entries.count) {
      let entry = trace.entries[index]
      for other in entry.enabled.threads where other != entry.thread {
        open(other, at: index, of: trace.entries, path)
      }
      if nodes[path[index]].isWoken { continue }
      for sleeper in entry.asleep.threads where sleeper != entry.thread {
        open(sleeper, at: index, of: trace.entries, path, isWakeup: true)
      }
    }
  }

  private mutating func openReversals(_ races: Races, _ path: [Int]) {
    for pair in races.pairs {
      let thread = races.entries[pair.first].thread
      var start = pair.first
      while start > 0, races.entries[start - 1].thread == thread { start -= 1 }
      let atFirst = races.starters(of: pair, at: pair.first)
      let atStart = races.starters(of: pair, at: start)
      open(atStart, at: start, races, path)
      // Where nothing comes of it that the thread has gone that far, it needn't have.
      let isNothing = !races.entries[start..<pair.first].contains(where: \.touches)
      if start < pair.first, !isNothing || atStart != atFirst {
        open(atFirst, at: pair.first, races, path)
      }
    }
  }

  private mutating func open(
    _ threads: ThreadSet, at index: Int, _ races: Races, _ path: [Int]
  ) {
    for thread in threads.threads { open(thread, at: index, of: races.entries, path) }
  }

  /// Opens orders in which a sleeper is woken that nobody has signalled: before and after each step that
  /// has to do with what it sleeps on.
  private mutating func openWakeups(_ trace: Trace, _ path: [Int]) {
    let entries = trace.entries
    for index in entries.indices where !entries[index].asleep.isEmpty {
      if nodes[path[index]].isWoken { return }
      for sleeper in entries[index].asleep.threads where sleeper != entries[index].thread {
        open(sleeper, at: index, of: entries, path, isWakeup: true)
      }
    }
  }
}
