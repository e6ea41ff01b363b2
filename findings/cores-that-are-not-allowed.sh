#!/usr/bin/env bash
# Foundation's activeProcessorCount (Swift 6.3.1) on Linux
#
# A guess: `ProcessInfo.activeProcessorCount`, as against `processorCount`, is the number of cores
# that this program may use, as `nproc` and Dispatch's `concurrentPerform` have it.
# What happens: a program that is bound to one core (by `taskset`, a batch system or a container's
# list of cores) is told of all that the machine has, and Swift's tasks get a thread for each of
# those. `concurrentPerform` keeps to what is allowed, so the two disagree in one program.
# Whom it concerns: whoever sizes a pool or a test's expectations by it: "as many at once as there are
# cores", and a speedup of that size, can't be had in a job that was given fewer.
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

[[ $(nproc) -ge 2 ]] || cannot "this needs two cores."

cat > cores.swift <<'SWIFT'
import Foundation

/// Holds whoever comes for a while, and counts how many were there at once.
final class Room: @unchecked Sendable {
  private let condition = NSCondition()
  private let end = Date(timeIntervalSinceNow: 4)
  private(set) var inside = 0

  func stay() {
    condition.withLock {
      if Date() < end { inside += 1 }
      while condition.wait(until: end) {}
    }
  }
}

let told = ProcessInfo.processInfo.activeProcessorCount
let iterations = Room()
DispatchQueue.concurrentPerform(iterations: 4 * told) { _ in iterations.stay() }

let tasks = Room()
let ended = DispatchGroup()
for _ in 0..<4 * told {
  ended.enter()
  Task.detached {
    tasks.stay()
    ended.leave()
  }
}
ended.wait()
print(told, tasks.inside, iterations.inside)
SWIFT
swiftc -Onone cores.swift -o cores || cannot "the program didn't compile."
core=$(taskset -cp $$ | grep -o '[0-9]*' | tail -1)
read -r told tasks iterations < <(timeout 60 taskset -c "$core" ./cores) || cannot "the program didn't end."
allowed=$(taskset -c "$core" nproc)

echo "$version, $(nproc) cores"
echo "Bound to one core: nproc $allowed, activeProcessorCount $told,"
echo "tasks at once $tasks, iterations of concurrentPerform at once $iterations."
[[ $allowed -eq 1 && $told -ge 2 && $tasks -eq $told && $iterations -eq 1 ]]
