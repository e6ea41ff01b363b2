import Foundation
import Wire

/// What goes between the judge and a subject's process.
extension Subject {
  /// Sends a message; one that can't be written is what the next wait throws.
  func send(_ message: ToSubject) {
    do {
      try writer.withLock { writer in
        // In the order in which they are written: what it knows of a question depends on that.
        record.withLock { $0.state.note(message) }
        // One that has gone is found out by the thread that listens to it.
        if try !child.take(writer.frame(message)) {
          fail(Diagnosis.ends(.closedPipe(doing: doing, isRunning: true)))
        }
      }
    } catch {
      fail(NotSent(reason: "\(error)"))
    }
  }

  /// Takes what the process sends, until it ends.
  func listen(key: UInt64) {
    var reader = FrameReader(key: key)
    while true {
      let bytes = readSome(from: child.fromChild)
      guard !bytes.isEmpty else { return connectionEnded() }
      reader.append(bytes)
      do {
        while let message = try reader.next(FromSubject.self) {
          if case .notSent(let reason) = message { fail(NotSent(reason: reason)) }
          if case .crowded(let threads, let calls) = message {
            let place = ThreadPlaces(calls: [calls], in: executable).places.first
            fail(
              Diagnosis.excess(
                .tooManyThreads(call: doing, threads: threads, startedAt: place?.inWords ?? "")))
          }
          if case .resumedTwice(let first, let second) = message {
            let places = [first, second].map { calls in
              ThreadPlaces(calls: [calls], in: executable).places.first?.inWords ?? ""
            }
            fail(
              Diagnosis.tasks(
                .resumedTwice(call: doing, first: places[0], second: places[1])))
          }
          if case .closing(let descriptor, let calls) = message {
            let place = ThreadPlaces(calls: [calls], in: executable).places.first
            fail(
              Diagnosis.ends(
                .closedPipe(
                  doing: doing, isRunning: true, descriptor: descriptor,
                  place: place?.inWords ?? "")))
          }
          record.withLock { $0.take(message) }
        }
      } catch let foreign as ForeignBytes {
        let text = String(decoding: foreign.bytes, as: UTF8.self)
        return fail(
          Diagnosis.ends(
            .forgedMessage(
              doing: doing, text: text.debugDescription, bytes: foreign.bytes.count)))
      } catch {
        return fail(Diagnosis.ends(.forgedMessage(doing: doing, text: "\(error)", bytes: 0)))
      }
    }
  }

  /// Takes work that a process of the subject's has come with, and returns whether it is held.
  func arrive(_ arrival: Arrival) -> Bool {
    record.withLock { record in
      record.take(.arrived(arrival))
      return record.state[arrival.gate].waiting.contains(arrival)
    }
  }

  /// The work with this ticket has ended.
  func leave(_ ticket: Int) { record.withLock { $0.take(.left(ticket: ticket)) } }
}

extension Subject.Record {
  /// Takes a message, and notes when it came if it tells of work.
  fileprivate mutating func take(_ message: FromSubject) {
    state.take(message)
    if case .arrived(let arrival) = message { timer.arrive(arrival, at: .now) }
    if case .left(let ticket) = message { timer.leave(ticket, at: .now) }
  }
}

/// A message that the kit couldn't put into bytes, which is no fault of the student's.
struct NotSent: Error, CustomStringConvertible {
  let reason: String

  var description: String { "a message between judge and subject can't be written: \(reason)" }
}
