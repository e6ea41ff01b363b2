#if os(Linux)
  import Synchronization

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
