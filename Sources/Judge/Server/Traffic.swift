import Dispatch

/// What the server knows about its requests: no thread, no socket call, only the bookkeeping.
struct Traffic {
  /// What a thread outside the server waits for.
  enum Goal {
    case requests(Int)
    case inFlight(Int)
  }

  /// How the wait of a request ended.
  enum WaitEnd {
    /// It was released, or its time has passed.
    case over
    /// The client closed the connection.
    case abandoned
    /// The server stopped.
    case stopped
  }

  /// A request whose thread waits before it goes on with its answer.
  private struct Waiting {
    let isHeld: Bool
    let wake: DispatchSemaphore
    /// Off once unread bytes stand before a possible end of the connection.
    var isWatched = true
    var end: WaitEnd?
  }

  private(set) var records: [RequestRecord] = []
  private(set) var inFlight = 0
  private(set) var isStopped = false
  /// The connections of the requests in flight, by the requests' indices.
  private(set) var sockets: [Int: Socket] = [:]
  private var waiting: [Int: Waiting] = [:]
  private var openPaths: Set<String> = []
  private var everythingIsOpen = false
  /// Requests below this index pass, whether their threads have come to wait or not.
  private var openBelow = 0
  private var watchers: [Int: (goal: Goal, reached: DispatchSemaphore)] = [:]
  private var nextWatcher = 0

  /// Counts a request in and returns its index.
  mutating func arrive(
    _ path: String, on socket: Socket, at now: ContinuousClock.Instant
  ) -> Int {
    let index = records.count
    // On a busy machine a client can give up before its request is read: it is in flight no more.
    if socket.incoming() == .ended {
      records.append(RequestRecord(index: index, path: path, arrived: now, inFlight: inFlight))
      records[index].departed = now
      records[index].wasAbandoned = true
    } else {
      inFlight += 1
      sockets[index] = socket
      records.append(RequestRecord(index: index, path: path, arrived: now, inFlight: inFlight))
    }
    for (id, watcher) in watchers where isReached(watcher.goal) {
      watchers[id] = nil
      watcher.reached.signal()
    }
    return index
  }

  /// Counts a request out; once is enough, and the first time is what counts.
  mutating func depart(_ index: Int, at now: ContinuousClock.Instant, abandoned: Bool = false) {
    guard records[index].departed == nil else { return }
    inFlight -= 1
    // From here on its thread may close the descriptor, whose number may then be another file's.
    sockets[index] = nil
    records[index].departed = now
    records[index].wasAbandoned = abandoned
  }

  /// How the wait of a request begins.
  enum WaitStart {
    case waits(on: DispatchSemaphore)
    case isOver(WaitEnd)
  }

  /// Lets a request wait, or says that it need not.
  mutating func beginWait(_ index: Int, isHeld: Bool) -> WaitStart {
    if isStopped { return .isOver(.stopped) }
    if records[index].wasAbandoned { return .isOver(.abandoned) }
    if isHeld && isOpen(index) { return .isOver(.over) }
    let wake = DispatchSemaphore(value: 0)
    waiting[index] = Waiting(isHeld: isHeld, wake: wake)
    return .waits(on: wake)
  }

  /// Takes a request out of those that wait; no end was noted when its time has passed.
  mutating func endWait(_ index: Int) -> WaitEnd {
    waiting.removeValue(forKey: index)?.end ?? .over
  }

  /// Lets the requests of that path go, now and later.
  mutating func release(_ path: String) {
    openPaths.insert(path)
    wakeReleased()
  }

  /// Lets every request go that has arrived.
  mutating func releaseArrived() {
    openBelow = records.count
    wakeReleased()
  }

  /// Lets every request go, now and later.
  mutating func releaseAll() {
    everythingIsOpen = true
    wakeReleased()
  }

  private mutating func wakeReleased() {
    for (index, request) in waiting where request.isHeld && isOpen(index) { end(index, .over) }
  }

  /// The connections of the requests whose threads wait and so can't see them end.
  var watched: [(index: Int, socket: Socket)] {
    waiting.compactMap { index, request in
      guard request.end == nil, request.isWatched, let socket = sockets[index] else { return nil }
      return (index, socket)
    }
  }

  /// Looks at a request whose connection has something to read: the client's end or more bytes.
  mutating func inspect(_ index: Int, at now: ContinuousClock.Instant) {
    switch sockets[index]?.incoming() {
    case .ended:
      depart(index, at: now, abandoned: true)
      end(index, .abandoned)
    case .bytes: waiting[index]?.isWatched = false
    case .nothing, nil: break
    }
  }

  /// Lets a thread wait for `goal` on the semaphore it gets; `nil` when nothing is to wait for.
  mutating func watch(for goal: Goal) -> (id: Int, reached: DispatchSemaphore)? {
    if isReached(goal) || isStopped { return nil }
    nextWatcher += 1
    let reached = DispatchSemaphore(value: 0)
    watchers[nextWatcher] = (goal, reached)
    return (nextWatcher, reached)
  }

  /// Ends the wait of a thread, and says whether its goal was reached.
  mutating func endWatch(_ id: Int) -> Bool { watchers.removeValue(forKey: id) == nil }

  /// Whether what a thread waits for is so at this moment.
  func isReached(_ goal: Goal) -> Bool {
    switch goal {
    case .requests(let count): records.count >= count
    case .inFlight(let count): inFlight >= count
    }
  }

  /// Wakes everyone; returns `false` when that was done before.
  mutating func stop() -> Bool {
    guard !isStopped else { return false }
    isStopped = true
    for index in waiting.keys { end(index, .stopped) }
    // They stay in the table, by which each sees that its goal was not reached.
    for watcher in watchers.values { watcher.reached.signal() }
    return true
  }

  private mutating func end(_ index: Int, _ end: WaitEnd) {
    guard let request = waiting[index], request.end == nil else { return }
    waiting[index]?.end = end
    request.wake.signal()
  }

  private func isOpen(_ index: Int) -> Bool {
    everythingIsOpen || index < openBelow || openPaths.contains(records[index].path)
  }
}
