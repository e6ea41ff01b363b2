import Foundation

/// A history as text.
extension History {
  /// So many rows are shown; of more, those are left out that are far from the beginning, from the
  /// marked rows, and from the end.
  static let mostRows = 44

  /// The table, with how it was found and how to see it again.
  ///
  /// - Parameter exercise: The exercise's name.
  public func story(of exercise: String) -> String {
    """

    This is order \(schedules) of those that were tried:

    \(text)

    To see it again: swift run grader replay \(exercise) \(token)

    """
  }

  /// The table.
  public var text: String {
    let threads = Set(rows.map(\.thread)).sorted()
    let width = 2 + (rows.map(\.step.count).max() ?? 0)
    func cell(_ text: String) -> String {
      text.padding(toLength: width, withPad: " ", startingAt: 0)
    }
    let heading = "      " + threads.map { cell(columns[$0]) }.joined()
    let lines = rows.enumerated().map { number, row in
      let cells = threads.map { cell($0 == row.thread ? row.step : "") }.joined()
      let place = row.place.isEmpty ? "" : "\(row.place)  \(shortened(row.source, to: 60))"
      let mark = marks.contains(number + 1) ? ">" : " "
      return mark + String(format: "%3d  ", number + 1) + cells + place
    }
    return ([heading] + shown(lines)).map { $0.trimmingTrailingSpaces }.joined(separator: "\n")
  }

  private func shown(_ lines: [String]) -> [String] {
    guard lines.count > Self.mostRows else { return lines }
    let beginning = 12
    var near = Set(0..<beginning)
    if marks.isEmpty { near.formUnion(lines.count - (Self.mostRows - beginning)..<lines.count) }
    for mark in marks { near.formUnion(mark - 12...mark + 3) }
    var shown: [String] = []
    var left = 0
    for (index, line) in lines.enumerated() {
      guard near.contains(index) else {
        left += 1
        continue
      }
      if left > 0 { shown.append("      ... \(left) steps left out ...") }
      left = 0
      shown.append(line)
    }
    return shown
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
