import Dispatch
import Foundation
import Synchronization

/// Single situations, each of which adds 1 to the counter if all is as it should be.
let situations: [String: @Sendable () -> Void] = [
  "later": {
    let done = DispatchSemaphore(value: 0)
    DispatchQueue.global().asyncAfter(deadline: .now() + 3600) { done.signal() }
    done.wait()
    add()
  },
  "source": {
    let done = DispatchSemaphore(value: 0)
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 0.02)
    timer.setEventHandler { done.signal() }
    timer.resume()
    done.wait()
    timer.cancel()
    add()
  },
  "pipe": {
    let pipe = Pipe()
    Thread {
      Thread.sleep(forTimeInterval: 3600)
      pipe.fileHandleForWriting.write(Data([1]))
    }.start()
    if pipe.fileHandleForReading.availableData.count == 1 { add() }
  },
  "readsForEver": {
    let pipe = Pipe()
    withExtendedLifetime(pipe) { _ = pipe.fileHandleForReading.availableData }
  },
  "forksAndWaits": {
    let fork = unsafeBitCast(dlsym(nil, "fork"), to: (@convention(c) () -> Int32).self)
    guard fork() != 0 else {
      sleep(4)
      _exit(0)
    }
    DispatchSemaphore(value: 0).wait()
  },
  "alarm": {
    alarm(100)
    DispatchSemaphore(value: 0).wait()
  },
  "listens": {
    let (pipe, done) = (Pipe(), DispatchSemaphore(value: 0))
    let source = DispatchSource.makeReadSource(
      fileDescriptor: pipe.fileHandleForReading.fileDescriptor)
    source.setEventHandler { done.signal() }
    source.resume()
    withExtendedLifetime(pipe) { done.wait() }
  },
  "sleepsLong": { sleep(100) },
  "tasksWait": {
    let (done, stored) = (DispatchSemaphore(value: 0), Stored())
    for _ in 0..<4 {
      Task {
        await Task.yield()
        look(
          await withCheckedContinuation { next in
            stored.state.withLock { $0.append(next) }
            done.signal()
          })
      }
    }
    // Nobody gives the fifth.
    for _ in 0..<5 { done.wait() }
    withExtendedLifetime(stored) {}
  },
  "taskSleeps": {
    let done = DispatchSemaphore(value: 0)
    Task {
      try? await Task.sleep(for: .seconds(100))
      done.signal()
    }
    done.wait()
  },
  "laterIsOver": {
    let done = DispatchSemaphore(value: 0)
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.01) { done.signal() }
    for _ in 0..<2 { done.wait() }
  },
  "muchLater": {
    let done = DispatchSemaphore(value: 0)
    DispatchQueue.global().asyncAfter(deadline: .now() + 100) { done.signal() }
    done.wait()
  },
  "timerIsCancelled": {
    let done = DispatchSemaphore(value: 0)
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 0.01)
    timer.setEventHandler { done.signal() }
    timer.resume()
    done.wait()
    timer.cancel()
    done.wait()
  },
  "timer": {
    let done = DispatchSemaphore(value: 0)
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 100)
    timer.setEventHandler { done.signal() }
    timer.resume()
    withExtendedLifetime(timer) { done.wait() }
  },
  "queueHasEnded": {
    DispatchQueue(label: "one").async {}
    DispatchSemaphore(value: 0).wait()
  },
  "nothing": {},
  "readsAndWritesAGlobalAtomic": {
    shared.store(0, ordering: .relaxed)
    together { _ in
      let value = shared.load(ordering: .acquiring)
      shared.store(value + 1, ordering: .releasing)
    }
    if shared.load(ordering: .relaxed) == 3 { add() }
  },
  "readsAndWritesAPair": {
    let pair = Pair()
    together { _ in
      let value = pair.words.load(ordering: .acquiring)
      pair.words.store(
        WordPair(first: value.first + 1, second: value.second + 2), ordering: .releasing)
    }
    if pair.words.load(ordering: .relaxed) == WordPair(first: 3, second: 6) { add() }
  },
  "exchangesAPair": {
    let pair = Pair()
    together { _ in
      while true {
        let value = pair.words.load(ordering: .acquiring)
        let next = WordPair(first: value.first + 1, second: value.second + 2)
        let (isDone, _) = pair.words.compareExchange(
          expected: value, desired: next, ordering: .acquiringAndReleasing)
        if isDone { return }
      }
    }
    let old = pair.words.exchange(WordPair(first: 0, second: 0), ordering: .relaxed)
    if old == WordPair(first: 3, second: 6) { add() }
  },
  "lockTwice": {
    let lock = NSLock()
    lock.lock()
    lock.lock()
  },
  "opposite": {
    let (one, other) = (NSLock(), NSLock())
    let threads = [
      pthread { one.withLock { other.withLock {} } },
      pthread { other.withLock { one.withLock {} } },
    ]
    for thread in threads { pthread_join(thread, nil) }
    add()
  },
  "looksAndYields": {
    let lock = NSLock()
    let done = Counter(0)
    Thread { lock.withLock { done.value = 1 } }.start()
    while lock.withLock({ done.value }) == 0 { sched_yield() }
    add()
  },
  "looksAndSleeps": {
    let lock = NSLock()
    let done = Counter(0)
    Thread {
      Thread.sleep(forTimeInterval: 1)
      lock.withLock { done.value = 1 }
    }.start()
    let end = Date() + 100
    while lock.withLock({ done.value }) == 0, Date() < end { usleep(10_000) }
    if Date() < end { add() }
  },
  "spins": {
    let done = Counter(0)
    Thread { done.value = 1 }.start()
    while done.value == 0 {}
    add()
  },
  "cancelled": {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        sleep(3600)
        return nil
      }, nil)
    pthread_cancel(thread)
    var result: UnsafeMutableRawPointer?
    pthread_join(thread, &result)
    if Int(bitPattern: result) == -1 { add() }
  },
  "exits": {
    var thread = pthread_t()
    pthread_create(&thread, nil, { _ in pthread_exit(UnsafeMutableRawPointer(bitPattern: 7)) }, nil)
    var result: UnsafeMutableRawPointer?
    pthread_join(thread, &result)
    if Int(bitPattern: result) == 7 { add() }
  },
  "unlocksWhatIsOpen": {
    let lock = NSLock()
    lock.unlock()
    lock.withLock { add() }
  },
  "tooMany": {
    let threads = (0..<100).map { _ in pthread { sleep(1) } }
    for thread in threads { pthread_join(thread, nil) }
  },
  "leavesOne": {
    let condition = NSCondition()
    Thread { condition.withLock { condition.wait() } }.start()
    add()
  },
  "limits": {
    let condition = NSCondition()
    let woken = condition.withLock { condition.wait(until: Date() + 3000) }
    let permits = DispatchSemaphore(value: 0)
    let group = DispatchGroup()
    group.enter()
    let ends = [
      permits.wait(timeout: .now() + 3000), permits.wait(wallTimeout: .now() + 3000),
      group.wait(timeout: .now() + 3000),
    ]
    group.leave()
    if !woken, ends.allSatisfy({ $0 == .timedOut }) { add() }
  },
  "waitsForAQueue": {
    let (queue, never) = (DispatchQueue(label: "one"), DispatchSemaphore(value: 0))
    queue.async { never.wait() }
    queue.sync {}
  },
  "barrier": {
    let barrier = Barrier(3)
    let threads = (0..<2).map { _ in pthread { barrier.wait() } }
    barrier.wait()
    for thread in threads { pthread_join(thread, nil) }
    add()
  },
  "twoAdd": {
    let threads = (0..<2).map { _ in pthread { add() } }
    for thread in threads { pthread_join(thread, nil) }
  },
  "oneAddsForLong": {
    let threads = [pthread { for _ in 0..<150 { add() } }, pthread { add() }]
    for thread in threads { pthread_join(thread, nil) }
  },
  "sleepsUntilWoken": {
    let condition = NSCondition()
    let thread = pthread { condition.withLock { condition.signal() } }
    condition.withLock { condition.wait() }
    pthread_join(thread, nil)
  },
  "forks": {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/true")
    try? child.run()
    var status: Int32 = 1
    waitpid(child.processIdentifier, &status, 0)
    add()
  },
  "values": {
    // A thread that is used again has nothing of its own left from before.
    let isNew = Counter(0)
    let thread = pthread {
      isNew.value = Thread.current.threadDictionary["here"] == nil ? 1 : 0
      Thread.current.threadDictionary["here"] = true
    }
    pthread_join(thread, nil)
    if isNew.value == 1 { add() }
  },
]

private final class Barrier: @unchecked Sendable {
  private let barrier = UnsafeMutablePointer<pthread_barrier_t>.allocate(capacity: 1)
  init(_ count: UInt32) { pthread_barrier_init(barrier, nil, count) }
  func wait() { pthread_barrier_wait(barrier) }
}
