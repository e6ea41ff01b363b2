/// A sentence about a run, in which threads and objects get their names when it is printed.
public struct Sentence: Sendable, Equatable, ExpressibleByStringInterpolation {
  fileprivate enum Part: Sendable, Equatable {
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
  /// Reads a sentence whose names are in it already.
  public init(from decoder: any Decoder) throws {
    self.init(stringLiteral: try String(from: decoder))
  }

  /// Writes the sentence, with numbers for names.
  public func encode(to encoder: any Encoder) throws { try text().encode(to: encoder) }
}

extension [Sentence] {
  /// One after the other.
  func joined(separator: String) -> Sentence {
    dropFirst().reduce(first ?? "") { "\($0)\(separator)\($1)" }
  }
}
