#if os(Linux)
  import Foundation

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
#endif
