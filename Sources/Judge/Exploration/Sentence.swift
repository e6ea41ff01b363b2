/// A sentence about a run, in which threads and objects get their names when it is printed.
public struct Sentence: Sendable, Equatable, ExpressibleByStringInterpolation {
  fileprivate enum Part: Sendable, Equatable, Codable {
    case text(String)
    case object(ObjectID)
    case thread(ThreadOrTask)
    /// What follows begins a sentence.
    case start
  }

  private var parts: [Part]

  /// Collects what is between the braces.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    /// Makes an empty one.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds a text.
    public mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { parts.append(.text(text)) }
    }

    /// Adds a text or a number.
    public mutating func appendInterpolation(_ text: some CustomStringConvertible) {
      appendLiteral("\(text)")
    }

    /// Adds an object, whatever it is called.
    public mutating func appendInterpolation(_ object: ObjectID) { parts.append(.object(object)) }

    /// Adds a thread or a task, whatever it is called.
    public mutating func appendInterpolation(_ thread: ThreadOrTask) {
      parts.append(.thread(thread))
    }

    /// Adds what another sentence says.
    public mutating func appendInterpolation(_ sentence: Sentence) { parts += sentence.parts }
  }

  /// Makes a sentence without names.
  public init(stringLiteral text: String) { parts = text.isEmpty ? [] : [.text(text)] }

  /// Makes a sentence.
  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  /// Whether it says nothing.
  var isEmpty: Bool { parts.isEmpty }

  /// The objects in it.
  public var objects: [ObjectID] {
    parts.compactMap { if case .object(let object) = $0 { object } else { nil } }
  }

  /// The same, beginning with an uppercase letter.
  var startingUppercase: Sentence {
    var sentence = self
    if !isEmpty { sentence.parts.insert(.start, at: 0) }
    return sentence
  }

  /// The sentence in print.
  ///
  /// - Parameter name: What objects are called.
  func text(_ name: (ObjectID) -> String = \.rawValue) -> String {
    var (text, isStart) = ("", false)
    for part in parts {
      let next: String
      switch part {
      case .start:
        isStart = true
        continue
      case .text(let words): next = words
      case .object(let object): next = name(object)
      case .thread(let thread): next = thread.rawValue
      }
      text += isStart ? next.prefix(1).uppercased() + next.dropFirst() : next
      isStart = false
    }
    return text
  }
}

extension Sentence: Codable {
  /// Set by an encoder of a report, which wants sentences in print, with numbers for names.
  static let isInPrint = CodingUserInfoKey(rawValue: "isInPrint")

  /// Whether an encoder is one of a report.
  static func isPrinted(by encoder: any Encoder) -> Bool {
    isInPrint.flatMap { encoder.userInfo[$0] } != nil
  }

  /// Reads a sentence whose names are still to be put in.
  public init(from decoder: any Decoder) throws { parts = try [Part](from: decoder) }

  /// Writes the sentence in parts, or in print for a report.
  public func encode(to encoder: any Encoder) throws {
    if Self.isPrinted(by: encoder) {
      try text().encode(to: encoder)
    } else {
      try parts.encode(to: encoder)
    }
  }
}

extension [Sentence] {
  /// One after the other.
  func joined(separator: String) -> Sentence {
    dropFirst().reduce(first ?? "") { "\($0)\(separator)\($1)" }
  }
}
