import Foundation
import Interleaving

/// What a message is sent as bytes, and not as JSON.
///
/// They begin with a zero, which JSON never does. What JSON looks up at its first use, in each process,
/// takes longer than all the rest of a short run's messages.
protocol CompactlySent {
  /// The bytes; nil if the message is sent as JSON.
  var compact: [UInt8]? { get }

  /// Reads a message.
  init(compact bytes: [UInt8]) throws
}

extension Value {
  private enum Tag: Int {
    case null, bool, int, double, string, array, object, data, ints
  }

  /// Adds the value to bytes.
  func append(to bytes: inout ByteWriter) {
    func tag(_ tag: Tag) { bytes.append(tag.rawValue) }
    switch self {
    case .null: tag(.null)
    case .bool(let truth):
      tag(.bool)
      bytes.append(truth ? 1 : 0)
    case .int(let number):
      tag(.int)
      bytes.append(number)
    case .double(let number):
      tag(.double)
      bytes.append(Int(bitPattern: UInt(number.bitPattern)))
    case .string(let text):
      tag(.string)
      bytes.append(text)
    case .array(let elements):
      tag(.array)
      bytes.append(elements.count)
      for element in elements { element.append(to: &bytes) }
    case .object(let members):
      tag(.object)
      bytes.append(members.count)
      for (key, member) in members {
        bytes.append(key)
        member.append(to: &bytes)
      }
    case .data(let data):
      tag(.data)
      bytes.append(data)
    case .ints(let numbers):
      tag(.ints)
      bytes.append(numbers.count)
      for number in numbers { bytes.append(number) }
    }
  }

  /// In so many others a value may lie; whoever reads deeper runs out of stack in the end.
  private static let deepest = 64

  /// Reads what `append` wrote.
  init(from bytes: inout ByteReader, depth: Int = 0) throws {
    guard depth <= Self.deepest, let tag = Tag(rawValue: try bytes.next()) else { throw BadBytes() }
    switch tag {
    case .null: self = .null
    case .bool: self = .bool(try bytes.next() == 1)
    case .int: self = .int(try bytes.next())
    case .double: self = .double(Double(bitPattern: UInt64(UInt(bitPattern: try bytes.next()))))
    case .string: self = .string(try bytes.nextText())
    case .array:
      self = .array(
        try (0..<bytes.nextCount()).map { _ in try Value(from: &bytes, depth: depth + 1) })
    case .object:
      var members: [String: Value] = [:]
      for _ in 0..<(try bytes.nextCount()) {
        let key = try bytes.nextText()
        members[key] = try Value(from: &bytes, depth: depth + 1)
      }
      self = .object(members)
    case .data: self = .data(Data(try bytes.nextBytes()))
    case .ints: self = .ints(try (0..<bytes.nextCount()).map { _ in try bytes.next() })
    }
  }
}

extension Outcome {
  private enum Tag: Int {
    case returned, notStarted, invalidArgument, threw
  }

  /// Adds the outcome to bytes.
  func append(to bytes: inout ByteWriter) {
    switch self {
    case .returned(let value):
      bytes.append(Tag.returned.rawValue)
      value.append(to: &bytes)
    case .notStarted: bytes.append(Tag.notStarted.rawValue)
    case .invalidArgument(let name, let reason):
      bytes.append(Tag.invalidArgument.rawValue)
      bytes.append(name)
      bytes.append(reason)
    case .threw(let type, let text):
      bytes.append(Tag.threw.rawValue)
      bytes.append(type)
      bytes.append(text)
    }
  }

  /// Reads what `append` wrote.
  init(from bytes: inout ByteReader) throws {
    guard let tag = Tag(rawValue: try bytes.next()) else { throw BadBytes() }
    switch tag {
    case .returned: self = .returned(try Value(from: &bytes))
    case .notStarted: self = .notStarted
    case .invalidArgument:
      self = .invalidArgument(name: try bytes.nextText(), reason: try bytes.nextText())
    case .threw: self = .threw(type: try bytes.nextText(), text: try bytes.nextText())
    }
  }
}
