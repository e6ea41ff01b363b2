#!/usr/bin/env bash
# Foundation's Process (Swift 6.3.1) on Linux
#
# A guess: `waitUntilExit` sleeps until the child has ended, on whatever thread it is called.
# What happens: it sleeps on the thread that called `run()`. On every other thread it turns in a loop
# and takes a whole core, for as long as the child lives.
# Whom it concerns: whoever starts children in one place and waits for them on threads, as a pool of
# processes does. The waits take the cores that the children should have, timings tell of the
# waiting, and a tool that looks at threads calls right code a busy wait. A `terminationHandler`
# that signals a semaphore costs nothing.
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

cat > waits.swift <<'SWIFT'
import Foundation

/// The processor time that this program has used, in seconds.
func used() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
}

/// Starts a child that lives until the program has used half a second or 8 s have passed.
func startChild(_ terminationHandler: (@Sendable (Process) -> Void)? = nil) throws -> Process {
  let input = Pipe()
  let child = Process()
  child.executableURL = URL(fileURLWithPath: "/bin/cat")
  child.standardInput = input
  child.terminationHandler = terminationHandler
  let start = used()
  try child.run()
  Thread {
    let end = Date(timeIntervalSinceNow: 8)
    while used() - start < 0.5, Date() < end { Thread.sleep(forTimeInterval: 0.1) }
    try? input.fileHandleForWriting.close()
  }.start()
  return child
}

func way(_ wait: () throws -> Void) rethrows -> String {
  let start = used()
  try wait()
  return used() - start < 0.5 ? "asleep" : "busy"
}

let own = try way { try startChild().waitUntilExit() }
let other = try way {
  let child = try startChild()
  let ended = DispatchSemaphore(value: 0)
  Thread {
    child.waitUntilExit()
    ended.signal()
  }.start()
  ended.wait()
}
let handler = try way {
  let ended = DispatchSemaphore(value: 0)
  let child = try startChild { _ in ended.signal() }
  withExtendedLifetime(child) { ended.wait() }
}
print(own, other, handler)
SWIFT
swiftc -Onone waits.swift -o waits || cannot "the program didn't compile."
read -r own other handler < <(timeout 120 ./waits) || cannot "the program didn't end."

echo "$version"
echo "Waiting for a child: waitUntilExit on the thread that called run() is $own,"
echo "waitUntilExit on another thread is $other, a terminationHandler's semaphore is $handler."
[[ "$own $other $handler" == "asleep busy asleep" ]]
