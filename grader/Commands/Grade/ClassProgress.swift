import Foundation
import Judge

/// How far a class is: what has ended, what is under way, and when all of it may be done.
struct ClassProgress {
  /// How many of those under way a line names.
  private static let most = 3
  /// From how many newly graded entries on the time that is left is told.
  private static let enough = 2

  let total: Int
  let start: ContinuousClock.Instant
  private(set) var ended = 0
  private var graded = 0
  private var underWay: [String] = []

  init(total: Int, start: ContinuousClock.Instant) { (self.total, self.start) = (total, start) }

  /// Takes note of what happens.
  ///
  /// - Returns: What there is to say of it on a line; nil for what isn't worth one.
  mutating func note(_ event: ClassRun.Event) -> String? {
    switch event {
    case .began(let name):
      underWay.append(name)
      return nil
    case .wrote:
      return nil
    case .ended(let name, let score, let isKept):
      end(name, isGraded: !isKept)
      return
        "\(ended) of \(total): \(name) \(score.inWords) points\(isKept ? " (graded before)" : "")"
    case .failed(let name, let reason):
      end(name, isGraded: true)
      return "\(ended) of \(total): \(name) could not be graded: \(reason)"
    }
  }

  private mutating func end(_ name: String, isGraded: Bool) {
    ended += 1
    if isGraded { graded += 1 }
    if let place = underWay.firstIndex(of: name) { underWay.remove(at: place) }
  }

  /// A line for a terminal, no wider than that.
  func line(at now: ContinuousClock.Instant, width: Int) -> String {
    let bars = 20
    let full = total == 0 ? bars : ended * bars / total
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: bars - full)
    var line = "[\(bar)] \(ended) of \(total)"
    if let left = secondsLeft(at: now) { line += ", about \(Self.inWords(left)) left" }
    let names = underWay.prefix(Self.most).joined(separator: ", ")
    let more = underWay.count - min(underWay.count, Self.most)
    if !names.isEmpty { line += "  \(names)\(more > 0 ? " and \(more) more" : "")" }
    return String(visible(line).prefix(max(1, width - 1)))
  }

  /// As long as the others took, for those that are left.
  private func secondsLeft(at now: ContinuousClock.Instant) -> Double? {
    guard graded >= Self.enough, ended < total else { return nil }
    return (now - start).inSeconds / Double(graded) * Double(total - ended)
  }

  private static func inWords(_ seconds: Double) -> String {
    switch seconds {
    case ..<90: "\(Int(seconds)) s"
    case ..<5400: "\(Int(seconds / 60 + 0.5)) min"
    // Anything longer.
    default: "\(Int(seconds / 3600 + 0.5)) h"
    }
  }
}
