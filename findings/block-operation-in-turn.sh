#!/usr/bin/env bash
# Foundation's BlockOperation (Swift 6.3.1) on Linux
#
# A guess: the blocks of one `BlockOperation` run concurrently, as Apple's documentation of the class
# says.
# What happens: on Linux they run one after the other, on one thread, whatever the queue allows.
# Operations of one block each do run at the same time.
# Whom it concerns: whoever teaches pools with `OperationQueue`. Blocks that meet at a barrier or wait
# for one another, right on macOS, deadlock on Linux, and a judge on Linux sees one block in flight.
# Seen upstream, without an issue of its own, in swiftlang/swift-corelibs-foundation#2938.
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

cat > blocks.swift <<'SWIFT'
import Foundation

/// Where blocks look for company: each waits a while for a second one.
final class Meeting: @unchecked Sendable {
  private let condition = NSCondition()
  private var inside = 0
  private(set) var most = 0

  func visit() {
    condition.withLock {
      inside += 1
      most = max(most, inside)
      condition.broadcast()
      let end = Date(timeIntervalSinceNow: 5)
      while most < 2, condition.wait(until: end) {}
      inside -= 1
    }
  }
}

let queue = OperationQueue()
queue.maxConcurrentOperationCount = 2

let blocks = Meeting()
let operation = BlockOperation()
for _ in 0..<2 { operation.addExecutionBlock { blocks.visit() } }
queue.addOperation(operation)
queue.waitUntilAllOperationsAreFinished()

let operations = Meeting()
for _ in 0..<2 { queue.addOperation { operations.visit() } }
queue.waitUntilAllOperationsAreFinished()

print(blocks.most, operations.most)
SWIFT
swiftc -Onone blocks.swift -o blocks || cannot "the program didn't compile."
read -r blocks operations < <(timeout 120 ./blocks) || cannot "the program didn't end."

echo "$version"
echo "At once: $blocks of 2 blocks of one operation, $operations of 2 operations of one block."
[[ $blocks -eq 1 && $operations -eq 2 ]]
