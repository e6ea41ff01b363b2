#!/usr/bin/env bash
# Foundation's OperationQueue (Swift 6.3.1) on Linux
#
# A guess: `waitUntilAllOperationsAreFinished` comes back when all that belongs to the operations is
# over, their `completionBlock`s included.
# What happens: it waits for the operations, not for their completion blocks. These may still be
# running, or not have begun, when it comes back. Mostly they are short and seem to be done.
# Whom it concerns: whoever counts or reports progress in a `completionBlock`, which it seems to be
# there for: the last calls may come after the function has returned, and a count read then is
# short. The work's own block, or a barrier block, is waited for.
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

cat > completion.swift <<'SWIFT'
import Foundation

let queue = OperationQueue()
let cameBack = DispatchSemaphore(value: 0)
let told = DispatchSemaphore(value: 0)
nonisolated(unsafe) var wasWaitedFor = true

let operation = BlockOperation {}
operation.completionBlock = {
  wasWaitedFor = cameBack.wait(timeout: .now() + 10) == .timedOut
  told.signal()
}
queue.addOperation(operation)
queue.waitUntilAllOperationsAreFinished()
cameBack.signal()
told.wait()

let begun = DispatchSemaphore(value: 0)
nonisolated(unsafe) var isOver = false
queue.addOperation {
  begun.signal()
  Thread.sleep(forTimeInterval: 0.5)
  isOver = true
}
begun.wait()
queue.waitUntilAllOperationsAreFinished()
print(isOver ? "waited" : "didn't", wasWaitedFor ? "waited" : "didn't")
SWIFT
swiftc -Onone completion.swift -o completion || cannot "the program didn't compile."
read -r block completion < <(timeout 120 ./completion) || cannot "the program didn't end."

echo "$version"
echo "Did it wait? For an operation's own block: $block, for its completion block: $completion."
[[ $block == "waited" && $completion == "didn't" ]]
