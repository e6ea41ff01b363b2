public import Foundation

/// What requests, answers and evidence are made of: JSON, and two kinds of bulk data.
///
/// Requests have no type of their own for each exercise, so that a new exercise adds nothing here:
/// its suite writes `["workers": 4]` and its adapter reads `request["workers"].int`.
public enum Value: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([Value])
  case object([String: Value])
  /// Bytes, sent as base64.
  case data(Data)
  /// Many whole numbers, sent as base64 of their 8-byte little-endian forms.
  case ints([Int])

  /// The member of an object; `null` when there is none.
  public subscript(key: String) -> Value {
    guard case .object(let members) = self else { return .null }
    return members[key] ?? .null
  }

  /// The number, or nil when this is no whole number.
  public var int: Int? {
    guard case .int(let number) = self else { return nil }
    return number
  }

  /// The truth value, or nil when this is none.
  public var bool: Bool? {
    guard case .bool(let truth) = self else { return nil }
    return truth
  }

  /// The text, or nil when this is no string.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The elements, or nil when this is no array.
  public var array: [Value]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The bytes, or nil when these are none.
  public var data: Data? {
    guard case .data(let bytes) = self else { return nil }
    return bytes
  }

  /// The numbers, or nil when these are none.
  public var ints: [Int]? {
    guard case .ints(let numbers) = self else { return nil }
    return numbers
  }
}

extension CodingUserInfoKey {
  /// Set where values say of themselves what they are, as they do in frames; elsewhere they are plain
  /// JSON.
  ///
  /// Plain JSON has to be read by trial, and in a process that runs tests each error thrown on the
  /// way costs a backtrace: that was two fifths of the time of a check that reads many messages.
  static let namesKinds = CodingUserInfoKey(rawValue: "namesKinds")
}

extension Value: Codable {
  private enum Bulk: String, CodingKey {
    case data = "$data"
    case ints = "$ints"
  }

  private enum Kind: String, CodingKey {
    case null, bool, int, double, string, array, object, data, ints
  }

  /// Reads a value from JSON; `{"$data": base64}` and `{"$ints": base64}` are the bulk kinds.
  public init(from decoder: any Decoder) throws {
    let namesKinds = CodingUserInfoKey.namesKinds.flatMap { decoder.userInfo[$0] } != nil
    self = try namesKinds ? Value(named: decoder) : Value(plain: decoder)
  }

  /// Reads `{"int": 3}` and the like.
  private init(named decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Kind.self)
    switch container.allKeys.first {
    case .bool?: self = .bool(try container.decode(Bool.self, forKey: .bool))
    case .int?: self = .int(try container.decode(Int.self, forKey: .int))
    case .double?: self = .double(try container.decode(Double.self, forKey: .double))
    case .string?: self = .string(try container.decode(String.self, forKey: .string))
    case .array?: self = .array(try container.decode([Value].self, forKey: .array))
    case .object?: self = .object(try container.decode([String: Value].self, forKey: .object))
    case .data?: self = .data(try container.decode(Data.self, forKey: .data))
    case .ints?: self = .ints(Self.unpack(try container.decode(Data.self, forKey: .ints)))
    case .null?, nil: self = .null
    }
  }

  private init(plain decoder: any Decoder) throws {
    // What a value is shows in which of these can be decoded.
    if let bulk = try? decoder.container(keyedBy: Bulk.self), bulk.allKeys.count == 1 {
      if let bytes = try? bulk.decode(Data.self, forKey: .data) {
        self = .data(bytes)
        return
      }
      if let bytes = try? bulk.decode(Data.self, forKey: .ints) {
        self = .ints(Self.unpack(bytes))
        return
      }
    }
    let single = try decoder.singleValueContainer()
    if let members = try? single.decode([String: Value].self) {
      self = .object(members)
    } else if let elements = try? single.decode([Value].self) {
      self = .array(elements)
    } else if let text = try? single.decode(String.self) {
      self = .string(text)
    } else if let number = try? single.decode(Int.self) {
      self = .int(number)
    } else if let truth = try? single.decode(Bool.self) {
      self = .bool(truth)
    } else if let number = try? single.decode(Double.self) {
      self = .double(number)
    } else {
      self = .null
    }
  }

  /// Writes the value as JSON.
  public func encode(to encoder: any Encoder) throws {
    let namesKinds = CodingUserInfoKey.namesKinds.flatMap { encoder.userInfo[$0] } != nil
    try namesKinds ? encodeNamed(to: encoder) : encodePlain(to: encoder)
  }

  private func encodeNamed(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Kind.self)
    switch self {
    case .null: try container.encodeNil(forKey: .null)
    case .bool(let truth): try container.encode(truth, forKey: .bool)
    case .int(let number): try container.encode(number, forKey: .int)
    case .double(let number): try container.encode(number, forKey: .double)
    case .string(let text): try container.encode(text, forKey: .string)
    case .array(let elements): try container.encode(elements, forKey: .array)
    case .object(let members): try container.encode(members, forKey: .object)
    case .data(let bytes): try container.encode(bytes, forKey: .data)
    case .ints(let numbers): try container.encode(Self.pack(numbers), forKey: .ints)
    }
  }

  private func encodePlain(to encoder: any Encoder) throws {
    switch self {
    case .data(let bytes): try [Bulk.data.rawValue: bytes].encode(to: encoder)
    case .ints(let numbers): try [Bulk.ints.rawValue: Self.pack(numbers)].encode(to: encoder)
    case .bool(let truth): try truth.encode(to: encoder)
    case .int(let number): try number.encode(to: encoder)
    case .double(let number): try number.encode(to: encoder)
    case .string(let text): try text.encode(to: encoder)
    case .array(let elements): try elements.encode(to: encoder)
    case .object(let members): try members.encode(to: encoder)
    case .null:
      var single = encoder.singleValueContainer()
      try single.encodeNil()
    }
  }

  private static func pack(_ numbers: [Int]) -> Data {
    numbers.map(\.littleEndian).withUnsafeBytes { Data($0) }
  }

  private static func unpack(_ bytes: Data) -> [Int] {
    var numbers = [Int](repeating: 0, count: bytes.count / MemoryLayout<Int>.size)
    numbers.withUnsafeMutableBytes { _ = bytes.copyBytes(to: $0) }
    return numbers.map(Int.init(littleEndian:))
  }

  /// The value that any encodable thing has as JSON.
  public init(encoding thing: some Encodable) throws {
    self = try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(thing))
  }

  /// The decodable thing that this value is the JSON of.
  public func decoded<Thing: Decodable>(as type: Thing.Type) throws -> Thing {
    try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
  }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Makes a whole number.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// Makes a text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Makes a truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Makes an array.
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
  /// Makes an object; of a key given twice the last one counts.
  public init(dictionaryLiteral elements: (String, Value)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
