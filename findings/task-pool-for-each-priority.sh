#!/usr/bin/env bash
# Swift's tasks (Swift 6.3.1) on Linux
#
# A guess: tasks run on a pool that has one thread for each core, so never more of them run at the
# same moment than there are cores; that is what is said of Swift's cooperative pool everywhere.
# What happens: each priority has a pool of that size. With four priorities, four times as many tasks
# run at once, each on a thread of its own.
# Whom it concerns: whoever counts threads to see that nothing blocks, or expects that a program with
# as many blocked tasks as cores stands still: with tasks of mixed priorities, right code has more
# threads, and code that blocks goes on longer than it was shown to.
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

cat > priorities.swift <<'SWIFT'
import Foundation

/// Where tasks stay until they are let go, and how many there have been at once.
final class Room: @unchecked Sendable {
  private let condition = NSCondition()
  private var inside = 0
  private var isOpen = false

  func stay() {
    condition.withLock {
      inside += 1
      while !isOpen { condition.wait() }
      inside -= 1
    }
  }

  func open() -> Int {
    condition.withLock {
      isOpen = true
      condition.broadcast()
      return inside
    }
  }
}

let cores = ProcessInfo.processInfo.activeProcessorCount

/// How many of the tasks with these priorities, five for each core and each of them, run at once.
func running(_ priorities: [TaskPriority]) -> Int {
  let room = Room()
  let ended = DispatchGroup()
  for priority in priorities {
    for _ in 0..<5 * cores {
      ended.enter()
      Task.detached(priority: priority) {
        room.stay()
        ended.leave()
      }
    }
  }
  Thread.sleep(forTimeInterval: 8)
  let most = room.open()
  ended.wait()
  return most
}

print(cores, running([.medium]), running([.background, .utility, .medium, .high]))
SWIFT
swiftc -Onone priorities.swift -o priorities || cannot "the program didn't compile."
read -r cores one four < <(timeout 120 ./priorities) || cannot "the program didn't end."

echo "$version, $cores cores"
echo "Tasks that run at once, five for each core and priority: of one priority $one, of four $four."
[[ $one -eq $cores && $four -eq $((4 * cores)) ]]
