import Foundation
import Testing
import Wire

@testable import SubjectRuntime

@Suite struct ShufflingTests {
  @Test func `tasks that are nobody's children take their turns by lot as well`() async {
    // In a process of its own, where nobody else's tasks are taken meanwhile.
    await #expect(processExitsWith: .success) {
      Thread.detachNewThread {
        let shuffling = Shuffling()
        let traces = (0..<40).map { seed in
          shuffling.play(Script([[.call(0)], [.open]]), seed: UInt64(seed % 20)) { _ in
            let tasks = ["a", "b"].map { item in
              Task { try? await shuffling.perform(item, isStubborn: false) {} }
            }
            for task in tasks { await task.value }
            return .returned(.null)
          }
        }
        let isAgainTheSame = traces.prefix(20) == traces.suffix(20)
        let firsts = Set(
          traces.compactMap { $0.events.first { $0 == .began("a") || $0 == .began("b") } })
        let hasEscaped = traces.contains { $0.hasEscaped }
        exit(isAgainTheSame && firsts.count == 2 && !hasEscaped ? EXIT_SUCCESS : EXIT_FAILURE)
      }
      DispatchSemaphore(value: 0).wait()
    }
  }

  @Test func `of a run by itself it is told in which calls work began and calls wait`() async {
    await #expect(processExitsWith: .success) {
      Thread.detachNewThread {
        let shuffling = Shuffling()
        let traces = [true, false].map { tellsPlaces in
          shuffling.play(Script([[.call(0)], [.call(1)]]), seed: 1, tellsPlaces: tellsPlaces) {
            call in
            if call == 0 {
              await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            } else {
              try? await shuffling.perform("a", isStubborn: false) {}
            }
            return .returned(.null)
          }
        }
        let told = traces[0].places
        let began = traces[0].events.firstIndex(of: .began("a"))
        let isTold =
          told.began.keys.first == began && told.began.values.allSatisfy { !$0.isEmpty }
          && Set(told.waiting.keys) == [0, 1] && told.waiting.values.allSatisfy { !$0.isEmpty }
        let isAsked = traces[1].places.began.isEmpty && traces[1].places.waiting.isEmpty
        exit(isTold && isAsked ? EXIT_SUCCESS : EXIT_FAILURE)
      }
      DispatchSemaphore(value: 0).wait()
    }
  }

  @Test func `tasks that yield without an end are known to, and those with one come to it`() async {
    await #expect(processExitsWith: .success) {
      Thread.detachNewThread {
        let script = Script([[.call(0)], [.call(1)]])
        let times = [1, 5000].map { times in
          Shuffling().play(script, seed: 1) { call in
            for _ in 0..<times { await Task.yield() }
            return .returned(.int(call))
          }
        }
        let endless = Shuffling().play(script, seed: 1) { _ in
          while true { await Task.yield() }
        }
        let hasEnded = times.allSatisfy { $0.events.last == .cameBack(1, .returned(.int(1))) }
        guard hasEnded, case .spun(let used, let elapsed)? = endless.events.last, used > 500,
          elapsed > 500,
          !endless.events.contains(.called(1))
        else { exit(EXIT_FAILURE) }
        exit(EXIT_SUCCESS)
      }
      DispatchSemaphore(value: 0).wait()
    }
  }
}
