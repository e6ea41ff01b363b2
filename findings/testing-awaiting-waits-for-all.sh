#!/usr/bin/env bash
# Swift Testing (of Swift 6.3.1)
#
# A guess: a test that awaits something short goes on as soon as that has come and a thread is free, so
# a deadline of some seconds inside of it has nothing to do with how many other tests there are.
# What happens: the jobs of all tests are queued at the beginning, and a test that goes on after an
# `await` comes behind those that haven't begun: it goes on when nearly all the others have run, if
# these don't await anything. A time-out that is measured by a clock has long passed by then.
# Whom it concerns: whoever has fetches, streams or callbacks tested with a time-out in a package with
# many other tests: the tests pass by themselves, and fail when the package grows or the machine is
# busy. A task executor of one's own, given by a trait around the test, keeps them apart.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

mkdir -p Tests/QueueTests
cat > Package.swift <<'SWIFT'
// swift-tools-version: 6.0
import PackageDescription

let package = Package(name: "Queue", targets: [.testTarget(name: "QueueTests")])
SWIFT
cat > Tests/QueueTests/QueueTests.swift <<'SWIFT'
import Foundation
import Testing

/// How many of the short tests have ended.
final class Count: @unchecked Sendable {
  static let ended = Count()
  private let lock = NSLock()
  private var count = 0

  var value: Int { lock.withLock { count } }
  func add() { lock.withLock { count += 1 } }
}

@Test func awaits() async throws {
  let before = Count.ended.value
  try await Task.sleep(for: .milliseconds(1))
  print("meanwhile:", Count.ended.value - before, "of", 300 - before)
}

@Test(arguments: 0..<300) func blocks(number: Int) {
  Thread.sleep(forTimeInterval: 0.02)
  Count.ended.add()
}
SWIFT
swift build --build-tests > build.log 2>&1 || cannot "the tests didn't compile."

read -r ended all < <(timeout 300 swift test --skip-build 2> /dev/null | sed -n 's/^meanwhile: \([0-9]*\) of \([0-9]*\)$/\1 \2/p')
echo "$version"
echo "While one test slept for a millisecond, $ended of the $all tests that hadn't ended did, 20 ms each."
((ended * 10 >= all * 9))
