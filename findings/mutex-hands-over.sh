#!/usr/bin/env bash
# Synchronization's Mutex (Swift 6.3.1) on Linux
#
# A guess: a `Mutex` behaves like `NSLock`. A thread that releases it and asks for it again at once
# mostly gets it back, as the thread that waits has to wake up first. That is why a loop around a
# lock is said to starve others.
# What happens: once a thread sleeps waiting for it, releasing hands the lock to that thread, every
# time. Two threads in a loop take turns, with a switch of threads for each, where `NSLock` lets one
# of them have many turns in a row.
# Whom it concerns: whoever has students compare locks, shows starvation, or counts on long runs of
# one thread: the same exercise teaches something else with each of the two locks.
# Reported: swiftlang/swift#88440, as a matter of speed; pull request #88523 replaces the lock.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
[[ $(uname -s) == Linux ]] || cannot "this is about Linux."
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

cat > turns.swift <<'SWIFT'
import Foundation
import Synchronization

/// The task ID of the thread that calls.
func ownID() -> String {
  let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
  return String(link?.split(separator: "/").last ?? "")
}

func isAsleep(_ id: String) -> Bool {
  let stat = try? String(contentsOfFile: "/proc/self/task/\(id)/stat", encoding: .utf8)
  return stat?.split(separator: ")").last?.hasPrefix(" S") ?? false
}

final class Round: @unchecked Sendable {
  var turns: [String] = []
  let waiter = Mutex("")

  /// Takes the lock, lets another thread wait for it, releases it, and takes it again.
  func secondTurn(_ locked: @escaping @Sendable (() -> Void) -> Void) -> String {
    let ended = DispatchSemaphore(value: 0)
    locked {
      turns.append("holder")
      Thread {
        self.waiter.withLock { $0 = ownID() }
        locked { self.turns.append("waiter") }
        ended.signal()
      }.start()
      while true {
        let id = waiter.withLock { $0 }
        if !id.isEmpty, isAsleep(id) { break }
        usleep(200)
      }
    }
    locked { turns.append("holder") }
    ended.wait()
    return turns[1]
  }
}

func handovers(_ locked: @escaping @Sendable (() -> Void) -> Void) -> Int {
  (0..<100).filter { _ in Round().secondTurn(locked) == "waiter" }.count
}

final class Locks: Sendable {
  let mutex = Mutex(())
  let lock = NSLock()
}
let locks = Locks()
print(handovers { body in locks.mutex.withLock { _ in body() } },
      handovers { body in locks.lock.withLock { body() } })
SWIFT
swiftc -Onone turns.swift -o turns || cannot "the program didn't compile."
read -r mutex lock < <(timeout 300 ./turns) || cannot "the program didn't end."

echo "$version"
echo "The waiter came before the thread that had just released:"
echo "Mutex $mutex of 100, NSLock $lock of 100."
[[ $mutex -eq 100 && $lock -lt 100 ]]
