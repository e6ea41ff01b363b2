import Foundation
import Synchronization
import Testing

@testable import Judge

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Each of these runs in a process of its own with a temporary directory of its own: the machine's
/// real lock may be held for minutes by whatever else of the kit is running.
struct MachineLockTests {
  @Test func `two share the lock`() async {
    await #expect(processExitsWith: .success) {
      try withOwnFolder {
        let first = try MachineLock(alone: false)
        let isShared = comesBack { _ = try? MachineLock(alone: false) }
        #expect(isShared)
        withExtendedLifetime(first) {}
      }
    }
  }

  @Test func `while one has the lock alone nobody can share it`() async {
    await #expect(processExitsWith: .success) {
      try withOwnFolder {
        let lock = try MachineLock(alone: true)
        #expect(try !canBeHad(LOCK_SH))
        withExtendedLifetime(lock) {}
      }
    }
  }

  @Test func `while one has the lock alone nobody else has it alone`() async {
    await #expect(processExitsWith: .success) {
      try withOwnFolder {
        let lock = try MachineLock(alone: true)
        #expect(try !canBeHad(LOCK_EX))
        withExtendedLifetime(lock) {}
      }
    }
  }

  @Test func `while one shares the lock nobody has it alone`() async {
    await #expect(processExitsWith: .success) {
      try withOwnFolder {
        let lock = try MachineLock(alone: false)
        #expect(try !canBeHad(LOCK_EX))
        withExtendedLifetime(lock) {}
      }
    }
  }

  @Test func `who waits to share the lock gets it once it is given back`() async {
    await #expect(processExitsWith: .success) {
      try withOwnFolder { try expectHandover(toAlone: false) }
    }
  }

  @Test func `who waits to be alone gets the lock once it is given back`() async {
    await #expect(processExitsWith: .success) {
      try withOwnFolder { try expectHandover(toAlone: true) }
    }
  }

  @Test func `who has waited for long to be alone goes before those who come later`() async {
    await #expect(processExitsWith: .success) {
      try withOwnFolder {
        let steps = Mutex<[String]>([])
        let ended = DispatchSemaphore(value: 0)
        let take: @Sendable (Bool) -> Void = { alone in
          let lock = try? MachineLock(alone: alone, politeness: .zero)
          steps.withLock { $0.append(lock == nil ? "failed" : alone ? "alone" : "shared") }
          withExtendedLifetime(lock) {}
          ended.signal()
        }
        var first: MachineLock? = try MachineLock(alone: false)
        Thread.detachNewThread { take(true) }
        while try canBeHad(LOCK_EX, gatePath) { usleep(1000) }
        Thread.detachNewThread { take(false) }
        withExtendedLifetime(first) {}
        first = nil
        #expect(ended.wait(timeout: .now() + 30) == .success)
        #expect(ended.wait(timeout: .now() + 30) == .success)
        #expect(steps.withLock { $0 } == ["alone", "shared"])
      }
    }
  }

  @Test func `a program that is started meanwhile doesn't keep the lock`() async {
    await #expect(processExitsWith: .success) {
      try withOwnFolder {
        let lock = try MachineLock(alone: true)
        let flags = try descriptors().map { fcntl($0, F_GETFD) }
        #expect(flags.count == 1)
        #expect(flags.allSatisfy { $0 & FD_CLOEXEC != 0 })
        withExtendedLifetime(lock) {}
      }
    }
  }

  @Test func `a folder that doesn't exist is told`() async {
    await #expect(processExitsWith: .success) {
      setenv("TMPDIR", "/nowhere/at/all", 1)
      let error = try #require(throws: LaunchError.self) { try MachineLock(alone: false) }
      #expect("\(error)".contains("/nowhere/at/all"))
    }
  }
}

@Suite struct LockFileTests {
  @Test func `a lock is given back though a child still has a copy of it`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var lock: LockFile? = try LockFile(path: path)
    #expect(try lock?.tryLockAlone() == true)
    // As between a fork and the program that follows it.
    let copy = try dup(#require(lock).descriptor)
    defer { close(copy) }
    #expect(try !LockFile(path: path).tryLockAlone())
    lock = nil
    #expect(try LockFile(path: path).tryLockAlone())
  }
}

/// Runs `body` with a temporary directory of this process's own.
private func withOwnFolder(_ body: () throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  setenv("TMPDIR", folder.path, 1)
  try body()
}

/// Expects that a thread which waits for the lock has it after, and only after, it was given back.
private func expectHandover(toAlone alone: Bool) throws {
  let steps = Mutex<[String]>([])
  let waits = DispatchSemaphore(value: 0)
  let ended = DispatchSemaphore(value: 0)
  var lock: MachineLock? = try MachineLock(alone: true)
  Thread.detachNewThread {
    waits.signal()
    let next = try? MachineLock(alone: alone)
    steps.withLock { $0.append(next == nil ? "failed" : "had") }
    withExtendedLifetime(next) {}
    ended.signal()
  }
  waits.wait()
  steps.withLock { $0.append("given back") }
  withExtendedLifetime(lock) {}
  lock = nil
  #expect(ended.wait(timeout: .now() + 30) == .success)
  #expect(steps.withLock { $0 } == ["given back", "had"])
}

/// The file that the lock is on.
private var path: String {
  NSTemporaryDirectory() + "/parallelism-and-concurrency-\(getuid()).lock"
}

/// The file that is the gate to the lock.
private var gatePath: String {
  NSTemporaryDirectory() + "/parallelism-and-concurrency-\(getuid())-gate.lock"
}

/// Whether the lock could be had now in this way; it isn't kept.
private func canBeHad(_ way: Int32, _ path: String = path) throws -> Bool {
  let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  try #require(descriptor >= 0)
  defer { close(descriptor) }
  return flock(descriptor, way | LOCK_NB) == 0
}

/// This process's open descriptors of the lock's file.
private func descriptors() throws -> [Int32] {
  var file = stat()
  try #require(stat(path, &file) == 0)
  return (0..<1024).filter { descriptor in
    var other = stat()
    return fstat(descriptor, &other) == 0 && other.st_ino == file.st_ino
      && other.st_dev == file.st_dev
  }
}

/// Runs `body` on a thread of its own and returns whether it came back within half a minute.
private func comesBack(_ body: @escaping @Sendable () -> Void) -> Bool {
  let ended = DispatchSemaphore(value: 0)
  Thread.detachNewThread {
    body()
    ended.signal()
  }
  return ended.wait(timeout: .now() + 30) == .success
}
