import Testing

@testable import Interleaving

struct ModelTests {
  /// A model whose threads stand at these steps.
  private func model(_ steps: Step...) -> Model {
    var model = Model()
    for step in steps {
      let thread = model.add()
      model.arrive(thread, at: step)
    }
    return model
  }

  @Test func `a lock is one thread's until it gives it back`() {
    var model = model(Step(.lock, 1), Step(.lock, 1))
    #expect(model.enabled.threads == [0, 1])
    #expect(model.go(0) == (Step(.lock, 1), true))
    #expect(model.enabled.threads == [])
    model.arrive(0, at: Step(.unlock, 1))
    #expect(model.enabled.threads == [0])
    _ = model.go(0)
    #expect(model.enabled.threads == [1])
  }

  @Test func `a thread that locks twice waits for itself`() {
    var model = model(Step(.lock, 1))
    _ = model.go(0)
    model.arrive(0, at: Step(.lock, 1))
    #expect(model.enabled.isEmpty)
  }

  @Test func `a semaphore lets in as many as it has permits`() {
    var model = model(Step(.take, 1), Step(.take, 1))
    model.declare(semaphore: 1, permits: 1)
    // Only the first word counts.
    model.declare(semaphore: 1, permits: 5)
    _ = model.go(1)
    #expect(model.enabled.isEmpty)
    model.arrive(1, at: Step(.give, 1))
    _ = model.go(1)
    #expect(model.enabled.threads == [0])
  }

  @Test func `whoever sleeps on a condition gives its lock back and takes it again`() {
    var model = model(Step(.lock, 1), Step(.lock, 1))
    _ = model.go(0)
    model.arrive(0, at: Step(.sleep, 1))
    #expect(model.go(0) == (Step(.sleep, 1), false))
    #expect(model.asleep.threads == [0])
    _ = model.go(1)
    model.arrive(1, at: Step(.signal, 1))
    _ = model.go(1)
    #expect(model.step(of: 0) == Step(.reacquire, 1))
    #expect(!model.canGo(0))
    model.arrive(1, at: Step(.unlock, 1))
    _ = model.go(1)
    #expect(model.go(0) == (Step(.reacquire, 1), true))
  }

  @Test(arguments: [(Step.Kind.signal, 1), (.broadcast, 2)])
  func `a signal wakes the first sleeper and a broadcast all`(kind: Step.Kind, woken: Int) {
    var model = model(Step(.sleep, 1), Step(.sleep, 1), Step(kind, 1))
    _ = model.go(0)
    _ = model.go(1)
    _ = model.go(2)
    #expect(model.asleep.count == 2 - woken)
    #expect(model.step(of: 0) == Step(.reacquire, 1))
  }

  @Test func `a signal that nobody waits for is lost`() {
    var model = model(Step(.signal, 1), Step(.sleep, 1))
    _ = model.go(0)
    _ = model.go(1)
    #expect(model.asleep.threads == [1])
  }

  @Test func `a sleeper may wake up unasked`() {
    var model = model(Step(.sleep, 1))
    _ = model.go(0)
    #expect(model.go(0) == (Step(.spuriousWakeup, 1), false))
    #expect(model.go(0) == (Step(.reacquire, 1), true))
  }

  @Test func `a join waits for the other's end`() {
    var model = model(Step(.join, 1), Step(.read, 1))
    #expect(model.enabled.threads == [1])
    _ = model.go(1)
    model.end(1)
    #expect(model.enabled.threads == [0])
    #expect(model.alive == 1)
  }

  @Test func `a trace is told who waits and who holds what`() {
    var model = model(Step(.lock, 1), Step(.lock, 1), Step(.lock, 2))
    _ = model.go(0)
    model.end(0)
    _ = model.go(2)
    var trace = Trace()
    model.close(&trace)
    #expect(
      trace.waiters == [
        Trace.Waiter(thread: 1, step: Step(.lock, 1)), Trace.Waiter(thread: 2, step: nil),
      ])
    #expect(
      trace.holdings == [
        Trace.Holding(lock: 1, thread: 0, hasEnded: true),
        Trace.Holding(lock: 2, thread: 2, hasEnded: false),
      ])
  }
}
