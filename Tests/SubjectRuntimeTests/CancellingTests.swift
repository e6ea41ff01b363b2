import Testing

@testable import SubjectRuntime

@Suite struct CancellingTests {
  @Test func `work that learns of a cancel ends when everybody has been told`() async {
    let (hold, another) = (TaskHold(), TaskHold())
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (seen, see) = AsyncStream.makeStream(of: Bool.self)
    let task = Task {
      await withTaskCancellationHandler {
        begin.yield()
        try? await another.wait(isStubborn: false) {}
      } onCancel: {
        Cancelling.letGo(hold)
        see.yield(hold.isOpen)
      }
    }
    for await _ in begun { break }
    Cancelling.cancel(task)
    for await isOpen in seen {
      #expect(!isOpen)
      break
    }
    #expect(hold.isOpen)
    await task.value
    // Outside of a cancel nobody has to wait.
    let alone = TaskHold()
    Cancelling.letGo(alone)
    #expect(alone.isOpen)
  }
}
