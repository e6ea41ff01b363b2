import Foundation
import Synchronization
import ThreadActivity
import Wire

/// The processes that a student's code starts, as they report themselves, and as the system sees them.
///
/// Each of them connects to the judge, tells of every line that it is given, and is held there like
/// work at any other gate. So what they do is known without a word from the process that started them.
public final class Workforce: Sendable {
  /// The gate that lines come to.
  public static let gate = "program"

  /// What is said of processes that run the calling program.
  static let copiesInWords = " that run the calling program itself: each would start further ones"

  private struct State {
    var started: [Worker] = []
    var waiting: [Int: Socket] = [:]
    var lastTicket = 1_000_000
    weak var subject: Subject?
  }

  /// So many bytes that a process writes to a pipe, such as "standard error".
  struct Writing {
    let pipe: String
    let bytes: Int
    /// How many it had written there before.
    var before = 0
    /// How many lines it had been given.
    var lines = 0
  }

  /// One process that has reported itself.
  struct Worker {
    let pid: Int
    /// What it is writing, if it is.
    var writing: Writing?
    /// How many bytes it has written to each pipe, and how many lines it has been given.
    var written: [String: Int] = [:]
    var lines = 0

    mutating func begin(writing bytes: Int, to pipe: String) {
      writing = Writing(
        pipe: pipe, bytes: bytes, before: written[pipe, default: 0], lines: lines)
    }

    mutating func endWriting() {
      if let writing { written[writing.pipe, default: 0] += writing.bytes }
      writing = nil
    }
  }

  private let state = Mutex(State())
  private let socket: Socket
  /// Where processes report themselves.
  public let port: UInt16

  /// Opens a port of 127.0.0.1 for processes to report at.
  public init() throws {
    (socket, port) = try Socket.listening(backlog: 128)
    Thread.detachNewThread { [socket, weak self] in
      while true {
        _ = Socket.readable([socket], timeout: 200)
        guard let self else { return }
        while case .success(let connection) = socket.accept() {
          Thread.detachNewThread { self.serve(connection) }
        }
      }
    }
  }

  deinit { socket.close() }

  /// Says whose processes these are.
  func work(for subject: Subject) { state.withLock { $0.subject = subject } }

  // MARK: What is known

  /// How many processes have reported themselves.
  public var started: Int { state.withLock(\.started.count) }

  /// What a process is writing, if one is.
  var writing: Writing? { state.withLock { $0.started.lazy.compactMap(\.writing).first } }

  // MARK: Gates

  func release(_ ticket: Int) {
    let connection = state.withLock { $0.waiting.removeValue(forKey: ticket) }
    // A process that has ended meanwhile needs no leave to go on.
    try? connection?.send([1])
  }

  func releaseAll() {
    let waiting = state.withLock { state in
      defer { state.waiting = [:] }
      return state.waiting.values.map { $0 }
    }
    // As above.
    for connection in waiting { try? connection.send([1]) }
  }

  // MARK: One process

  private func serve(_ connection: Socket) {
    defer { connection.close() }
    var (buffer, worker, ticket): ([UInt8], Int?, Int?) = ([], nil, nil)
    // A connection that breaks has come to its end like one that closes.
    while let bytes = try? connection.receive(upTo: 4096), !bytes.isEmpty {
      buffer += bytes
      while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        let words = line.split(separator: " ", maxSplits: 1).map { String($0) }
        let rest = words.count > 1 ? words[1] : ""
        switch words.first {
        case "start":
          guard let pid = Int(rest) else { return }
          worker = state.withLock { state in
            state.started.append(Worker(pid: pid))
            return state.started.count - 1
          }
        case "line":
          note(worker) { $0.lines += 1 }
          ticket = arrive(rest, of: worker, connection)
        case "answer":
          if let ticket { leave(ticket) }
          ticket = nil
        case "output", "error":
          note(worker) { $0.begin(writing: Int(rest) ?? 0, to: "standard \(words[0])") }
        case "done": note(worker) { $0.endWriting() }
        default: break
        }
      }
    }
    note(worker) { $0.writing = nil }
    if let ticket { leave(ticket) }
  }

  private func note(_ worker: Int?, _ change: (inout Worker) -> Void) {
    state.withLock { state in
      guard let worker, state.started.indices.contains(worker) else { return }
      change(&state.started[worker])
    }
  }

  private func arrive(_ line: String, of worker: Int?, _ connection: Socket) -> Int {
    let (ticket, subject, pid) = state.withLock { state -> (Int, Subject?, Int) in
      state.lastTicket += 1
      state.waiting[state.lastTicket] = connection
      let pid = worker.flatMap { state.started.indices.contains($0) ? state.started[$0].pid : nil }
      return (state.lastTicket, state.subject, pid ?? 0)
    }
    let arrival = Arrival(ticket: ticket, gate: Self.gate, item: line, thread: pid, queue: "")
    if subject?.arrive(arrival) != true { release(ticket) }
    return ticket
  }

  private func leave(_ ticket: Int) {
    let subject = state.withLock { state in
      state.waiting[ticket] = nil
      return state.subject
    }
    subject?.leave(ticket)
  }
}
