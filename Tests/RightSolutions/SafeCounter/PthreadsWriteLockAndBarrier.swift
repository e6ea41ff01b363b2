import ExerciseKit
import Foundation

// Everything that the threads have in common, in C's own types. These must not be moved in memory,
// so they are allocated.
private final class Field: @unchecked Sendable {
  private let counter: Shared<Int>
  private let times: Int
  private let board = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)
  private let kickOff = UnsafeMutablePointer<pthread_barrier_t>.allocate(capacity: 1)

  init(counter: Shared<Int>, threads: Int, times: Int) {
    self.counter = counter
    self.times = times
    pthread_rwlock_init(board, nil)
    pthread_barrier_init(kickOff, nil, UInt32(threads))
  }

  deinit {
    pthread_barrier_destroy(kickOff)
    pthread_rwlock_destroy(board)
    kickOff.deallocate()
    board.deallocate()
  }

  func play() {
    pthread_barrier_wait(kickOff)  // until all are on the field
    for _ in 0..<times {
      pthread_rwlock_wrlock(board)  // who adds is a writer, and writers are alone
      counter.value += 1
      pthread_rwlock_unlock(board)
    }
  }
}

/// Adds 1 to the counter, `times` times on each of `threads` threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  if threads < 1 { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  if times < 0 { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let field = Field(counter: counter, threads: threads, times: times)
  var players = [pthread_t](repeating: pthread_t(), count: threads)
  for index in players.indices {
    let code = pthread_create(
      &players[index], nil,
      { raw in
        if let raw { Unmanaged<Field>.fromOpaque(raw).takeRetainedValue().play() }
        return nil
      }, Unmanaged.passRetained(field).toOpaque())
    precondition(code == 0, "the system gives no further thread")
  }
  for player in players { pthread_join(player, nil) }
}
