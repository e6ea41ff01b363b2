import Foundation

/// The last line that a subject prints when it crashes: the calls it was in, for the judge.
public enum CrashNote {
  /// What the line begins with.
  ///
  /// Numbers follow, in hexadecimal, innermost call first: distances in bytes from where the program
  /// is loaded.
  public static let sign: StaticString = "[crashed in calls"

  /// Takes the line out of what was printed.
  ///
  /// - Returns: The rest, and the calls; none if there is no such line.
  public static func split(_ output: String) -> (rest: String, calls: [Int]) {
    guard let note = output.range(of: "\n\(sign)", options: .backwards) else { return (output, []) }
    let calls = output[note.upperBound...].split(whereSeparator: \.isWhitespace)
    return (String(output[..<note.lowerBound]), calls.compactMap { Int($0, radix: 16) })
  }
}
