import Judge
import Wire

/// The rounds of a timed check, drawn one beside the other.
struct Rounds {
  private let measured: Measurement
  /// The numbers of those that counted: those in which the kit's own loop got most.
  private let counted: Set<Int>

  private static let (left, width, height) = (40.0, 640.0, 200.0)

  /// Reads them; nil if these are none.
  init?(_ value: Value) {
    // What can't be read is told in words, as it is without a picture.
    guard case .object = value, let measured = try? value.decoded(as: Measurement.self),
      !measured.rounds.isEmpty
    else { return nil }
    self.measured = measured
    let byGrant = measured.rounds.indices.sorted {
      measured.rounds[$0].granted > measured.rounds[$1].granted
    }
    counted = Set(byGrant.prefix(measured.counted))
  }

  /// A message without the same drawn in letters.
  func without(_ message: String) -> String {
    measured.plot.map { message.replacing("\n\($0)", with: "") } ?? message
  }

  var html: HTML {
    """
    <figure class="picture">
    <div class="wide" tabindex="0" role="group" aria-label="Speedups by rounds">\(drawn)</div>
    <figcaption class="dim">\(measured.rounds.count) rounds, each with an input of its own; \
    \(measured.counted) counted. How many times as fast as one worker: a dot is this code, a bar the kit's \
    own loop just before and just after it\(needed). An empty dot or a cross is a round that doesn't count, as the \
    machine was busy.</figcaption>
    <details><summary>The rounds in numbers</summary>
    \(numbers)</details>
    </figure>

    """
  }

  private var needed: String {
    measured.needed == nil ? "" : ", the dashed line what was needed"
  }

  private var numbers: HTML {
    let rows = measured.rounds.enumerated().map { index, round in
      HTML.row(
        heading: "\(index + 1)", "\(round.before)", round.isLost ? "–" : "\(round.student)",
        round.isLost ? "–" : "\(round.after)", counted.contains(index) ? "yes" : "no")
    }
    return HTML.table(
      "Times as fast as one worker",
      headings: ["round", "the kit before", "this code", "the kit after", "counted"], rows)
  }

  // MARK: The drawing

  /// The highest that is drawn.
  private var top: Double {
    let all = measured.rounds.flatMap { [$0.before, $0.student, $0.after] }
    return max(all.max() ?? 1, Double(measured.workers), 1) * 1.05
  }

  private func height(of speedup: Double) -> Double {
    Self.height * (1 - min(max(speedup, 0) / top, 1)) + 8
  }

  private func place(of round: Int) -> Double {
    Self.left + (Self.width - Self.left) * (Double(round) + 0.5) / Double(measured.rounds.count)
  }

  private var drawn: HTML {
    let student = measured.student.map { "; this code has the median \(Mark.number($0))" } ?? ""
    let step = max(1, (top / 8).rounded(.up))
    let lines = stride(from: 0, through: top, by: step).map { speedup -> HTML in
      let y = height(of: speedup)
      return """
        <line class="axis" x1="\(Self.left)" x2="\(Self.width)" y1="\(y)" y2="\(y)"/>\
        <text x="\(Self.left - 6)" y="\(y + 4)" text-anchor="end">\(speedup)x</text>

        """
    }
    let needed = measured.needed.map { needed -> HTML in
      let y = height(of: needed)
      return """
        <line class="needed" x1="\(Self.left)" x2="\(Self.width)" y1="\(y)" y2="\(y)"/>

        """
    }
    return """
      <svg viewBox="0 0 \(Self.width) \(Self.height + 32)" role="img" \
      aria-label="Speedups of \(measured.rounds.count) rounds\(student)">
      \(lines)\(needed ?? .nothing)\(measured.rounds.enumerated().map(round))
      <text x="\(Self.width)" y="\(Self.height + 28)" text-anchor="end">rounds</text></svg>
      """
  }

  private func round(_ index: Int, _ round: Round) -> HTML {
    let x = place(of: index)
    let (before, after) = (height(of: round.before), height(of: round.after))
    guard !round.isLost else {
      return """
        <path class="kit" d="M\(x - 4) \(before - 4)l8 8m0 -8l-8 8"/>

        """
    }
    return """
      <path class="kit" d="M\(x - 5) \(before)h10M\(x - 5) \(after)h10M\(x) \(before)V\(after)"/>\
      <circle class="you\(counted.contains(index) ? "" : " out")" cx="\(x)" cy="\(height(of: round.student))" r="4"/>

      """
  }
}

extension Round {
  /// Whether it was given up after its first run.
  fileprivate var isLost: Bool { student == 0 && after == 0 }
}
