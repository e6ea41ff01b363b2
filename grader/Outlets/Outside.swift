import Judge

/// What became of a check, for programs that know no more than this.
enum Outside {
  case passed
  case failed
  /// It says nothing of the code.
  case skipped
  /// The kit failed.
  case broken
}

extension Status {
  /// The same for programs that know less.
  var outside: Outside {
    switch self {
    case .passed: .passed
    case .failed, .didNotCompile: .failed
    case .notStarted, .notMeasured, .notReached: .skipped
    case .judgeError: .broken
    }
  }
}

extension Document {
  /// Whether there was anything to grade: of who handed in nothing, the roster alone knows.
  var isHandedIn: Bool { entry?.source != .roster }
}

extension ExerciseResult {
  /// What there is to tell of one of its checks, in one text; nil if there is nothing.
  func told(of check: Verdict, code: String = "Your code") -> String? {
    let text = Message(check, of: code).lines()
    if !text.isEmpty { return text }
    // Where no check ran, what there is to say is said of the exercise.
    return check.status == .passed ? nil : message
  }
}

extension String {
  /// Its first line, cut where it gets long.
  var firstLine: String {
    let line = split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.count > 200 ? line.prefix(199) + "…" : line
  }

  /// The text with control characters as pictures, which XML and terminals can't have as they are.
  var printable: String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A: text.append(scalar)
      case 0..<0x20: text.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: text.append("\u{2421}")
      case 0x80..<0xA0, 0xFFFE, 0xFFFF: text.append("\u{FFFD}")
      // All others are characters.
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
