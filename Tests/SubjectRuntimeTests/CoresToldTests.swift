import Foundation
import Control
import Testing

@testable import SubjectRuntime

@Suite(.enabled(if: !isSanitized)) struct CoresToldTests {
  @Test(arguments: [(1, 2), (2, 2), (3, 3), (4, 4), (5, 4), (64, 4)])
  func `code is told of two to four cores`(cores: Int32, told: Int32) {
    #expect(coresTold(cores) == told)
  }

  #if os(Linux)
    @Test func `every source tells of the same number`() {
      let told = cores("pthread_getaffinity_np").count
      #expect((2...4).contains(told))
      #expect(cores("sched_getaffinity").count == told)
      #expect(sysconf(Int32(_SC_NPROCESSORS_ONLN)) == told)
      #expect(sysconf(Int32(_SC_NPROCESSORS_CONF)) == told)
      #expect(ProcessInfo.processInfo.activeProcessorCount == told)
    }

    @Test func `a program that is bound to one core is told of as many as before`() async {
      // In a process of its own, as binding it must not slow down other tests.
      await #expect(processExitsWith: .success) {
        let all = cores("sched_getaffinity")
        var one = [UInt8](repeating: 0, count: 128)
        one[all[0] / 8] = 1 << (all[0] % 8)
        _ = symbol("sched_setaffinity", as: Affinity.self)?(0, one.count, &one)
        let isRight = ["pthread_getaffinity_np", "sched_getaffinity"].map(cores).allSatisfy {
          $0.count == all.count && $0.contains(all[0])
        }
        exit(isRight ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }

    @Test(arguments: ["pthread_getaffinity_np", "sched_getaffinity", "sysconf"])
    func `the libraries' calls come to the program's own functions`(name: String) throws {
      let first = try #require(dlsym(nil, name))
      #expect(start(ofWhatHas: first) == programStart)
    }
  #endif
}

#if os(Linux)
  /// What Swift's view of Glibc leaves out.
  private typealias Affinity =
    @convention(c) (Int, Int, UnsafeMutableRawPointer) -> Int32

  /// The numbers of the cores that the calling thread may use, as this function tells them.
  private func cores(_ name: String) -> [Int] {
    var cores = [UInt8](repeating: 0, count: 128)
    // The one takes a process, of which 0 is this one; the other a thread, which it doesn't look at.
    _ = symbol(name, as: Affinity.self)?(0, cores.count, &cores)
    return (0..<8 * cores.count).filter { cores[$0 / 8] & 1 << ($0 % 8) != 0 }
  }
#endif
