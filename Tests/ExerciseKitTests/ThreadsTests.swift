import ExerciseKit
import Foundation
import Synchronization
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

struct ThreadsTests {
  @Test func `spawn runs its body on another thread`() {
    let seen = Mutex<ObjectIdentifier?>(nil)
    spawn { seen.withLock { $0 = ObjectIdentifier(Thread.current) } }.join()
    let other = seen.withLock { $0 }
    #expect(other != nil && other != ObjectIdentifier(Thread.current))
  }

  @Test func `spawn comes back while its body still runs`() {
    let isComeBack = comesBack {
      let gate = DispatchSemaphore(value: 0)
      let thread = spawn { gate.wait() }
      gate.signal()
      thread.join()
    }
    #expect(isComeBack)
  }

  @Test func `spawned threads run beside each other`() {
    let isMet = comesBack {
      let here = (0..<4).map { _ in DispatchSemaphore(value: 0) }
      let threads = (0..<4).map { number in
        spawn {
          for other in here { other.signal() }
          for _ in 0..<4 { here[number].wait() }
        }
      }
      for thread in threads { thread.join() }
    }
    #expect(isMet)
  }

  @Test func `join comes back only when the body has`() {
    // Often, since a join that didn't wait might still be too late to be seen.
    for _ in 0..<50 {
      let hasEnded = Atomic(false)
      let thread = spawn {
        for _ in 0..<20 { sched_yield() }
        hasEnded.store(true, ordering: .sequentiallyConsistent)
      }
      thread.join()
      let isOver = hasEnded.load(ordering: .sequentiallyConsistent)
      #expect(isOver)
    }
  }

  @Test func `a thread may be joined twice`() {
    let isJoined = comesBack {
      let thread = spawn {}
      thread.join()
      thread.join()
    }
    #expect(isJoined)
  }

  @Test func `a thread may be joined by several threads`() {
    let gate = DispatchSemaphore(value: 0)
    let joined = DispatchSemaphore(value: 0)
    let thread = spawn { gate.wait() }
    for _ in 0..<3 {
      Thread.detachNewThread {
        thread.join()
        joined.signal()
      }
    }
    gate.signal()
    for _ in 0..<3 { #expect(joined.isSignalledInTime) }
  }

  @Test func `a thread that nobody joins runs to its end`() {
    let ended = DispatchSemaphore(value: 0)
    _ = spawn { ended.signal() }
    #expect(ended.isSignalledInTime)
  }

  @Test func `what a body holds is let go after its end`() {
    final class Token: Sendable {
      let gone: DispatchSemaphore
      init(gone: DispatchSemaphore) { self.gone = gone }
      deinit { gone.signal() }
    }
    let gone = DispatchSemaphore(value: 0)
    let thread = { [token = Token(gone: gone)] in spawn { _ = token } }()
    thread.join()
    #expect(gone.isSignalledInTime)
  }
}
