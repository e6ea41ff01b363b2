import Foundation

/// How much is shown of an order of steps.
public enum Tables: Sendable, Equatable {
  /// All rows, or those near the ones that matter, however wide they are.
  case whole
  /// The rows that matter, in so many columns.
  case narrow(columns: Int)
}

/// A history as text.
extension History {
  /// So many rows are shown; of more, those are left out that are far from the beginning, from the
  /// marked rows, and from what each thread waits for in the end.
  static let mostRows = 44

  /// The table, with how it was found and how to see it again.
  ///
  /// - Parameters:
  ///   - exercise: The exercise's name.
  ///   - tables: How much of it is shown.
  func story(of exercise: String, _ tables: Tables = .whole) -> String {
    """

    \(schedules == 1 ? "This was the first order that was tried:" : "This order came after \(schedules - 1) that went well:")

    \(text(tables))

    To see it again: swift run grader replay \(exercise) \(token)
    \(wayToAllRows(tables).map { $0 + "\n" } ?? "")
    """
  }

  /// How to see the rows that are left out; nil if none are.
  func wayToAllRows(_ tables: Tables) -> String? {
    isFolded(tables) ? "With --wide, check and replay leave no rows out." : nil
  }

  /// The table, as much of it as is wanted.
  public func text(_ tables: Tables) -> String {
    switch tables {
    case .whole: text
    case .narrow(let columns): text(columns: columns)
    }
  }

  /// The table, and where what is named in it was made.
  public var text: String {
    let threads = Set(rows.map(\.thread)).sorted()
    let names = names
    let steps = rows.map { row in row.event.words.text { names[$0] ?? $0.rawValue } }
    let width = 2 + (steps.map(\.count).max() ?? 0)
    func cell(_ text: String) -> String {
      text.padding(toLength: width, withPad: " ", startingAt: 0)
    }
    func step(_ index: Int) -> String {
      let row = rows[index]
      let cells = threads.map { cell($0 == row.thread ? steps[index] : "") }.joined()
      let mark = marks.contains(index + 1) ? ">" : " "
      return mark + String(format: "%3d  ", index + 1) + cells + line(row.place, row.source)
    }
    let near = near
    var lines = ["      " + threads.map { cell(columns[$0].rawValue) }.joined()]
    var left = 0
    for index in rows.indices {
      guard near.contains(index) else {
        left += 1
        continue
      }
      if left > 0 { lines.append("      ... \(counted(left, "step")) left out ...") }
      left = 0
      if waits > 0, index == rows.count - waits { lines.append("      Then nobody can go on:") }
      lines.append(step(index))
    }
    let further = left + stepsLeftOut
    if further > 0 { lines.append("      ... \(counted(further, "further step")) ...") }
    return (lines + legend(of: near)).map(\.trimmingTrailingSpaces).joined(separator: "\n")
  }

  private func line(_ place: String, _ source: String) -> String {
    place.isEmpty ? "" : "\(place)  \(shortened(source, to: 100))"
  }

  /// The rows that are shown.
  private var near: Set<Int> {
    guard rows.count > Self.mostRows else { return Set(rows.indices) }
    let beginning = 12
    var near = Set(0..<beginning)
    if marks.isEmpty { near.formUnion(rows.count - (Self.mostRows - beginning)..<rows.count) }
    for mark in marks { near.formUnion(mark - 12...mark + 3) }
    near.formUnion(rows.count - waits..<rows.count)
    return near
  }

  /// Where that was made which is named in some rows.
  private func legend(of shown: Set<Int>) -> [String] {
    let made = makings(in: shown.filter(rows.indices.contains))
    guard !made.isEmpty else { return [] }
    let width = 2 + (made.map(\.name.count).max() ?? 0)
    return ["", "What was made where:"]
      + made.map { name, making, isRepeated in
        "      " + name.padding(toLength: width, withPad: " ", startingAt: 0)
          + (making.wordsWithoutLine
            ?? line(making.place + (isRepeated ? History.Making.eachTime : ""), making.source))
      }
  }
}

extension History.Making {
  /// Where it was made if that is no line of the student's.
  var wordsWithoutLine: String? {
    switch place {
    case History.elsewhere: "given to your code"
    case History.system: "there in every program"
    default: nil  // A line, of which there are many.
    }
  }

  /// What stands behind a line that made several.
  static let eachTime = ", one each time"
}

extension String {
  var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
