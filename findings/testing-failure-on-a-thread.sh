#!/usr/bin/env bash
# Swift Testing (of Swift 6.3.1) and its xUnit file
#
# A guess: an expectation that fails inside a test fails that test, on whatever thread it is checked.
# What happens: the test is looked up in the current task. On a thread, a dispatch queue or in a
# detached task there is none, so the failure belongs to a test called «unknown»: the run fails, with
# status 1, but the test that made the check is told as passed, and in the xUnit file its case has
# no failure. Only the suite's count says 1, above a list in which everything passed.
# Whom it concerns: whoever gives marks by test, from that file or from the lines per test: checks
# made inside the threads of an exercise cost nobody a point.
# Reported: the cause in swiftlang/swift-testing#480; pull request #1498, not in 6.3.1, finds the
# test by the place of the expectation in the source.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

# The entry point is the one that the package manager generates for a test bundle.
cat > tests.swift <<'SWIFT'
import Foundation
import Testing

@Test func checkedOnAThread() {
  let ended = DispatchSemaphore(value: 0)
  Thread {
    #expect(1 + 1 == 3)
    ended.signal()
  }.start()
  ended.wait()
}

@main struct Runner {
  static func main() async { await Testing.__swiftPMEntryPoint() as Never }
}
SWIFT
swiftc -Onone -parse-as-library tests.swift -o tests || cannot "the tests didn't compile."
timeout 120 ./tests --testing-library swift-testing --xunit-output xunit.xml > output 2>&1
status=$?
[[ -s xunit.xml ]] || cannot "the tests wrote no xUnit file."

counted=$(grep -o ' failures="[0-9]*"' xunit.xml | grep -o '[0-9]*')
shown=$(grep -c '<failure' xunit.xml)
passed=$(grep -c 'checkedOnAThread() passed' output)
echo "$version"
grep -E 'recorded an issue|checkedOnAThread\(\) (passed|failed)|Test run with' output
echo "Status $status; in the xUnit file failures=\"$counted\", cases with a failure: $shown."
[[ "$status $counted $shown $passed" == "1 1 0 1" ]]
