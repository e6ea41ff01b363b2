import Dispatch
import Foundation

/// Accesses that something orders, or that are of different memory.
let ordered: [String: @Sendable () -> Void] = [
  "placeForEach": {
    let places = UnsafeMutablePointer<Bool>.allocate(capacity: 3)
    places.initialize(repeating: false, count: 3)
    nonisolated(unsafe) let shared = places
    together { shared[$0] = true }
    if (0..<3).allSatisfy({ places[$0] }) { places.deallocate() }
  },
  "lock": {
    let (cell, lock) = (Cell(), NSLock())
    together { number in lock.withLock { cell.list.append(number) } }
    look(cell.list.count)
  },
  "mutex": {
    let list = Boxed()
    together { number in list.mutex.withLock { $0.append(number) } }
    _ = list.mutex.withLock { $0.count }
  },
  "readWriteLock": {
    let cell = Cell()
    let lock = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)
    pthread_rwlock_init(lock, nil)
    nonisolated(unsafe) let shared = lock
    together { number in
      if number == 0 { pthread_rwlock_wrlock(shared) } else { pthread_rwlock_rdlock(shared) }
      if number == 0 { cell.value += 1 } else { look(cell.value) }
      pthread_rwlock_unlock(shared)
    }
  },
  "spinLock": {
    let cell = Cell()
    let lock = UnsafeMutablePointer<pthread_spinlock_t>.allocate(capacity: 1)
    pthread_spin_init(lock, 0)
    nonisolated(unsafe) let shared = lock
    together { _ in
      pthread_spin_lock(shared)
      cell.value += 1
      pthread_spin_unlock(shared)
    }
  },
  "semaphore": {
    let (cell, given) = (Cell(), DispatchSemaphore(value: 0))
    let other = pthread {
      given.wait()
      cell.value += 1
    }
    cell.value = 1
    given.signal()
    pthread_join(other, nil)
  },
  "condition": {
    let (cell, condition) = (Cell(), NSCondition())
    Thread {
      condition.withLock {
        cell.value = 1
        condition.signal()
      }
    }.start()
    condition.withLock { while cell.value == 0 { condition.wait() } }
  },
  "releaseAndAcquire": {
    let (cell, flags) = (Cell(), Flags())
    together { number in
      if number == 0 {
        cell.value = 1
        flags.ready.store(true, ordering: .releasing)
      } else if flags.ready.load(ordering: .acquiring) {
        look(cell.value)
      }
    }
  },
  "waitsForAnAtomic": {
    let (cell, flags) = (Cell(), Flags())
    let other = pthread {
      cell.value = 1
      flags.ready.store(true, ordering: .releasing)
    }
    while !flags.ready.load(ordering: .acquiring) {}
    cell.value += 1
    pthread_join(other, nil)
  },
  "compareExchangeLoop": {
    let flags = Flags()
    together { _ in
      var old = flags.next.load(ordering: .relaxed)
      while true {
        let (isDone, seen) = flags.next.compareExchange(
          expected: old, desired: old + 1, ordering: .relaxed)
        if isDone { break }
        old = seen
      }
    }
    if flags.next.load(ordering: .relaxed) != 3 { fatalError() }
  },
  "tickets": {
    let (flags, cells) = (Flags(), (0..<3).map { _ in Cell() })
    together { _ in
      while true {
        let mine = flags.next.add(1, ordering: .relaxed).oldValue
        guard mine < 3 else { return }
        cells[mine].value += 1
      }
    }
    look(cells.map(\.value).reduce(0, +))
  },
  "copyOnWrite": {
    let (cell, lock) = (Cell(), NSLock())
    cell.list = [1, 2, 3]
    together { number in
      let mine = lock.withLock { cell.list }
      _ = mine.withUnsafeBufferPointer { $0[0] + $0[number] }
      lock.withLock { cell.list[number] = mine.count }
    }
  },
  "copiedOfOnesOwn": {
    nonisolated(unsafe) var copied = Copied()
    let lock = NSLock()
    together { number in
      let mine = lock.withLock { copied }
      look(mine.value)
      lock.withLock { copied.value = number }
    }
  },
  "once": {
    let cell = Cell()
    together { number in if table[number] < 0 { cell.value = 1 } }
  },
  // Nothing is done in the turn by which the caller waits.
  "emptyTurn": {
    let cells = (0..<3).map { _ in Cell() }
    let queues = cells.indices.map { DispatchQueue(label: "\($0)") }
    for (cell, queue) in zip(cells, queues) { queue.async { cell.value = 1 } }
    for queue in queues { queue.sync {} }
    for cell in cells { look(cell.value) }
  },
  // Each has a turn in which it does nothing, one after the other.
  "turnAfterTurn": {
    let (cell, flags, queue) = (Cell(), Flags(), DispatchQueue(label: "one"))
    let writer = pthread {
      cell.value = 1
      queue.sync {}
      flags.ready.store(true, ordering: .relaxed)
    }
    while !flags.ready.load(ordering: .relaxed) {}
    queue.sync {}
    look(cell.value)
    pthread_join(writer, nil)
  },
  "serialQueue": {
    let (cell, queue) = (Cell(), DispatchQueue(label: "one"))
    together { number in
      queue.async { cell.list.append(number) }
      queue.sync { cell.value += 1 }
    }
    queue.sync { look(cell.list.count + cell.value) }
  },
  "barrier": {
    let cell = Cell()
    let queue = DispatchQueue(label: "all", attributes: .concurrent)
    together { number in
      if number == 0 {
        queue.sync(flags: .barrier) { cell.value += 1 }
      } else {
        queue.sync { look(cell.value) }
      }
    }
  },
  "asyncBarrier": {
    let (cell, group) = (Cell(), DispatchGroup())
    let queue = DispatchQueue(label: "all", attributes: .concurrent)
    for _ in 0..<3 { queue.async(group: group, flags: .barrier) { cell.value += 1 } }
    group.wait()
    look(cell.value)
  },
  "targets": {
    let (cell, group, one) = (Cell(), DispatchGroup(), DispatchQueue(label: "one"))
    for number in 0..<2 {
      DispatchQueue(label: "\(number)", target: one).async(group: group) { cell.value += 1 }
    }
    group.wait()
  },
  "group": {
    let (cells, group) = ((0..<2).map { _ in Cell() }, DispatchGroup())
    for cell in cells { DispatchQueue.global().async(group: group) { cell.value = 1 } }
    group.wait()
    look(cells.map(\.value).reduce(0, +))
  },
  "groupOfThreads": {
    let (cell, group) = (Cell(), DispatchGroup())
    group.enter()
    Thread {
      cell.value = 1
      group.leave()
    }.start()
    group.wait()
    look(cell.value)
  },
  "notice": {
    let (cells, group, done) = (
      (0..<2).map { _ in Cell() }, DispatchGroup(), DispatchSemaphore(value: 0)
    )
    for cell in cells { DispatchQueue.global().async(group: group) { cell.value = 1 } }
    group.notify(queue: .global()) {
      look(cells.map(\.value).reduce(0, +))
      done.signal()
    }
    done.wait()
  },
  "workItem": {
    let cell = Cell()
    let item = DispatchWorkItem { cell.value = 1 }
    DispatchQueue.global().async(execute: item)
    item.wait()
    cell.value += 1
  },
  "perform": {
    let cells = (0..<4).map { _ in Cell() }
    DispatchQueue.concurrentPerform(iterations: 4) { cells[$0].value = 1 }
    look(cells.map(\.value).reduce(0, +))
  },
  "operations": {
    let (cells, queue) = ((0..<3).map { _ in Cell() }, OperationQueue())
    for cell in cells { queue.addOperation { cell.value = 1 } }
    queue.waitUntilAllOperationsAreFinished()
    look(cells.map(\.value).reduce(0, +))
  },
  "operationsInARow": {
    let (cell, queue) = (Cell(), OperationQueue())
    queue.maxConcurrentOperationCount = 1
    for _ in 0..<3 { queue.addOperation { cell.value += 1 } }
    queue.waitUntilAllOperationsAreFinished()
    look(cell.value)
  },
  "later": {
    let (cell, done) = (Cell(), DispatchSemaphore(value: 0))
    cell.value = 1
    DispatchQueue.global().asyncAfter(deadline: .now() + 1) {
      cell.value += 1
      done.signal()
    }
    done.wait()
    look(cell.value)
  },
  "ends": {
    // Whoever comes last ends the object, and reads it then.
    let lock = NSLock()
    for _ in 0..<2 {
      let cell = Cell()
      cell.made = Cell()
      let other = pthread { lock.withLock { cell.made = Cell() } }
      pthread_detach(other)
    }
  },
  "memoryUsedAgain": {
    let threads = (0..<3).map { _ in
      pthread { for _ in 0..<3 { Cell().value += 1 } }
    }
    for thread in threads { pthread_join(thread, nil) }
  },
  "rawMemoryUsedAgain": {
    together { number in
      for _ in 0..<3 {
        let place = UnsafeMutablePointer<Int>.allocate(capacity: 2)
        place[0] = number
        place.deallocate()
      }
    }
  },
  "pipe": {
    let (cell, pipe) = (Cell(), Pipe())
    let other = pthread {
      cell.value = 1
      pipe.fileHandleForWriting.write(Data([1]))
    }
    _ = pipe.fileHandleForReading.availableData
    look(cell.value)
    pthread_join(other, nil)
  },
]
