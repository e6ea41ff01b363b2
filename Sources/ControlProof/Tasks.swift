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

  /// Accesses of tasks that something orders.
  let orderedTasks: [String: @Sendable () async -> Void] = [
    "childrenReturn": {
      var sum = 0
      await withTaskGroup(of: Int.self) { group in
        for number in 0..<4 { group.addTask { await child(number) } }
        for await value in group { sum += value }
      }
      look(sum)
    },
    "placeForEach": {
      nonisolated(unsafe) let places = UnsafeMutablePointer<Int>.allocate(capacity: 4)
      places.initialize(repeating: 0, count: 4)
      await withTaskGroup { group in
        for number in 0..<4 { group.addTask { places[number] = await child(number) } }
      }
      look((0..<4).reduce(0) { $0 + places[$1] })
      places.deallocate()
    },
    "placesDiscarding": {
      nonisolated(unsafe) let places = UnsafeMutablePointer<Int>.allocate(capacity: 4)
      places.initialize(repeating: 0, count: 4)
      await withDiscardingTaskGroup { group in
        for number in 0..<4 { group.addTask { places[number] = await child(number) } }
      }
      look((0..<4).reduce(0) { $0 + places[$1] })
      places.deallocate()
    },
    "mutex": {
      let list = Boxed()
      await withTaskGroup { group in
        for number in 0..<4 {
          group.addTask {
            let value = await child(number)
            list.mutex.withLock { $0.append(value) }
          }
        }
      }
      look(list.mutex.withLock { $0.count })
    },
    "lock": {
      let (cell, lock) = (Cell(), NSLock())
      await withTaskGroup { group in
        for number in 0..<4 {
          group.addTask {
            let value = await child(number)
            lock.withLock { cell.list.append(value) }
          }
        }
      }
      look(cell.list.count)
    },
    "serialQueue": {
      let (cell, queue) = (Cell(), DispatchQueue(label: "cell"))
      await withTaskGroup { group in
        for number in 0..<4 {
          group.addTask {
            let value = await child(number)
            queue.sync { cell.list.append(value) }
          }
        }
      }
      look(cell.list.count)
    },
    "actor": {
      let tally = Tally()
      await withTaskGroup { group in
        for number in 0..<4 {
          group.addTask {
            _ = await child(number)
            await tally.add()
            await tally.addLater()
          }
        }
      }
      look(await tally.value)
    },
    "asyncLet": {
      let cell = Cell()
      async let one = child(1)
      async let two = child(2)
      cell.value = await one
      cell.value += await two
      async let three: Void = { cell.value += await child(3) }()
      await three
      look(cell.value)
    },
    "handles": {
      let cell = Cell()
      let jobs = withUnsafeCurrentTask { _ in 0 }
      look(jobs)
      await withTaskGroup { group in
        group.addTask { cell.value += await child(1) }
        await group.next()
        group.addTask { cell.value += await child(1) }
        await group.next()
      }
      look(cell.value)
    },
    "continuation": {
      let (cell, stored) = (Cell(), Stored())
      await withTaskGroup { group in
        group.addTask {
          cell.value = await withCheckedContinuation { next in
            stored.state.withLock { $0.append(next) }
          }
          cell.list.append(1)
        }
        group.addTask {
          while true {
            let next = stored.state.withLock { $0.popLast() }
            if let next {
              cell.list.append(2)
              next.resume(returning: 1)
              return
            }
            await Task.yield()
          }
        }
      }
      look(cell.value)
    },
    "stream": {
      let cell = Cell()
      let (stream, handed) = AsyncStream<Int>.makeStream()
      await withTaskGroup { group in
        group.addTask {
          for number in 0..<4 {
            let value = await child(number)
            cell.list.append(value)
            handed.yield(value)
          }
          handed.finish()
        }
        group.addTask {
          var sum = 0
          for await value in stream { sum += value }
          look(sum + cell.list.count)
        }
      }
    },
    "handedThroughAStream": {
      let (stream, handed) = AsyncStream<Copied>.makeStream()
      await withTaskGroup { group in
        for number in 0..<3 {
          group.addTask {
            var copied = Copied()
            copied.value = await child(number)
            handed.yield(copied)
          }
        }
        group.addTask {
          var count = 0
          for await value in stream {
            var mine = value
            mine.value += 1
            look(mine.value)
            count += 1
            if count == 3 { return }
          }
        }
      }
    },
    "cancelled": {
      let (stored, cell) = (Stored(), Cell())
      cell.value = 1
      let value = await withTaskCancellationHandler {
        await withCheckedContinuation { next in stored.state.withLock { $0.append(next) } }
      } onCancel: {
        let next = stored.state.withLock { $0.popLast() }
        cell.list.append(cell.value)
        next?.resume(returning: 3)
      }
      cell.list.append(value)
      look(cell.list.count)
    },
    "flag": {
      let (cell, flags) = (Cell(), Flags())
      await withTaskGroup { group in
        group.addTask {
          cell.value = await child(1)
          flags.ready.store(true, ordering: .releasing)
        }
        group.addTask {
          while !flags.ready.load(ordering: .acquiring) { await Task.yield() }
          cell.value += 1
        }
      }
      look(cell.value)
    },
    "once": {
      await withTaskGroup { group in
        for number in 0..<3 { group.addTask { look(table[await child(number)]) } }
      }
    },
    "actorHandsOver": {
      let (tally, cell) = (Tally(), Cell())
      await withTaskGroup { group in
        group.addTask {
          await tally.wait()
          cell.value += 1
        }
        group.addTask {
          cell.value += await child(1)
          while await tally.waiting.isEmpty { await Task.yield() }
          await tally.wake()
        }
      }
      look(cell.value)
    },
    "errors": {
      struct Failed: Error { var places: [Int] }
      for number in 0..<3 {
        do {
          try await withThrowingTaskGroup(of: Int.self) { group in
            for place in 0..<4 {
              group.addTask {
                let value = await child(place)
                if place == number { throw Failed(places: [value]) }
                return value
              }
            }
            for try await value in group { look(value) }
          }
        } catch {
          look((error as? Failed)?.places.count ?? 0)
        }
      }
    },
  ]

  /// Accesses of tasks that nothing orders.
  let unorderedTasks: [String: @Sendable () async -> Void] = [
    "captured": {
      nonisolated(unsafe) var list: [Int] = []
      await withTaskGroup { group in
        for number in 0..<3 {
          group.addTask {
            let value = await child(number)
            list.append(value)
          }
        }
      }
      look(list.count)
    },
    "property": {
      let cell = Cell()
      await withTaskGroup { group in
        for number in 0..<3 { group.addTask { cell.value += await child(number) } }
      }
      look(cell.value)
    },
    "pointer": {
      nonisolated(unsafe) let place = UnsafeMutablePointer<Int>.allocate(capacity: 1)
      place.initialize(to: 0)
      await withTaskGroup { group in
        for number in 0..<3 {
          group.addTask {
            let value = await child(number)
            place.pointee += value
          }
        }
      }
      look(place.pointee)
      place.deallocate()
    },
    "besideAMutex": {
      let (cell, list) = (Cell(), Boxed())
      await withTaskGroup { group in
        for number in 0..<3 {
          group.addTask {
            let value = await child(number)
            list.mutex.withLock { $0.append(value) }
            cell.value += 1
          }
        }
      }
      look(cell.value)
    },
    "besideAnActor": {
      let (cell, tally) = (Cell(), Tally())
      await withTaskGroup { group in
        for _ in 0..<3 {
          group.addTask {
            cell.value += 1
            await tally.add()
          }
        }
      }
      look(cell.value)
    },
    "relaxedFlag": {
      let (cell, flags) = (Cell(), Flags())
      await withTaskGroup { group in
        group.addTask {
          cell.value = await child(1)
          flags.ready.store(true, ordering: .relaxed)
        }
        group.addTask {
          while !flags.ready.load(ordering: .relaxed) { await Task.yield() }
          cell.value += 1
        }
      }
      look(cell.value)
    },
    "asyncLet": {
      let cell = Cell()
      async let one: Void = { cell.value += await child(3) }()
      cell.value += await child(1)
      await one
      look(cell.value)
    },
  ]
#endif
