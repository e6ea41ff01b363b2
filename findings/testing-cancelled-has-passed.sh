#!/usr/bin/env bash
# Swift Testing's Test.cancel (of Swift 6.3.1) and its xUnit file
#
# A guess: a test that cancels itself with `Test.cancel` is told as skipped, as one that a trait
# disables is: neither has found out anything.
# What happens: in the xUnit file it is a case like those that passed: no `<skipped>`, and it isn't
# counted among the skipped ones. Only the text for people, and the events `testCancelled` and
# `testCaseCancelled`, tell it apart.
# Whom it concerns: whoever cancels tests that don't apply (nothing handed in, too few cores to
# measure) and gives marks from that file, or shows it in a CI: what was never checked has passed.
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

@Test func right() {}
@Test func cancelled() throws { try Test.cancel("nothing was handed in") }
@Test(.disabled("nothing was handed in")) func disabled() {}

@main struct Runner {
  static func main() async { await Testing.__swiftPMEntryPoint() as Never }
}
SWIFT
swiftc -Onone -parse-as-library tests.swift -o tests || cannot "the tests didn't compile."
timeout 120 ./tests --testing-library swift-testing --xunit-output xunit.xml > output 2>&1
[[ -s xunit.xml ]] || cannot "the tests wrote no xUnit file."

# One line for each case: its name, and what is inside.
python3 - > cases <<'PYTHON' || cannot "this needs python3 to read the file."
import xml.etree.ElementTree

suite = xml.etree.ElementTree.parse("xunit.xml").getroot().find("testsuite")
for case in sorted(suite, key=lambda case: case.get("name")):
    print(case.get("name"), *[child.tag for child in case] or ["-"])
print("skipped", suite.get("skipped"), "failures", suite.get("failures"))
PYTHON
echo "$version"
grep -E '(passed|skipped|was cancelled)' output
echo "In the xUnit file:"
cat cases
[[ $(tr '\n' ' ' < cases) == "cancelled() - disabled() skipped right() - skipped 1 failures 0 " ]]
