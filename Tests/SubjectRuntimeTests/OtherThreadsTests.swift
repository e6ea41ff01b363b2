import Foundation
import Testing

@testable import SubjectRuntime

#if os(Linux)
  @Suite(.enabled(if: !isSanitized)) struct OtherThreadsTests {
    // In processes of their own: threads are woken from what they wait for.

    @Test func `threads that sleep at one place tell the same calls`() async {
      await #expect(processExitsWith: .success) {
        let (isThere, never) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        for _ in 0..<3 {
          Thread.detachNewThread {
            isThere.signal()
            never.wait()
          }
        }
        for _ in 0..<3 { isThere.wait() }
        let calls = callOffsetsOfOtherThreads().values.filter { !$0.isEmpty }
        let alike = Dictionary(grouping: calls) { $0 }.values.map(\.count)
        exit(alike.contains(3) ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }

    @Test func `a thread that computes tells its calls and goes on`() async {
      await #expect(processExitsWith: .success) {
        let isThere = DispatchSemaphore(value: 0)
        let hasEnded = DispatchSemaphore(value: 0)
        let deadline = ContinuousClock.now + .seconds(1)
        Thread.detachNewThread {
          isThere.signal()
          while ContinuousClock.now < deadline {}
          hasEnded.signal()
        }
        isThere.wait()
        let calls = callOffsetsOfOtherThreads()
        hasEnded.wait()
        exit(calls.values.contains { !$0.isEmpty } ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }

    @Test func `a thread that keeps the signal from itself leaves nothing told`() async {
      await #expect(processExitsWith: .success) {
        let (isThere, never) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        Thread.detachNewThread {
          var all = sigset_t()
          sigfillset(&all)
          pthread_sigmask(SIG_BLOCK, &all, nil)
          isThere.signal()
          never.wait()
        }
        isThere.wait()
        exit(callOffsetsOfOtherThreads().isEmpty ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }
  }
#endif
