import Foundation

/// The errors in what the compiler printed.
struct CompilerOutput: Equatable {
  struct Complaint: Equatable {
    let file: String
    let line: Int
    let column: Int
    let text: String
  }

  let errors: [Complaint]

  init(_ output: String) {
    var errors: [Complaint] = []
    for line in output.split(whereSeparator: \.isNewline) {
      guard let match = line.firstMatch(of: /^(\/[^:]+):(\d+):(\d+): error: (.*)$/) else {
        continue
      }
      let error = Complaint(
        file: String(match.1), line: Int(match.2) ?? 0, column: Int(match.3) ?? 0,
        text: String(match.4))
      if !errors.contains(error) { errors.append(error) }
    }
    self.errors = errors
  }

  /// The first errors, each with its place and its line of code, and where to read on about them.
  ///
  /// - Parameters:
  ///   - base: The folder that files are named from.
  ///   - quoted: The files whose lines are shown: a source may name others as its own.
  ///   - limit: How many errors are shown.
  ///   - known: What the lessons say of errors.
  func message(
    relativeTo base: URL, quoting quoted: [URL], limit: Int = 3, known: CompilerMessages? = nil
  ) -> String {
    let shown = errors.prefix(limit).map { error in
      let file = URL(fileURLWithPath: error.file)
      let name =
        error.file.hasPrefix(base.path + "/")
        ? String(error.file.dropFirst(base.path.count + 1)) : file.lastPathComponent
      // Without its file, an error is told without its line of code.
      let isQuoted = quoted.contains { $0.path == error.file }
      let source = isQuoted ? (try? String(contentsOf: file, encoding: .utf8)) ?? "" : ""
      let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      let code =
        lines.indices.contains(error.line - 1)
        ? lines[error.line - 1].trimmingCharacters(in: .whitespaces) : ""
      return "\(name):\(error.line):\(error.column): \(error.text)"
        + (code.isEmpty ? "" : "\n    \(code)")
    }
    let rest = errors.count - shown.count
    let place = known?.place(for: errors.prefix(limit).map(\.text))
    return shown.joined(separator: "\n") + (rest > 0 ? "\n... and \(rest) more" : "")
      + (place.map { "\n\($0.text)" } ?? "")
  }
}
