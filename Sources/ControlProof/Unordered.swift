import Dispatch
import Foundation

/// Accesses that nothing orders.
let unordered: [String: @Sendable () -> Void] = [
  "property": {
    let cell = Cell()
    together { _ in cell.value += 1 }
  },
  "captured": {
    nonisolated(unsafe) var sum = 0
    together { _ in sum += 1 }
  },
  "array": {
    let cell = Cell()
    together { cell.list.append($0) }
  },
  "capturedArray": {
    nonisolated(unsafe) var list: [Int] = []
    together { list.append($0) }
  },
  "element": {
    let cell = Cell()
    cell.list = [0, 0, 0]
    together { cell.list[$0] = 1 }
  },
  "dictionary": {
    let cell = Cell()
    together { cell.words["\($0)"] = 1 }
  },
  "lazy": {
    let cell = Cell()
    together { _ in _ = cell.late }
  },
  "doubleChecked": {
    let (cell, lock) = (Cell(), NSLock())
    together { _ in
      guard cell.made == nil else { return }
      lock.withLock { if cell.made == nil { cell.made = Cell() } }
    }
  },
  "readerWithoutLock": {
    let (cell, lock) = (Cell(), NSLock())
    together { number in
      if number == 0 { lock.withLock { cell.value += 1 } } else { look(cell.value) }
    }
  },
  "twoLocks": {
    let (cell, locks) = (Cell(), [NSLock(), NSLock()])
    together { number in locks[number % 2].withLock { cell.value += 1 } }
  },
  "writesUnderReadLock": {
    let cell = Cell()
    let lock = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)
    pthread_rwlock_init(lock, nil)
    nonisolated(unsafe) let shared = lock
    together { _ in
      pthread_rwlock_rdlock(shared)
      cell.value += 1
      pthread_rwlock_unlock(shared)
    }
  },
  "relaxed": {
    let (cell, flags) = (Cell(), Flags())
    together { number in
      if number == 0 {
        cell.value = 1
        flags.ready.store(true, ordering: .relaxed)
      } else if flags.ready.load(ordering: .relaxed) {
        look(cell.value)
      }
    }
  },
  "plainFlag": {
    let cell = Cell()
    let other = pthread { cell.value = 1 }
    while cell.value == 0 {}
    pthread_join(other, nil)
  },
  "notJoined": {
    let (cell, done) = (Cell(), DispatchSemaphore(value: 0))
    let other = pthread {
      done.signal()
      cell.value = 1
    }
    done.wait()
    cell.value = 2
    pthread_join(other, nil)
  },
  "onQueues": {
    let (cell, group) = (Cell(), DispatchGroup())
    for number in 0..<2 {
      DispatchQueue(label: "\(number)").async(group: group) {
        usleep(10)
        cell.value += 1
      }
    }
    group.wait()
  },
  "concurrentSync": {
    let cell = Cell()
    let queue = DispatchQueue(label: "all", attributes: .concurrent)
    together { _ in queue.sync { cell.value += 1 } }
  },
  "sharedQueue": {
    let (cell, group) = (Cell(), DispatchGroup())
    for _ in 0..<2 {
      DispatchQueue.global().async(group: group) {
        usleep(10)
        cell.value += 1
      }
    }
    group.wait()
  },
  "perform": {
    let cell = Cell()
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      cell.value += 1
      usleep(10)
    }
  },
  "pointer": {
    let place = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    place.initialize(to: 0)
    nonisolated(unsafe) let shared = place
    together { _ in shared.pointee += 1 }
    place.deallocate()
  },
]
