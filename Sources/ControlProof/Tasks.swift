#if os(Linux)
  import Control
  import Foundation
  import Synchronization

  /// Has all tasks go on the thread that calls `play`, which picks the next job at random.
  ///
  /// What it does itself is the kit's.
  final class Jobs: TaskExecutor, @unchecked Sendable {
    private var jobs: [UnownedJob] = []
    private var state: UInt64 = 0

    func enqueue(_ job: consuming ExecutorJob) {
      let kit = controlEnterKit()
      jobs.append(UnownedJob(job))
      controlLeaveKit(kit)
    }

    private func next() -> UnownedJob? {
      let kit = controlEnterKit()
      defer { controlLeaveKit(kit) }
      guard !jobs.isEmpty else { return nil }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return jobs.remove(at: Int((state >> 33) % UInt64(jobs.count)))
    }

    fileprivate func begin(_ seed: UInt64) {
      (jobs, state) = ([], seed)
      controlBeginTasks()
    }

    @discardableResult
    fileprivate func make(_ call: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
      controlBeginAction()
      return Task(executorPreference: self) {
        await call()
        controlNoteComeback()
      }
    }

    fileprivate func work() {
      while let job = next() {
        controlBeginJob()
        job.runSynchronously(on: asUnownedTaskExecutor())
      }
    }

    /// Runs a body as a task, and cancels it once it only waits if `isCancelled`.
    func play(
      seed: UInt64, isCancelled: Bool, _ body: @escaping @Sendable () async -> Void
    ) -> Bool {
      begin(seed)
      controlBeginPhase()
      let task = make(body)
      work()
      if isCancelled {
        controlBeginAction()
        task.cancel()
        work()
      }
      return controlEndTasks().pointee.isFound
    }
  }

  /// Runs a body of tasks as often as asked, and prints in how many runs two accesses weren't ordered.
  func lookAtTasks(
    _ runs: Int, isCancelled: Bool, _ body: @escaping @Sendable () async -> Void
  ) {
    let jobs = Jobs()
    // The thread isn't the kit's.
    controlLeaveKit(0)
    let thread = pthread {
      let racing = (0..<runs).filter {
        jobs.play(seed: UInt64($0), isCancelled: isCancelled, body)
      }
      print("racing \(racing.count)")
    }
    _ = controlEnterKit()
    pthread_join(thread, nil)
  }

  extension Jobs {
    /// Has several calls made, one after the other, each once nothing moves any more.
    func playInARow(seed: UInt64, _ calls: [@Sendable () async -> Void]) -> Bool {
      begin(seed)
      for call in calls {
        controlBeginPhase()
        make(call)
        work()
      }
      return controlEndTasks().pointee.isFound
    }
  }

  /// Looks as `lookAtTasks` does at two calls, of which the second uses what the first has left.
  func lookAtCalls(_ runs: Int) {
    let jobs = Jobs()
    controlLeaveKit(0)
    let thread = pthread {
      let racing = (0..<runs).filter { run in
        let cell = Cell()
        return jobs.playInARow(
          seed: UInt64(run),
          [
            { cell.value += await child(1) },
            {
              await withTaskGroup { group in
                for _ in 0..<3 { group.addTask { look(await child(cell.value)) } }
              }
            },
            { cell.value += await child(2) },
          ])
      }
      print("racing \(racing.count)")
    }
    _ = controlEnterKit()
    pthread_join(thread, nil)
  }

  actor Tally {
    var value = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
    func add() { value += 1 }
    func addLater() async {
      let seen = value
      await Task.yield()
      value = seen + 1
    }
    func wait() async {
      await withCheckedContinuation { waiting.append($0) }
    }
    func wake() {
      for one in waiting { one.resume() }
      waiting = []
    }
  }

  final class Stored: Sendable {
    let state = Mutex([CheckedContinuation<Int, Never>]())
    let isOpen = Atomic(false)
  }

  /// Has a continuation resumed by two lines, and prints what is told.
  func resumeTwice(isChecked: Bool) {
    controlWhenResumedTwice { first, second in
      let areKnown = [first, second].allSatisfy { ($0?.pointee ?? 0) != 0 }
      print("twice, both known \(areKnown)")
      exit(0)
    }
    controlLeaveKit(0)
    Task {
      let stored = Stored()
      for round in 0..<2 {
        let value =
          isChecked
          ? await withCheckedContinuation { next in
            if round == 0 { return next.resume(returning: 1) }
            stored.state.withLock { $0.append(next) }
            next.resume(returning: 1)
          }
          : await withUnsafeContinuation { next in
            next.resume(returning: 1)
            if round == 1 { next.resume(returning: 2) }
          }
        look(value)
      }
      stored.state.withLock { $0.removeFirst() }.resume(returning: 2)
      print("never told")
      exit(1)
    }
    _ = controlEnterKit()
    sleep(10)
  }

  func child(_ number: Int) async -> Int {
    await Task.yield()
    return number
  }
#endif
