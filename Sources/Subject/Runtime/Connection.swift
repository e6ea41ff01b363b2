import Control
import Foundation
import Synchronization
import Wire

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The subject's end of the pipes to its judge.
final class Connection: Sendable {
  private let writer = Mutex(FrameWriter(key: 0))

  /// Reads messages until the connection ends, and gives each to `take`.
  ///
  /// Answers `ready` once the judge's first frame has told the key.
  func serve(_ take: (ToSubject) -> Void) -> Never {
    var reader = FrameReader()
    var question: Int?
    while true {
      awaitInput(&question)
      let bytes = readSome(from: SubjectDescriptor.fromJudge)
      guard !bytes.isEmpty else { leave() }
      reader.append(bytes)
      do {
        while let message = try reader.next(ToSubject.self) {
          if let key = reader.knownKey { introduce(key) }
          question = nil
          if case .stillness(let number) = message { question = number } else { take(message) }
        }
      } catch {
        leave()
      }
    }
  }

  /// Returns when there is something to read; answers until then whether nothing moves any more, if the
  /// judge has asked.
  ///
  /// All that the judge had said before it asked has been done by then.
  private func awaitInput(_ question: inout Int?) {
    var pause: Int32 = 0
    while let number = question {
      var input = pollfd(fd: SubjectDescriptor.fromJudge, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, pause) == 0 else { return }
      if controlIsStill() {
        question = nil
        send(.still(number))
      }
      // In milliseconds.
      pause = min(2 * pause + 1, 10)
    }
  }

  /// Ends the process without waiting for student code, for which there is nobody to work any more.
  ///
  /// If student code has closed the connection, the process stays: leaving would look like an exit
  /// of its own doing. The judge sees the closed connection and ends it.
  private func leave() -> Never {
    let ends = [SubjectDescriptor.fromJudge, SubjectDescriptor.toJudge]
    guard ends.contains(where: { fcntl($0, F_GETFD) < 0 }) else { _exit(0) }
    while true { pause() }
  }

  private let isIntroduced = Mutex(false)

  private func introduce(_ key: UInt64) {
    let isFirst = isIntroduced.withLock { known in
      defer { known = true }
      return !known
    }
    guard isFirst else { return }
    writer.withLock { $0 = FrameWriter(key: key) }
    send(.ready)
  }

  /// The process that the judge has started, and not a copy that student code has made of it.
  private let process = getpid()

  /// Whether this is that process.
  var isOwn: Bool { getpid() == process }

  /// Sends a message whole; when the judge is gone, the process ends.
  func send(_ message: FromSubject) {
    // Before the lock, which another thread may have had when the copy was made.
    guard isOwn else { _exit(0) }
    let isSent = writer.withLock { writer in
      do {
        return writeAll(try writer.frame(message), to: SubjectDescriptor.toJudge)
      } catch {
        // Said in a message of text alone, of which there is nothing that can't be written.
        let note = try? writer.frame(FromSubject.notSent(reason: "\(error)"))
        return note.map { writeAll($0, to: SubjectDescriptor.toJudge) } ?? false
      }
    }
    if !isSent { leave() }
  }
}
