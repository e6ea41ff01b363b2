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

  /// Reads messages until the judge hangs up, and gives each to `take`.
  ///
  /// Answers `ready` once the judge's first frame has told the key.
  func serve(_ take: (ToSubject) -> Void) {
    var reader = FrameReader()
    while true {
      let bytes = readSome(from: SubjectDescriptor.fromJudge)
      guard !bytes.isEmpty else { return }
      reader.append(bytes)
      do {
        while let message = try reader.next(ToSubject.self) {
          if let key = reader.knownKey { introduce(key) }
          take(message)
        }
      } catch {
        return
      }
    }
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

  /// Sends a message whole; when the judge is gone, the process ends.
  func send(_ message: FromSubject) {
    let isSent = writer.withLock { writer in
      guard let frame = try? writer.frame(message) else { return false }
      return writeAll(frame, to: SubjectDescriptor.toJudge)
    }
    // Without a connection there is nobody to work for; student code must not run on alone.
    if !isSent { _exit(0) }
  }
}
