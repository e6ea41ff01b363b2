#!/usr/bin/env bash
# Foundation's Thread (Swift 6.3.1) on Linux
#
# A guess: `thread.name` is the name that was given to that thread, so threads can be named before
# they start and told apart by whoever holds them.
# What happens: the getter gives the name of the thread that asks, whichever thread it is asked of;
# a name set before `start()` is dropped without a word. Setting it while the thread runs works, as
# the system shows, though reading it back from outside still gives the asker's own.
# Whom it concerns: whoever logs who did what: a table of threads made by one of them has its name
# in every line, and in a judge that asks "is this thread mine?" by name, all of them are.
# Reported: swiftlang/swift-corelibs-foundation#5239.
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

cat > names.swift <<'SWIFT'
import Foundation

let begun = DispatchSemaphore(value: 0)
let go = DispatchSemaphore(value: 0)
let named = DispatchSemaphore(value: 0)

Thread.current.name = "asker"
let worker = Thread {
  print("inside", Thread.current.name ?? "")
  begun.signal()
  go.wait()
  print("inside", Thread.current.name ?? "")
  named.signal()
}
worker.name = "early"
worker.start()
begun.wait()
print("outside", worker.name ?? "")
worker.name = "late"
print("outside", worker.name ?? "")
go.signal()
named.wait()
SWIFT
swiftc -Onone names.swift -o names || cannot "the program didn't compile."
timeout 60 ./names > output || cannot "the program didn't end."

echo "$version"
echo "A thread is named 'early', started by 'asker', and then named 'late'. Its name, as read:"
cat output
[[ $(tr '\n' ' ' < output) == "inside asker outside asker outside asker inside late " ]]
