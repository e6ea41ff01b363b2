#!/usr/bin/env bash
# Thread Sanitizer and Synchronization's Mutex (Swift 6.3.1) on Linux
#
# A guess: `-sanitize=thread` knows Swift's own lock, so right code that guards a value with a
# `Mutex` gets no report; what it reports is a race.
# What happens: when a thread had to wait for the `Mutex`, the sanitizer doesn't see that the lock
# was passed on, and reports a race between two accesses that the lock keeps apart. The same program
# with an `NSLock` or a serial queue gets no report. Where nobody has to wait there is none either,
# so reports come and go with the load.
# Whom it concerns: whoever runs submissions under the sanitizer: a right solution is called racy
# for using the lock that came with Swift 6, and the exit status is 66.
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

cat > guarded.swift <<'SWIFT'
import Foundation
import Synchronization

/// The task ID of the thread that calls.
func ownID() -> Int {
  let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
  return link?.split(separator: "/").last.flatMap { Int($0) } ?? 0
}

func isAsleep(_ id: Int) -> Bool {
  let stat = try? String(contentsOfFile: "/proc/self/task/\(id)/stat", encoding: .utf8)
  return stat?.split(separator: ")").last?.hasPrefix(" S") ?? false
}

final class Counter: @unchecked Sendable {
  var count = 0
  let waiter = Atomic(0)
  let mutex = Mutex(())
  let lock = NSLock()
  let queue = DispatchQueue(label: "count")

  func guarded(_ body: () -> Void) {
    switch CommandLine.arguments[1] {
    case "Mutex": mutex.withLock { _ in body() }
    case "NSLock": lock.withLock { body() }
    default: queue.sync { body() }
    }
  }
}

// One thread counts while another waits for its turn, which it then gets.
let counter = Counter()
let ended = DispatchSemaphore(value: 0)
counter.guarded {
  Thread {
    counter.waiter.store(ownID(), ordering: .relaxed)
    counter.guarded { counter.count += 1 }
    ended.signal()
  }.start()
  while true {
    let id = counter.waiter.load(ordering: .relaxed)
    if id != 0, isAsleep(id) { break }
    usleep(200)
  }
  counter.count += 1
}
ended.wait()
print("count", counter.count)
SWIFT
swiftc -Onone -sanitize=thread guarded.swift -o guarded || cannot "the program didn't compile."

echo "$version"
reports=()
for guard in Mutex NSLock DispatchQueue; do
  timeout 120 ./guarded $guard > output 2>&1
  grep -q '^count 2$' output || cannot "Thread Sanitizer doesn't run here."
  count=$(grep -c 'WARNING: ThreadSanitizer' output)
  reports+=("$count")
  echo "$guard: both counted, races reported: $count"
done
[[ ${reports[0]} -gt 0 && ${reports[1]} -eq 0 && ${reports[2]} -eq 0 ]]
