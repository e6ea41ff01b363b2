#!/usr/bin/env bash
# Dispatch's concurrentPerform (of Swift 6.3.1) on Linux
#
# A guess: Dispatch gives iterations that wait the threads it gives blocks that wait: when all threads
# of a concurrent queue are blocked it adds more, so N iterations get to run at once in the end.
# What happens: `concurrentPerform` keeps to the number of cores, however long its iterations wait.
# The next one starts when one has ended. As many blocks of a concurrent queue do run at once.
# Whom it concerns: whoever writes `workers` as iterations. Workers that wait for one another, or for
# a server, are right as blocks of a queue, or on a machine with more cores, and here the last ones
# never come: the same four workers pass on one machine and stand still on another.
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

cat > workers.swift <<'SWIFT'
import Foundation

/// Where workers look for company: each waits until all are there, 20 s at most.
final class Meeting: @unchecked Sendable {
  private let condition = NSCondition()
  private let end = Date(timeIntervalSinceNow: 20)
  private let all: Int
  private var inside = 0
  private(set) var most = 0

  init(of all: Int) { self.all = all }

  func visit() {
    condition.withLock {
      inside += 1
      most = max(most, inside)
      condition.broadcast()
      while most < all, condition.wait(until: end) {}
      inside -= 1
    }
  }
}

let cores = ProcessInfo.processInfo.activeProcessorCount
let workers = cores + 2

let iterations = Meeting(of: workers)
DispatchQueue.concurrentPerform(iterations: workers) { _ in iterations.visit() }

let blocks = Meeting(of: workers)
let queue = DispatchQueue(label: "workers", attributes: .concurrent)
let group = DispatchGroup()
for _ in 0..<workers { queue.async(group: group) { blocks.visit() } }
group.wait()
print(cores, iterations.most, blocks.most)
SWIFT
swiftc -Onone workers.swift -o workers || cannot "the program didn't compile."
read -r cores iterations blocks < <(timeout 120 ./workers) || cannot "the program didn't end."

echo "$version, $cores cores"
echo "At once of $((cores + 2)) that wait for one another: iterations $iterations, blocks of a queue $blocks."
[[ $iterations -le $cores && $blocks -eq $((cores + 2)) ]]
