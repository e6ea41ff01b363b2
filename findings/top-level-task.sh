#!/usr/bin/env bash
# Top-level code and `Task { }` (Swift 6.3.1)
#
# A guess: `Task { }` starts its work on another thread, also where the code that made it goes on
# computing or waits.
# What happens: in Swift 6 mode, code at the top level of a program belongs to the main actor, and a
# `Task { }` made there does too. It starts when that code ends or comes to an `await`. The very same
# file in Swift 5 mode starts it at once. `Task.detached` starts in both.
# Whom it concerns: whoever shows tasks in a small program, or has one read by students: a task
# beside a loop or a blocking wait starts in a script that `swiftc` compiles as it comes, which is
# Swift 5 mode, and not in a package of today's tools, where such a wait never ends.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

cat > main.swift <<'SWIFT'
import Foundation

let begun = DispatchSemaphore(value: 0)
if CommandLine.arguments[1] == "detached" {
  Task.detached { begun.signal() }
} else {
  Task { begun.signal() }
}
print(begun.wait(timeout: .now() + 5) == .success ? "started" : "waited")
SWIFT
swiftc -Onone -swift-version 5 main.swift -o mode5 && swiftc -Onone -swift-version 6 main.swift -o mode6 \
  || cannot "the program didn't compile."
result="$(./mode5 child) $(./mode6 child) $(./mode5 detached) $(./mode6 detached)"

echo "$version"
echo "Within 5 s of blocking top-level code, in Swift 5 mode and in Swift 6 mode:"
read -r child5 child6 detached5 detached6 <<< "$result"
echo "Task { } has $child5, $child6; Task.detached has $detached5, $detached6."
[[ $result == "started waited started started" ]]
