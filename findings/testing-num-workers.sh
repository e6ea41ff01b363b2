#!/usr/bin/env bash
# swift test and Swift Testing (of Swift 6.3.1)
#
# A guess: `swift test --parallel --num-workers 1` runs one test at a time, "--num-workers" being, as
# its help says, the number of tests to execute in parallel.
# What happens: it counts for XCTest alone. Swift Testing's tests run together as ever, and nothing
# says so. `--no-parallel` does run them one after the other, and
# `--experimental-maximum-parallelization-width` sets a number.
# Whom it concerns: whoever times students' code or has tests share a server, and makes sure in this
# way that nothing else runs: two tests are timed at once, and right code is too slow now and then.
# See swiftlang/swift-package-manager#9361, which added the other option.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

mkdir -p Tests/MeetingTests
cat > Package.swift <<'SWIFT'
// swift-tools-version: 6.0
import PackageDescription

let package = Package(name: "Meeting", targets: [.testTarget(name: "MeetingTests")])
SWIFT
cat > Tests/MeetingTests/MeetingTests.swift <<'SWIFT'
import Foundation
import Testing

/// Where tests look for company: each waits a while for a second one.
final class Meeting: @unchecked Sendable {
  static let meeting = Meeting()
  private let condition = NSCondition()
  private var inside = 0
  private var most = 0

  func visit() {
    condition.withLock {
      inside += 1
      most = max(most, inside)
      condition.broadcast()
      let end = Date(timeIntervalSinceNow: 5)
      while most < 2, condition.wait(until: end) {}
      inside -= 1
      print("at once:", most)
    }
  }
}

@Test func one() { Meeting.meeting.visit() }
@Test func two() { Meeting.meeting.visit() }
SWIFT
swift build --build-tests > build.log 2>&1 || cannot "the tests didn't compile."

most() { timeout 300 swift test --skip-build "$@" 2> /dev/null | sed -n 's/^at once: //p' | sort -n | tail -1; }
workers=$(most --parallel --num-workers 1)
width=$(most --experimental-maximum-parallelization-width 1)
serial=$(most --no-parallel)
echo "$version"
echo "Tests at once: $workers with --num-workers 1, $serial with --no-parallel,"
echo "$width with --experimental-maximum-parallelization-width 1."
[[ "$workers $serial $width" == "2 1 1" ]]
