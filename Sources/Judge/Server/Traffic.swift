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
  struct Waiting {
    let socket: Socket
    let isHeld: Bool
    let wake: DispatchSemaphore
    /// Off once unread bytes stand before a possible end of the connection.
    var isWatched = true
    var end: WaitEnd?
  }

  private(set) var records: [RequestRecord] = []
  private(set) var inFlight = 0
  private(set) var isStopped = false
  private var waiting: [Int: Waiting] = [:]
  private var openPaths: Set<String> = []
  private var everythingIsOpen = false
  private var watchers: [Int: (goal: Goal, reached: DispatchSemaphore)] = [:]
  private var nextWatcher = 0

  /// Counts a request in and returns its index.
  mutating func arrive(_ path: String, at now: ContinuousClock.Instant) -> Int {
    inFlight += 1
    let index = records.count
    records.append(RequestRecord(index: index, path: path, arrived: now, inFlight: inFlight))
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
    records[index].departed = now
    records[index].wasAbandoned = abandoned
  }

  /// Lets a request wait on the semaphore it gets, or says that it need not wait.
  mutating func beginWait(
    _ index: Int, on socket: Socket, isHeld: Bool
  ) -> Result<DispatchSemaphore, WaitNotNeeded> {
    if isStopped { return .failure(WaitNotNeeded(end: .stopped)) }
    if isHeld && isOpen(records[index].path) { return .failure(WaitNotNeeded(end: .over)) }
    let wake = DispatchSemaphore(value: 0)
    waiting[index] = Waiting(socket: socket, isHeld: isHeld, wake: wake)
    return .success(wake)
  }

  /// Why a wait didn't begin.
  struct WaitNotNeeded: Error {
    let end: WaitEnd
  }

  /// Takes a request out of those that wait; no end was noted when its time has passed.
  mutating func endWait(_ index: Int) -> WaitEnd {
    waiting.removeValue(forKey: index)?.end ?? .over
  }

  /// Lets the held requests go whose path fits.
  mutating func release(where fits: (String) -> Bool) {
    for (index, request) in waiting where request.isHeld && fits(records[index].path) {
      end(index, .over)
    }
  }

  /// Lets later requests of that path through without a wait.
  mutating func open(_ path: String) { openPaths.insert(path) }

  /// Lets every later request through without a wait.
  mutating func openEverything() { everythingIsOpen = true }

  /// The requests whose connections may end while their threads wait.
  var watched: [(index: Int, socket: Socket)] {
    waiting.filter { $0.value.end == nil && $0.value.isWatched }
      .map { (index: $0.key, socket: $0.value.socket) }
  }

  /// Looks at a request whose connection has something to read: the client's end or more bytes.
  mutating func inspect(_ index: Int, at now: ContinuousClock.Instant) {
    guard let request = waiting[index], request.end == nil else { return }
    switch request.socket.hasHungUp() {
    case true?:
      depart(index, at: now, abandoned: true)
      end(index, .abandoned)
    case false?: break
    case nil: waiting[index]?.isWatched = false
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

  private func isOpen(_ path: String) -> Bool { everythingIsOpen || openPaths.contains(path) }
}
