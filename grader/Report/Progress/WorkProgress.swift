import Foundation
import Judge

/// How far work of many parts is: what has ended, what is under way, and when all of it may be done.
struct WorkProgress {
  /// How many of those under way a line names.
  private static let most = 3
  /// With fewer parts than this, a bar says nothing that the numbers don't.
  private static let few = 11
  /// From how many parts on, done anew, the time that is left is told.
  private static let enough = 2

  let total: Int
  let start: ContinuousClock.Instant
  private(set) var ended = 0
  private var done = 0
  private var underWay: [(name: String, step: String)] = []

  init(total: Int, start: ContinuousClock.Instant) { (self.total, self.start) = (total, start) }

  /// A part begins, or goes on with another step.
  ///
  /// - Parameter step: What is done for it, in words that follow its name; empty if that goes without saying.
  mutating func note(_ name: String, _ step: String = "") {
    if let place = underWay.firstIndex(where: { $0.name == name }) {
      underWay[place].step = step
    } else {
      underWay.append((name, step))
    }
  }

  /// A part has ended.
  ///
  /// - Parameter isKept: Whether it was done before, so that its time tells nothing of the others'.
  mutating func end(_ name: String, isKept: Bool = false) {
    ended += 1
    if !isKept { done += 1 }
    underWay.removeAll { $0.name == name }
  }

  /// A line for a terminal, no wider than that.
  func line(at now: ContinuousClock.Instant, width: Int) -> String {
    var line = "\(ended) of \(total)"
    if total >= Self.few { line = "[\(bar)] \(line)" }
    if let left = secondsLeft(at: now) { line += ", about \(Self.inWords(left)) left" }
    let names = underWay.prefix(Self.most)
      .map { $0.step.isEmpty ? $0.name : "\($0.name) \($0.step)" }.joined(separator: ", ")
    let more = underWay.count - min(underWay.count, Self.most)
    if !names.isEmpty { line += ": \(names)\(more > 0 ? " and \(more) more" : "")" }
    return String(visible(line).prefix(max(1, width - 1)))
  }

  private var bar: String {
    let width = 20
    let full = ended * width / total
    return String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
  }

  /// As long as the others took, for those that are left.
  private func secondsLeft(at now: ContinuousClock.Instant) -> Double? {
    guard done >= Self.enough, ended < total else { return nil }
    return (now - start).inSeconds / Double(done) * Double(total - ended)
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
