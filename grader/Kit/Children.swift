import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The programs that the grader has under way, so that none outlives it.
enum Children {
  private static let running = Mutex<Set<pid_t>>([])

  static func start(_ process: Process) throws {
    // Under the lock: a grader that is told to end must not miss one that is just starting.
    try running.withLock {
      try process.run()
      $0.insert(process.processIdentifier)
    }
  }

  /// Notes that a program has ended; returns unless the grader has been told to end.
  ///
  /// Then it has ended the program, and what that came to says nothing about anybody's code: no report
  /// and no journal may have it.
  static func ended(_ process: Process) {
    let pid = process.processIdentifier
    running.withLock { _ = $0.remove(pid) }
  }

  static func kill(_ process: Process) { end(process.processIdentifier) }

  /// Ends every program and then the grader, when someone ends the grader from the keyboard.
  static func endWithGrader() {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: signals)
      source.setEventHandler {
        // The handler holds its source, which would end with this function otherwise.
        withExtendedLifetime(source) { endAll(status: 128 + number) }
      }
      source.resume()
    }
  }

  /// Ends the programs that are under way now, and not the grader.
  static func endRunning() {
    running.withLock { for child in $0 { end(child) } }
  }

  private static func endAll(status: Int32) {
    // The lock is kept to the last: nobody starts a program any more, or goes on with one that has ended.
    running.withLock { children -> Void in
      for child in children { end(child) }
      Terminal.restore()
      _exit(status)
    }
  }

  private static let signals = DispatchQueue(label: "signals")

  private static func end(_ child: pid_t) {
    // Foundation gives each child a process group of its own on Linux.
    send(-child)
    send(child)
  }

  private static func send(_ target: pid_t) {
    #if canImport(Darwin)
      _ = Darwin.kill(target, SIGKILL)
    #else
      _ = Glibc.kill(target, SIGKILL)
    #endif
  }
}
