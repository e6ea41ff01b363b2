/// How a history is in a report: its rows in words.
extension History.Row: Codable {
  private enum CodingKeys: String, CodingKey { case thread, step, place, source }

  /// What happened, in words and with numbers for names.
  var step: String { event.words.text() }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      thread: try row.decode(Int.self, forKey: .thread),
      event: .told(try row.decode(String.self, forKey: .step)), index: nil,
      place: try row.decode(String.self, forKey: .place),
      source: try row.decode(String.self, forKey: .source))
  }

  func encode(to encoder: any Encoder) throws {
    var row = encoder.container(keyedBy: CodingKeys.self)
    try row.encode(thread, forKey: .thread)
    try row.encode(step, forKey: .step)
    try row.encode(place, forKey: .place)
    try row.encode(source, forKey: .source)
  }
}

extension ObjectID: Codable {
  /// Reads a name such as `lock 2`.
  public init(from decoder: any Decoder) throws {
    let words = try String(from: decoder).split(separator: " ")
    guard words.count == 2, let kind = Kind(rawValue: String(words[0])), let number = Int(words[1])
    else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not the name of an object"))
    }
    self.init(kind, number)
  }

  /// Writes its name.
  public func encode(to encoder: any Encoder) throws { try name.encode(to: encoder) }
}

extension ThreadOrTask: Codable {
  /// Reads a name such as `thread 2`.
  public init(from decoder: any Decoder) throws {
    let words = try String(from: decoder).split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0] != "task" else {
      self = .task(String(words.last ?? ""))
      return
    }
    // The caller has no number.
    self = .thread(Int(words[1]) ?? 0)
  }

  /// Writes its name.
  public func encode(to encoder: any Encoder) throws { try name.encode(to: encoder) }
}
