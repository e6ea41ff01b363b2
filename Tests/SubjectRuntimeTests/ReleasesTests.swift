import Foundation
import Interposition
import Synchronization
import Testing

#if os(Linux)
  @Suite(.enabled(if: !isSanitized)) struct ReleasesTests {
    // In processes of their own, as there is one function for all.

    @Test func `locks and permits that are given back are told`() async {
      await #expect(processExitsWith: .success) {
        callAfterRelease { released.add(1, ordering: .relaxed) }
        var counts = [released.load(ordering: .relaxed)]
        NSLock().withLock {}
        counts.append(released.load(ordering: .relaxed))
        var mutex = pthread_mutex_t()
        pthread_mutex_lock(&mutex)
        pthread_mutex_unlock(&mutex)
        counts.append(released.load(ordering: .relaxed))
        DispatchSemaphore(value: 0).signal()
        counts.append(released.load(ordering: .relaxed))
        exit(counts == counts.sorted() && Set(counts).count == 4 ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }

    @Test func `a Mutex that others wait for is told when it is given back`() async {
      await #expect(processExitsWith: .success) {
        callAfterRelease { released.add(1, ordering: .relaxed) }
        let mutex = Mutex(0)
        Thread.detachNewThread { while true { mutex.withLock { $0 += 1 } } }
        let deadline = ContinuousClock.now + .seconds(60)
        // Sooner or later the other thread sleeps when this one gives it back.
        while released.load(ordering: .relaxed) == 0, ContinuousClock.now < deadline {
          mutex.withLock { _ in _ = sched_yield() }
        }
        exit(released.load(ordering: .relaxed) > 0 ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }

    @Test func `what the kit gives back isn't told`() async {
      await #expect(processExitsWith: .success) {
        callAfterRelease { exit(EXIT_FAILURE) }
        let before = enterKit()
        DispatchSemaphore(value: 0).signal()
        NSLock().withLock {}
        exit(before == 0 ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }
  }

  private let released = Atomic(0)
#endif
