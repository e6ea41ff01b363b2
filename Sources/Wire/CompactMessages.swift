import Foundation
import Interleaving

// What a message is as bytes: a zero, its kind, and what it carries. Scripts and what came of them are few
// and large, and go as JSON.

extension ToSubject {
  private enum Tag: Int {
    case run, release, open, ping, explore, cancel, pulse, threads, stillness, lockWaits
  }

  var compact: [UInt8]? {
    var bytes = ByteWriter()
    func begin(_ tag: Tag) {
      bytes.append(0)
      bytes.append(tag.rawValue)
    }
    switch self {
    case .run(let run, let request, let gates):
      begin(.run)
      bytes.append(run)
      request.append(to: &bytes)
      bytes.append(gates.count)
      for (gate, mode) in gates {
        bytes.append(gate)
        bytes.append(mode == .held ? 1 : 0)
      }
    case .release(let ticket):
      begin(.release)
      bytes.append(ticket)
    case .open(let gate):
      begin(.open)
      bytes.append(gate)
    case .ping(let number, let counting):
      begin(.ping)
      bytes.append(number)
      bytes.append(counting ? 1 : 0)
    case .explore(let run, let orders):
      begin(.explore)
      bytes.append(run)
      orders.append(to: &bytes)
    case .cancel(let run):
      begin(.cancel)
      bytes.append(run)
    case .pulse(let number):
      begin(.pulse)
      bytes.append(number)
    case .threads: begin(.threads)
    case .stillness(let number):
      begin(.stillness)
      bytes.append(number)
    case .lockWaits: begin(.lockWaits)
    case .shuffle, .origins: return nil
    }
    return bytes.bytes
  }

  init(compact given: [UInt8]) throws {
    var bytes = ByteReader(given)
    _ = try bytes.next()
    guard let tag = Tag(rawValue: try bytes.next()) else { throw BadBytes() }
    switch tag {
    case .run:
      let (run, request) = (try bytes.next(), try Value(from: &bytes))
      var gates: [String: GateMode] = [:]
      for _ in 0..<(try bytes.nextCount()) {
        let gate = try bytes.nextText()
        gates[gate] = try bytes.next() == 1 ? .held : .reported
      }
      self = .run(run, request: request, gates: gates)
    case .release: self = .release(ticket: try bytes.next())
    case .open: self = .open(gate: try bytes.nextText())
    case .ping: self = .ping(try bytes.next(), counting: try bytes.next() == 1)
    case .explore: self = .explore(try bytes.next(), try Orders(from: &bytes))
    case .cancel: self = .cancel(run: try bytes.next())
    case .pulse: self = .pulse(try bytes.next())
    case .threads: self = .threads
    case .stillness: self = .stillness(try bytes.next())
    case .lockWaits: self = .lockWaits
    }
  }
}

extension FromSubject {
  // Others than those of the messages to it, which are refused where these are expected.
  private enum Tag: Int {
    case ready = 64
    case arrived, left, finished, pong, explored, learnt, pulse, threads, still, lockWaits, crowded
    case notSent, resumedTwice, closing, exiting
  }

  var compact: [UInt8]? {
    var bytes = ByteWriter()
    func begin(_ tag: Tag) {
      bytes.append(0)
      bytes.append(tag.rawValue)
    }
    switch self {
    case .ready: begin(.ready)
    case .arrived(let arrival):
      begin(.arrived)
      arrival.append(to: &bytes)
    case .left(let ticket):
      begin(.left)
      bytes.append(ticket)
    case .finished(let run, let outcome):
      begin(.finished)
      bytes.append(run)
      outcome.append(to: &bytes)
    case .pong(let number, let counted):
      begin(.pong)
      bytes.append(number)
      counted.append(to: &bytes)
    case .explored(let run, let explored):
      begin(.explored)
      bytes.append(run)
      explored.append(to: &bytes)
    case .learnt(let ticket):
      begin(.learnt)
      bytes.append(ticket)
    case .pulse(let number):
      begin(.pulse)
      bytes.append(number)
    case .threads(let calls, let awaits):
      begin(.threads)
      for all in [calls, awaits] {
        bytes.append(all.count)
        for calls in all { bytes.append(numbers: calls) }
      }
    case .still(let number):
      begin(.still)
      bytes.append(number)
    case .lockWaits(let waits, let timed):
      begin(.lockWaits)
      bytes.append(timed)
      bytes.append(waits.count)
      for wait in waits { wait.append(to: &bytes) }
    case .crowded(let threads, let calls):
      begin(.crowded)
      bytes.append(threads)
      bytes.append(numbers: calls)
    case .resumedTwice(let first, let second):
      begin(.resumedTwice)
      bytes.append(numbers: first)
      bytes.append(numbers: second)
    case .closing(let descriptor, let calls):
      begin(.closing)
      bytes.append(descriptor)
      bytes.append(numbers: calls)
    case .exiting(let calls):
      begin(.exiting)
      bytes.append(numbers: calls)
    case .notSent(let reason):
      begin(.notSent)
      bytes.append(reason)
    case .shuffled, .origins: return nil
    }
    return bytes.bytes
  }

  init(compact given: [UInt8]) throws {
    var bytes = ByteReader(given)
    _ = try bytes.next()
    guard let tag = Tag(rawValue: try bytes.next()) else { throw BadBytes() }
    switch tag {
    case .ready: self = .ready
    case .arrived: self = .arrived(try Arrival(from: &bytes))
    case .left: self = .left(ticket: try bytes.next())
    case .finished: self = .finished(run: try bytes.next(), try Outcome(from: &bytes))
    case .pong: self = .pong(try bytes.next(), counted: try Value(from: &bytes))
    case .explored: self = .explored(run: try bytes.next(), try Explored(from: &bytes))
    case .learnt: self = .learnt(ticket: try bytes.next())
    case .pulse: self = .pulse(try bytes.next())
    case .threads:
      func each() throws -> [[Int]] {
        try (0..<bytes.nextCount()).map { _ in try bytes.nextNumbers() }
      }
      self = .threads(calls: try each(), awaits: try each())
    case .still: self = .still(try bytes.next())
    case .lockWaits:
      let timed = try bytes.next()
      self = .lockWaits(
        try (0..<bytes.nextCount()).map { _ in try LockWait(from: &bytes) }, timed: timed)
    case .crowded: self = .crowded(threads: try bytes.next(), calls: try bytes.nextNumbers())
    case .closing:
      self = .closing(descriptor: try bytes.next(), calls: try bytes.nextNumbers())
    case .exiting: self = .exiting(calls: try bytes.nextNumbers())
    case .notSent: self = .notSent(reason: try bytes.nextText())
    case .resumedTwice:
      self = .resumedTwice(first: try bytes.nextNumbers(), second: try bytes.nextNumbers())
    }
  }
}

extension Arrival {
  fileprivate func append(to bytes: inout ByteWriter) {
    bytes.append(ticket)
    bytes.append(gate)
    bytes.append(item)
    bytes.append(thread)
    bytes.append(queue)
  }

  fileprivate init(from bytes: inout ByteReader) throws {
    self.init(
      ticket: try bytes.next(), gate: try bytes.nextText(), item: try bytes.nextText(),
      thread: try bytes.next(), queue: try bytes.nextText())
  }
}

extension LockWait {
  fileprivate func append(to bytes: inout ByteWriter) {
    bytes.append(thread)
    bytes.append(holder)
    bytes.append(numbers: calls)
    bytes.append(numbers: taking)
    bytes.append(holderHasEnded ? 1 : 0)
  }

  fileprivate init(from bytes: inout ByteReader) throws {
    self.init(
      thread: try bytes.next(), holder: try bytes.next(), calls: try bytes.nextNumbers(),
      taking: try bytes.nextNumbers(), holderHasEnded: try bytes.next() == 1)
  }
}

extension ByteWriter {
  fileprivate mutating func append(numbers: [Int]) {
    append(numbers.count)
    for number in numbers { append(number) }
  }
}

extension ByteReader {
  fileprivate mutating func nextNumbers() throws -> [Int] {
    try (0..<nextCount()).map { _ in try next() }
  }
}
