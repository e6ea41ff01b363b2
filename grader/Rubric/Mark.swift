import Foundation

/// What a submission counts in a course.
struct Mark: Codable, Equatable, Sendable {
  /// What one exercise adds to it.
  struct Share: Codable, Equatable, Sendable {
    let exercise: String
    let points: Double
    let outOf: Double
  }

  /// The name of the rubric that it was counted by; nil if there was none.
  let rubric: String?
  let points: Double
  let outOf: Double
  var shares: [Share]?
  /// How many days late it came, where they cost something.
  var lateDays: Double?
  /// What these took off.
  var deducted: Double?

  /// Counts the exercises together, and takes off what late days cost.
  init(rubric: String, shares: [Share], lateDays: Double, late: Rubric.Late?) {
    self.rubric = rubric
    self.shares = shares
    outOf = shares.reduce(0) { $0 + $1.outOf }
    let earned = shares.reduce(0) { $0 + $1.points }
    let percent = late.map { min(lateDays * $0.percentPerDay, $0.most) } ?? 0
    let deducted = earned * percent / 100
    points = earned - deducted
    if lateDays > 0 { (self.lateDays, self.deducted) = (lateDays, deducted) }
  }

  /// The points as they are, where there is no rubric.
  init(points: Int, outOf: Int) {
    (rubric, self.points, self.outOf) = (nil, Double(points), Double(outOf))
  }

  /// So much of what there is to earn, in percent; 0 where there is nothing.
  var percent: Double { outOf > 0 ? 100 * points / outOf : 0 }

  /// The mark as a person says it, such as "34.5 of 40 (2 days late: 6 taken off)".
  var inWords: String {
    let late = lateDays.map { days in
      " (\(Self.number(days)) \(days == 1 ? "day" : "days") late: "
        + "\(Self.number(deducted ?? 0)) taken off)"
    }
    return "\(Self.number(points)) of \(Self.number(outOf))\(late ?? "")"
  }

  /// A number with two places at most, and a point whatever the country: other programs read it.
  static func number(_ value: Double) -> String {
    let hundredths = (value * 100).rounded()
    guard hundredths.isFinite, abs(hundredths) < 1e15 else { return "\(value)" }
    let whole = Int(abs(hundredths))
    let places = whole % 100
    let rest = places % 10 == 0 ? "\(places / 10)" : "\(places / 10)\(places % 10)"
    return (hundredths < 0 ? "-" : "") + "\(whole / 100)" + (places == 0 ? "" : ".\(rest)")
  }
}

extension Document {
  /// What it counts: by its rubric, or else its points.
  var counted: Mark {
    mark ?? Mark(points: score.points, outOf: score.maxPoints)
  }
}
