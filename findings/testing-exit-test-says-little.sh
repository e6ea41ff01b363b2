#!/usr/bin/env bash
# Swift Testing's exit tests (of Swift 6.3.1)
#
# A guess: an expectation that fails inside an exit test is told as anywhere: its line, its text and
# the values in it.
# What happens: the exit test fails, and all that is told is "Issue recorded", at the line where the
# exit test begins. Which expectation it was, and what it saw, stays in the child process; a comment
# on the expectation does come through.
# Whom it concerns: whoever runs students' code in exit tests, so that a crash costs one test alone:
# a wrong value is told without the value, and all the wrong values of one test look the same.
# Mended after 6.3.1: swiftlang/swift-testing#1608.
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
import Testing

func answer() -> Int { 41 }
@Test func plain() {
  #expect(answer() == 42)
}
@Test func apart() async {
  await #expect(processExitsWith: .success) {
    let other = answer()
    #expect(other == 42)
  }
}

@main struct Runner {
  static func main() async { await Testing.__swiftPMEntryPoint() as Never }
}
SWIFT
swiftc -Onone -parse-as-library tests.swift -o tests || cannot "the tests didn't compile."
timeout 120 ./tests --testing-library swift-testing > output 2>&1
status=$?
grep -q 'Test run with' output || cannot "the tests didn't end."

echo "$version"
grep 'recorded an issue' output
plain=$(grep -c 'plain() recorded an issue at tests.swift:5:.*(answer() → 41) == 42' output)
apart=$(grep -c 'apart() recorded an issue at tests.swift:8:[0-9]*: Issue recorded$' output)
[[ $status -eq 1 && $plain -eq 1 && $apart -eq 1 && $(grep -c 'other' output) -eq 0 ]]
