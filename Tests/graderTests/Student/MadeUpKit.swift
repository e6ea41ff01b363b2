import Foundation
import Judge
import Testing

@testable import grader

/// A kit with two exercises whose compiler and checks are scripts: what a file says decides what comes
/// out, at once.
///
/// A file with `right` in it passes, one with `slow` is never through, any other is a deadlock.
struct MadeUpKit {
  let folder: URL
  /// What a grader finds its programs by.
  let environment: [String: String]

  /// Lends one, and removes it afterwards.
  static func lend(_ body: (MadeUpKit) throws -> Void) throws {
    try withFolder(files) { folder in
      let fakes = folder.appendingPathComponent("fakes")
      for script in ["swift", "swiftc", "bundle"] {
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o755], ofItemAtPath: fakes.appendingPathComponent(script).path)
      }
      let passed = [verdict("it pulls", points: 3), verdict("it stops")]
      let failed = [
        passed[0],
        verdict("it stops", .failed, diagnosis: "deadlock", message: "All 4 threads slept."),
      ]
      for (name, verdicts) in [("right", passed), ("wrong", failed), ("list", passed)] {
        try write(verdicts, as: name, in: fakes)
      }
      let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
      try body(
        MadeUpKit(
          folder: folder,
          environment: ["PATH": "\(fakes.path):\(path)", "FAKES": fakes.path, "NO_COLOR": "1"]))
    }
  }

  /// Saves the file of exercise 01 by renaming, as many editors do.
  func save(_ text: String) throws {
    let file = folder.appendingPathComponent("Exercises/01-Ropes/Ropes.swift")
    try Data(text.utf8).write(to: file, options: .atomic)
  }

  private static let files = [
    "Package.swift": "", "Sources/Subject/Runtime/Runtime.swift": "",
    "Sources/Subject/Ropes/main.swift": "///     func pull()\n",
    "Sources/Subject/Mills/main.swift": "///     func turn()\n",
    "Exercises/README.md": "## All the diagnoses\n\n| deadlock | all sleep |\n",
    "Exercises/01-Ropes/Ropes.swift": "throw NotStarted()",
    "Exercises/01-Ropes/README.md": """
    # 01 Ropes: pull together

    ### deadlock

    Who wakes whom?

    ## Hints

    <details><summary>Hint 1: where to begin</summary>

    Take the rope.
    </details>
    """,
    "Exercises/02-Mills/Mills.swift": "throw NotStarted()",
    "Exercises/02-Mills/README.md": "# 02 Mills: turn\n",
    "fakes/swift": """
    #!/bin/sh
    while [ $# -gt 0 ]; do
      if [ "$1" = --scratch-path ]; then scratch="$2"; fi
      shift
    done
    mkdir -p "$scratch/debug/Modules"
    for module in ExerciseKit Interleaving; do
      : > "$scratch/debug/Modules/$module.swiftmodule"
      : > "$scratch/debug/Modules/$module.swiftdoc"
    done
    cp "$FAKES/bundle" "$scratch/debug/ParallelismAndConcurrencyPackageTests.xctest"
    """,
    "fakes/swiftc": """
    #!/bin/sh
    for word in "$@"; do
      case "$word" in */Ropes.swift) file="$word" ;; esac
      if [ "$last" = -o ]; then : > "$word"; fi
      last="$word"
    done
    [ -n "$file" ] || exit 0
    if grep -q slow "$file"; then mode=slow
    elif grep -q right "$file"; then mode=right
    else mode=wrong; fi
    echo $mode > "$TMPDIR/mode"
    """,
    "fakes/bundle": """
    #!/bin/sh
    while [ $# -gt 0 ]; do
      if [ "$1" = --event-stream-output-path ]; then events="$2"; fi
      shift
    done
    if [ -n "$LIST_CHECKS" ]; then mode=list; else mode=$(cat "$SUBJECTS/mode"); fi
    if [ $mode = slow ]; then exec sleep 600; fi
    cat "$FAKES/$mode.jsonl" > "$events"
    """,
  ]

  /// Writes what a run of checks that comes to these verdicts tells.
  private static func write(_ verdicts: [Verdict], as name: String, in folder: URL) throws {
    var lines = verdicts.enumerated().map { number, verdict in
      #"{"kind":"test","payload":{"kind":"function","id":"\#(number)","displayName":""#
        + #"\#(verdict.check)","sourceLocation":{"fileID":"t","line":\#(number)}}}"#
    }
    for (number, verdict) in verdicts.enumerated() {
      let file = folder.appendingPathComponent("\(name)-\(number).json")
      try verdict.attached().write(to: file)
      lines.append(
        #"{"kind":"event","payload":{"kind":"valueAttached","testID":"\#(number)","#
          + #""attachment":{"path":"\#(file.path)"}}}"#)
      lines.append(#"{"kind":"event","payload":{"kind":"testEnded","testID":"\#(number)"}}"#)
    }
    lines.append(#"{"kind":"event","payload":{"kind":"runEnded"}}"#)
    try Data((lines.joined(separator: "\n") + "\n").utf8)
      .write(to: folder.appendingPathComponent("\(name).jsonl"))
  }
}
