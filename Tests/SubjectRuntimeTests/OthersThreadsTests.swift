import Dispatch
import ExerciseKit
import Foundation
import Interleaving
import Interposition
import Testing

@testable import SubjectRuntime

#if os(Linux)
  @Suite(.enabled(if: !isSanitized)) struct OthersThreadsTests {
    // In processes of their own, as all threads are counted together.

    @Test func `threads of other makes are counted until they end, however they do`() async {
      await #expect(processExitsWith: .success) {
        let before = othersThreads()
        let go = DispatchSemaphore(value: 0)
        Thread.detachNewThread { go.wait() }
        var handle = pthread_t()
        pthread_create(&handle, nil, { _ in pthread_exit(nil) }, nil)
        pthread_join(handle, nil)
        let during = othersThreads()
        go.signal()
        let deadline = ContinuousClock.now + .seconds(60)
        while othersThreads() > before, ContinuousClock.now < deadline { sched_yield() }
        exit(during == before + 1 && othersThreads() == before ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }

    @Test func `the kit's own threads aren't counted`() async {
      await #expect(processExitsWith: .success) {
        let before = othersThreads()
        let inKit = enterKit()
        startThread { DispatchSemaphore(value: 0).wait() }
        leaveKit(inKit)
        exit(othersThreads() == before ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }

    @Test func `a run in which nobody can go isn't over while there is such a thread`() async {
      await #expect(processExitsWith: .success) {
        Thread.detachNewThread { DispatchSemaphore(value: 0).wait() }
        var state = RunState(run: 1, plan: Plan())
        let caller = state.add() ?? 0
        state.start()
        let next = state.arrive(caller, at: .take, identity: 1, permits: 0, calls: [])
        exit(next == nil && !state.isOver && state.trace.isForeign ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }
  }
#endif
