#!/usr/bin/env bash
# swift test --filter and Swift Testing (of Swift 6.3.1)
#
# A guess: `--filter` takes the name by which the run tells a test, and a filter that matches nothing
# is an error, as it is for pytest (status 5).
# What happens: a test with a display name is told by that name alone, in the text, and the filter
# knows it only by the name of its function. What the run has shown, pasted into the filter, matches
# nothing: "Test run with 0 tests passed", a warning at most, and status 0.
# Whom it concerns: whoever runs single checks by their names and goes by the status: a submission
# for which nothing was run has passed. The test program run by itself does tell, with status 69.
# See swiftlang/swift-package-manager#7027 and #7777.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

mkdir -p Tests/PoolTests
cat > Package.swift <<'SWIFT'
// swift-tools-version: 6.0
import PackageDescription

let package = Package(name: "Pool", targets: [.testTarget(name: "PoolTests")])
SWIFT
cat > Tests/PoolTests/PoolTests.swift <<'SWIFT'
import Testing

@Test("Four workers, and never more") func limit() { #expect(1 + 1 == 3) }
SWIFT
swift build --build-tests > build.log 2>&1 || cannot "the tests didn't compile."

echo "$version"
results=()
for filter in 'Four workers' limit; do
  timeout 300 swift test --skip-build --filter "$filter" > output 2>&1
  results+=("$?")
  echo "--filter '$filter': status ${results[-1]}"
  grep -E 'Test "|Test run with' output
done
[[ "${results[*]}" == "0 1" ]] && grep -q 'Test "Four workers, and never more" failed' output
