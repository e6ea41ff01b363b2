#!/usr/bin/env bash
# Foundation's Process (Swift 6.3.1) on Linux
#
# A guess: `isRunning`, `terminationHandler` and `waitUntilExit` tell of the child that was started.
# What happens: they tell when nobody holds a socket any more that the child got from Foundation,
# and that children of the child inherit. While a helper that the child left in the background
# lives, the `Process` is running, though the child has ended and has an exit status. Its output
# needn't be connected to anything.
# Whom it concerns: whoever runs submissions with `Process`. A program that ended in time, or was
# killed at its deadline, seems to run on, and a wait for it has no bound.
# Reported: swiftlang/swift-corelibs-foundation#4795.
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

cat > child.swift <<'SWIFT'
import Foundation

/// The child leaves a helper, which lives until its input is closed, and ends.
let input = Pipe()
let child = Process()
child.executableURL = URL(fileURLWithPath: "/bin/sh")
child.arguments = ["-c", "exec 3<&0; cat <&3 >/dev/null & exit 3"]
child.standardInput = input
child.standardOutput = FileHandle.nullDevice
child.standardError = FileHandle.nullDevice
let told = DispatchSemaphore(value: 0)
child.terminationHandler = { _ in told.signal() }
try child.run()

func hasEnded() -> Bool {
  let path = "/proc/\(child.processIdentifier)/stat"
  guard let stat = try? String(contentsOfFile: path, encoding: .utf8) else { return true }
  return stat.split(separator: ")").last?.hasPrefix(" Z") ?? true
}
while !hasEnded() { usleep(1000) }

let early = told.wait(timeout: .now() + 5) == .success
print(early ? "told" : "untold", child.isRunning ? "running" : "ended")
try input.fileHandleForWriting.close()
if !early { told.wait() }
child.waitUntilExit()
print(child.isRunning ? "running" : "ended", child.terminationStatus)
SWIFT
swiftc -Onone child.swift -o child || cannot "the program didn't compile."
{ read -r before && read -r after; } < <(timeout 120 ./child) || cannot "the program didn't end."

echo "$version"
echo "The child has ended, its helper lives: $before."
echo "The helper has ended too: $after."
[[ $before == "untold running" && $after == "ended 3" ]]
