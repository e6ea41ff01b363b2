import Foundation
import Synchronization

/// What happened on several lanes over time, such as a lane for each thread.
struct Lanes: Sendable, Equatable {
  /// One stretch of work.
  struct Stretch: Sendable, Equatable {
    let lane: String
    let label: String
    /// In seconds from the beginning.
    let start: Double
    let end: Double
  }

  /// The lanes, in the order in which they are drawn.
  var names: [String] = []
  var stretches: [Stretch] = []

  /// When the last stretch ended, in seconds.
  var end: Double { stretches.map(\.end).max() ?? 0 }

  /// Draws a line for each lane, in which a stretch is a box that is as long as its time.
  ///
  /// - Parameter width: How many characters the whole time takes.
  func drawn(width: Int = 60) -> String {
    let margin = (names.map(\.count).max() ?? 0) + 2
    let scale = Double(width) / max(end, 0.001)
    let lines = names.map { name in
      var line = [Character](repeating: " ", count: width)
      for stretch in stretches where stretch.lane == name {
        let first = min(Int(stretch.start * scale), width - 1)
        let last = min(max(Int(stretch.end * scale) - 1, first), width - 1)
        for place in first...last { line[place] = "─" }
        line[first] = "├"
        if last > first { line[last] = "┤" }
        for (place, character) in zip((first + 1)..<max(last, first + 1), stretch.label) {
          line[place] = character
        }
      }
      return name.padding(toLength: margin, withPad: " ", startingAt: 0) + String(line)
    }
    let seconds = String(format: "%.2f s", end)
    let axis =
      String(repeating: " ", count: margin) + "0"
      + String(repeating: " ", count: max(width - 1 - seconds.count, 1)) + seconds
    return (lines + [axis]).joined(separator: "\n")
  }
}

/// Notes what happens on lanes while it happens.
final class LaneRecorder: Sendable {
  private let lanes: Mutex<Lanes>
  private let start = ContinuousClock.now

  init(_ names: [String]) { lanes = Mutex(Lanes(names: names)) }

  var recorded: Lanes { lanes.withLock { $0 } }

  /// The time since the beginning, in seconds.
  var now: Double { (ContinuousClock.now - start).inSeconds }

  /// Notes a stretch that began at `start` and ends now.
  func note(_ lane: String, _ label: String, since start: Double) {
    let stretch = Lanes.Stretch(lane: lane, label: label, start: start, end: now)
    lanes.withLock { lanes in
      if !lanes.names.contains(lane) { lanes.names.append(lane) }
      lanes.stretches.append(stretch)
    }
  }

  /// Runs `body` as a stretch of a lane.
  func during<Result>(_ lane: String, _ label: String, _ body: () throws -> Result) rethrows
    -> Result
  {
    let start = now
    defer { note(lane, label, since: start) }
    return try body()
  }

  /// Runs `body` as a stretch of a lane.
  func during<Result: Sendable>(
    _ lane: String, _ label: String, _ body: @Sendable () async throws -> Result
  ) async rethrows -> Result {
    let start = now
    defer { note(lane, label, since: start) }
    return try await body()
  }
}
