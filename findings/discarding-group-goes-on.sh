#!/usr/bin/env bash
# Swift's ThrowingDiscardingTaskGroup (Swift 6.3.1)
#
# A guess: when a child of `withThrowingDiscardingTaskGroup` throws, the group is cancelled, and so
# is all that goes on in it, the closure that adds the children included.
# What happens: the children are cancelled, the closure isn't. It runs in the task that called, which
# nobody has cancelled: `Task.isCancelled` is false there, its sleeps and downloads go on, and the
# error is thrown when it comes back by itself. `group.isCancelled` tells, if one asks.
# Whom it concerns: whoever has the closure take jobs or connections in a loop and add a child for
# each, as servers do. After the first error it goes on taking jobs, whose children are cancelled
# from the start, and the caller hears of the error when the loop has ended by itself.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

cat > group.swift <<'SWIFT'
import Synchronization

struct Failure: Error {}
let cancelledChildren = Mutex(0)
var seenInBody = (group: false, task: false, sleep: false)
var jobs = 0
do {
  try await withThrowingDiscardingTaskGroup { group in
    group.addTask { throw Failure() }
    while !group.isCancelled { await Task.yield() }

    seenInBody.group = group.isCancelled
    seenInBody.task = Task.isCancelled
    do { try await Task.sleep(for: .milliseconds(100)) } catch { seenInBody.sleep = true }
    for _ in 0..<10 where !Task.isCancelled {
      jobs += 1
      group.addTask {
        if Task.isCancelled { cancelledChildren.withLock { $0 += 1 } }
      }
    }
  }
  print("no error")
} catch {
  print(seenInBody.group, seenInBody.task, seenInBody.sleep, jobs, cancelledChildren.withLock { $0 })
}
SWIFT
swiftc -Onone group.swift -o group || cannot "the program didn't compile."
result=$(timeout 120 ./group) || cannot "the program didn't end."

echo "$version"
echo "After a child threw, in the closure: group cancelled, task cancelled, sleep cut short,"
echo "jobs taken, of which the children were cancelled from the start:"
echo "$result"
[[ $result == "true false false 10 10" ]]
