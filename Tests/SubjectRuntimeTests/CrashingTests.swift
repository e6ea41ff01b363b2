import Foundation
import Testing
import Wire

@testable import SubjectRuntime

@Suite struct CrashingTests {
  @Test func `a crash keeps its signal and tells its calls`() async throws {
    let result = await #expect(
      processExitsWith: .signal(SIGSEGV), observing: [\.standardErrorContent]
    ) {
      tellCrashes()
      UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    }
    let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(!CrashNote.split(output).calls.isEmpty)
  }

  @Test func `a failed check of the language keeps its words`() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      tellCrashes()
      let numbers = Array(repeating: 0, count: Int.random(in: 1...3))
      _ = numbers[numbers.count + 4]
    }
    let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    let (rest, calls) = CrashNote.split(output)
    #expect(rest.contains("Index out of range"))
    #expect(!calls.isEmpty)
  }

  @Test func `threads that crash at the same time tell one of them`() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      tellCrashes()
      for _ in 0..<8 {
        Thread.detachNewThread { UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1 }
      }
      sleep(60)
    }
    let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(output.ranges(of: "\(CrashNote.sign)").count == 1)
  }
}
