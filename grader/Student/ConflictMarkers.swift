import Foundation

/// What Git leaves in a file in which two changes met: such a file is told as what it is, and isn't
/// compiled.
enum ConflictMarkers {
  /// What to say of the first file with markers; nil if there is none.
  static func complaint(about files: [URL]) -> String? {
    for file in files {
      // A file that can't be read is told by the compiler.
      guard let text = try? String(contentsOf: file, encoding: .utf8),
        let lines = lines(in: text)
      else { continue }
      let name = file.lastPathComponent
      return """
        \(name) has two versions of the same lines, as a merge left them: one begins at line \
        \(lines.first), the other ends at line \(lines.last).
        Keep the lines that you want, and take out those that begin with <<<<<<<, ======= and >>>>>>>.
        """
    }
    return nil
  }

  /// The lines of the first pair of markers, counted from 1.
  static func lines(in text: String) -> (first: Int, last: Int)? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(where: { $0.hasPrefix("<<<<<<< ") }),
      let middle = lines[first...].firstIndex(where: { $0.hasPrefix("=======") }),
      let last = lines[middle...].firstIndex(where: { $0.hasPrefix(">>>>>>> ") })
    else { return nil }
    return (first + 1, last + 1)
  }
}
