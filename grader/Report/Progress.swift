/// How far work of many parts is, for one line of a terminal.
struct Progress {
  let total: Int
  private(set) var ended = 0
  /// What is under way, in the order in which it began, and what is being done for it.
  private var underWay: [(name: String, step: String)] = []
  /// What was said last of a part that has ended.
  private var last = ""

  init(total: Int) { self.total = total }

  /// A part begins, or goes on with another step.
  mutating func note(_ name: String, _ step: String) {
    if let index = underWay.firstIndex(where: { $0.name == name }) {
      underWay[index].step = step
    } else {
      underWay.append((name, step))
    }
  }

  /// A part has ended.
  mutating func end(_ name: String, _ what: String) {
    underWay.removeAll { $0.name == name }
    ended += 1
    last = what
  }

  /// How wide the bar is, in characters.
  private static let width = 20
  /// With fewer parts than this, a bar says nothing that the numbers don't.
  private static let few = 11
  /// So many parts must have ended, and so many seconds passed, until the rest is estimated.
  private static let sample = (parts: 5, seconds: 10.0)

  /// The line: how many have ended, how long the others will take about, and what is under way.
  ///
  /// - Parameters:
  ///   - seconds: How long it has taken so far.
  ///   - width: The most characters that the line may have.
  func line(after seconds: Double, width: Int) -> String {
    let bar = total < Self.few ? nil : bar
    let rest = estimate(after: seconds).map { "about \($0) left" }
    let time = rest ?? Self.inWords(seconds)
    let now = underWay.prefix(2).map { "\($0.name) \($0.step)" }
    let what = now.isEmpty ? last : now.joined(separator: ", ")
    let head = [bar, "\(ended) of \(total), \(time)"].compactMap(\.self).joined(separator: " ")
    return String((what.isEmpty ? head : "\(head): \(what)").prefix(max(width - 1, 0)))
  }

  private var bar: String {
    let full = total > 0 ? Self.width * ended / total : 0
    return "[" + String(repeating: "#", count: full)
      + String(repeating: ".", count: Self.width - full) + "]"
  }

  private func estimate(after seconds: Double) -> String? {
    guard ended >= Self.sample.parts, seconds >= Self.sample.seconds, ended < total else {
      return nil
    }
    return Self.inWords(seconds / Double(ended) * Double(total - ended))
  }

  private static func inWords(_ seconds: Double) -> String {
    seconds < 90 ? "\(Int(seconds)) s" : "\(Int((seconds / 60).rounded())) min"
  }
}
