import Foundation
import Judge

/// All exercises with their state, points and time of the last verdict, a line each.
struct StandingsText {
  let standings: [Standing]
  var now = Date.now
  var calendar = Calendar.current

  func text(_ layout: Layout) -> String {
    let width = standings.map(\.exercise.name.count).max() ?? 0
    let lines = standings.map { standing -> String in
      let name = standing.exercise.name.padding(toLength: width, withPad: " ", startingAt: 0)
      let state = self.state(of: standing).padding(toLength: 15, withPad: " ", startingAt: 0)
      let kept = standing.kept
      let points = kept.map(\.score.inWords) ?? ""
      let time = kept.map { self.time(of: $0.date) } ?? ""
      let cells = [
        "\(standing.exercise.number) \(name)", state,
        String(repeating: " ", count: max(8 - points.count, 0)) + points,
        time.padding(toLength: 10, withPad: " ", startingAt: 0), kept?.diagnosis ?? "",
      ]
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return layout.wrapped(line)
    }
    return lines.joined(separator: "\n") + "\n\n" + layout.wrapped(sum)
  }

  private func state(of standing: Standing) -> String {
    if case .checked(let kept) = standing.state, kept.status == .passed, kept.extent == .quick {
      return "passed (quick)"
    }
    return standing.inWords
  }

  private var sum: String {
    let whole = standings.count { $0.isWhole }
    return "\(whole) of \(standings.count) whole"
  }

  /// The time of today, or else the day.
  private func time(of date: Date) -> String {
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
    func two(_ number: Int?) -> String { String(format: "%02d", number ?? 0) }
    return calendar.isDate(date, inSameDayAs: now)
      ? "\(two(parts.hour)):\(two(parts.minute))"
      : "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
  }
}
