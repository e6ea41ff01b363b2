import Foundation
import Synchronization

/// The running part of a `LoopbackServer`, which its threads hold.
///
/// They don't hold the server itself, so that letting go of it ends them.
final class ServerCore: Sendable {
  /// As many connections may wait to be accepted.
  private static let backlog: Int32 = 1024
  /// More connections stay in the backlog, so that a client can't use up the judge's threads.
  private static let maximumConnections = 2048
  /// Where its threads note whose they are.
  ///
  /// Their names won't do: on Linux a name reads as that of whoever asks.
  private static let owner = "LoopbackServer"
  private static let stackSize = 512 * 1024

  private struct State {
    var traffic = Traffic()
    var connections: [Int: Socket] = [:]
    var nextConnection = 0
    /// `nil` once the accepting thread has ended and closed its end.
    var bell: Socket?
  }

  private let state: Mutex<State>
  private let threads = DispatchGroup()
  private let keepsConnections: Bool
  private let answer: @Sendable (String) -> Reply

  private init(
    bell: Socket, keepsConnections: Bool, answer: @escaping @Sendable (String) -> Reply
  ) {
    state = Mutex(State(bell: bell))
    self.keepsConnections = keepsConnections
    self.answer = answer
  }

  /// Opens the sockets and starts the accepting thread.
  static func start(
    keepsConnections: Bool, answer: @escaping @Sendable (String) -> Reply
  ) throws -> (core: ServerCore, port: UInt16) {
    let (listening, port) = try Socket.listening(backlog: backlog)
    let bell: (reading: Socket, writing: Socket)
    do {
      bell = try Socket.pair()
    } catch {
      listening.close()
      throw error
    }
    let core = ServerCore(bell: bell.writing, keepsConnections: keepsConnections, answer: answer)
    core.startThread { core.acceptConnections(on: listening, bell: bell.reading) }
    return (core, port)
  }

  var records: [RequestRecord] { state.withLock { $0.traffic.records } }

  var inFlight: Int { state.withLock { $0.traffic.inFlight } }

  /// Blocks the calling thread until the goal is reached, the time is over or the server stops.
  func wait(for goal: Traffic.Goal, timeout: Duration) -> Bool {
    guard let (id, reached) = state.withLock({ $0.traffic.watch(for: goal) }) else {
      return state.withLock { $0.traffic.isReached(goal) }
    }
    _ = reached.wait(timeout: .now() + timeout.dispatchInterval)
    return state.withLock { $0.traffic.endWatch(id) }
  }

  /// Lets held requests go, as `body` says.
  func release(_ body: (inout Traffic) -> Void) { state.withLock { body(&$0.traffic) } }

  func stop() {
    state.withLock {
      guard $0.traffic.stop() else { return }
      // Only their own threads close them: a closed descriptor's number may be another file's.
      for socket in $0.connections.values { socket.interrupt() }
      $0.bell?.wakeReader()
    }
    // One of its own threads would wait for itself.
    if !isOnOwnThread { threads.wait() }
  }
}

// What a connection asks for.
extension ServerCore {
  /// Counts a request in.
  ///
  /// Clients that have given up are counted out first: one that closes its connection and then
  /// opens another never had two requests in flight.
  func arrive(_ path: String, on socket: Socket) -> Int {
    state.withLock { state in
      let others = state.traffic.sockets.map { (index: $0.key, socket: $0.value) }
      for position in Socket.readable(others.map(\.socket), timeout: 0) {
        state.traffic.inspect(others[position].index, at: .now)
      }
      return state.traffic.arrive(path, on: socket, at: .now)
    }
  }

  func depart(_ index: Int, abandoned: Bool = false) {
    state.withLock { $0.traffic.depart(index, at: .now, abandoned: abandoned) }
  }

  /// Blocks the connection's thread until `time` has passed, or for ever without one; a held
  /// request ends the wait when it is released.
  func wait(_ index: Int, isHeld: Bool, for time: Duration?) -> Traffic.WaitEnd {
    let start = state.withLock { state in
      let start = state.traffic.beginWait(index, isHeld: isHeld)
      // The accepting thread watches over the connections of those that wait.
      if case .waits = start { state.bell?.wakeReader() }
      return start
    }
    switch start {
    case .isOver(let end): return end
    case .waits(let wake):
      if let time {
        _ = wake.wait(timeout: .now() + time.dispatchInterval)
      } else {
        wake.wait()
      }
      return state.withLock { $0.traffic.endWait(index) }
    }
  }

  private func end(_ id: Int, _ socket: Socket, _ ending: Connection.Ending) {
    state.withLock {
      $0.connections[id] = nil
      $0.bell?.wakeReader()
    }
    switch ending {
    case .close: socket.close()
    case .reset: socket.reset()
    }
  }
}

// The accepting thread.
extension ServerCore {
  private func startThread(_ body: @escaping @Sendable () -> Void) {
    threads.enter()
    let thread = Thread { [threads, identity = ObjectIdentifier(self)] in
      Thread.current.threadDictionary[Self.owner] = identity
      body()
      threads.leave()
    }
    thread.stackSize = Self.stackSize
    thread.start()
  }

  private var isOnOwnThread: Bool {
    Thread.current.threadDictionary[Self.owner] as? ObjectIdentifier == ObjectIdentifier(self)
  }

  private func acceptConnections(on listening: Socket, bell: Socket) {
    var isStarved = false
    while true {
      let (isStopped, watched, isFull) = state.withLock {
        (
          $0.traffic.isStopped, $0.traffic.watched,
          $0.connections.count >= Self.maximumConnections
        )
      }
      if isStopped { break }
      let accepts = !isFull && !isStarved
      let sockets = [bell] + (accepts ? [listening] : []) + watched.map(\.socket)
      // Without free descriptors the listening socket would be ready at once, again and again.
      let ready = Socket.readable(sockets, timeout: isStarved ? 10 : -1)
      isStarved = false
      if ready.contains(0) { bell.discardWakes() }
      if accepts && ready.contains(1) { isStarved = !acceptWaiting(on: listening) }
      let offset = accepts ? 2 : 1
      let indices = ready.filter { $0 >= offset }.map { watched[$0 - offset].index }
      if !indices.isEmpty {
        state.withLock { state in
          for index in indices { state.traffic.inspect(index, at: .now) }
        }
      }
    }
    state.withLock {
      $0.bell?.close()
      $0.bell = nil
    }
    bell.close()
    // A program that is being started has a copy of the descriptor until its exec; the port must
    // refuse from here on all the same.
    listening.interrupt()
    listening.close()
  }

  /// Accepts what waits in the backlog; `false` when the system has no descriptor left.
  private func acceptWaiting(on listening: Socket) -> Bool {
    while true {
      switch listening.accept() {
      case .success(let socket): open(socket)
      case .failure(let error): return error.meansNobodyWaits
      }
      if state.withLock({ $0.connections.count >= Self.maximumConnections }) { return true }
    }
  }

  private func open(_ socket: Socket) {
    let id: Int? = state.withLock {
      guard !$0.traffic.isStopped else { return nil }
      $0.nextConnection += 1
      $0.connections[$0.nextConnection] = socket
      return $0.nextConnection
    }
    guard let id else { return socket.close() }
    startThread { [self] in
      var connection = Connection(
        socket: socket, core: self, keepsConnections: keepsConnections, answer: answer)
      end(id, socket, connection.serve())
    }
  }
}

extension Duration {
  /// The same time for Dispatch, in nanoseconds and never negative.
  fileprivate var dispatchInterval: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    let whole = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !whole.overflow else { return .never }
    return .nanoseconds(max(0, Int(whole.partialValue) + Int(attoseconds / 1_000_000_000)))
  }
}
