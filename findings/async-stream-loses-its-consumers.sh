#!/usr/bin/env bash
# AsyncStream (Swift 6.3.1)
#
# A guess: several tasks may take elements from one `AsyncStream`, so it serves as the queue of a
# pool, and cancelling one of the tasks ends that task's loop.
# What happens: cancelling one task that waits for an element ends the stream. All the other tasks'
# loops end too, as if there were nothing more to come, and what is yielded afterwards is dropped:
# `yield` answers `.terminated`. Nobody sees an error.
# Whom it concerns: whoever builds or grades a pool of tasks on a stream. A worker that is cancelled,
# alone, by a time limit or as the loser of a race, costs the work of all the others.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

cat > stream.swift <<'SWIFT'
import Synchronization

let taken = Mutex(0)
let (items, continuation) = AsyncStream.makeStream(of: Int.self)

@Sendable func work() async {
  for await _ in items { taken.withLock { $0 += 1 } }
}

let workers = (0..<3).map { _ in Task.detached { await work() } }
for item in 1...6 { continuation.yield(item) }
while taken.withLock({ $0 }) < 6 { await Task.yield() }

// All six are done, and the three wait for more. One of them isn't needed any longer.
workers[0].cancel()
await workers[0].value
var dropped = 0
for item in 7...12 {
  if case .terminated = continuation.yield(item) { dropped += 1 }
}
continuation.finish()
for worker in workers { await worker.value }
print(taken.withLock { $0 }, dropped)
SWIFT
swiftc -Onone stream.swift -o stream || cannot "the program didn't compile."
read -r taken dropped < <(timeout 120 ./stream) || cannot "the program didn't end."

echo "$version"
echo "Three workers, one of them cancelled after 6 of 12 items:"
echo "items worked on: $taken, items yielded to the other two and dropped: $dropped."
[[ $taken -eq 6 && $dropped -eq 6 ]]
