import Foundation
import Testing

@testable import Wire

struct ValueTests {
  // MARK: There and back

  @Test(
    arguments: [
      .null, .bool(true), .bool(false),
      .int(0), .int(1), .int(-1), .int(.max), .int(.min), .int(1 << 53 + 1),
      .double(0.5), .double(-0.1), .double(1e-300), .double(1e300), .double(.pi),
      .string(""), .string("12"), .string("true"), .string("null"), .string("$data"),
      .string("\u{0}\"\\/\n\u{2028}é🙂"),
      .array([]), .object([:]),
      .data(Data()), .data(Data(0...255)),
      .ints([]), .ints([0, -1, .max, .min]),
    ] as [Value])
  func `a value comes back as it was`(value: Value) throws {
    #expect(try Self.sent(value) == value)
    #expect(try Self.sentInFrame(value) == value)
  }

  @Test func `in a frame a value stays of its kind`() throws {
    for value: Value in [.double(2), ["$data": "AQID"], ["int": 3], [["null": .null]]] {
      #expect(try Self.sentInFrame(value) == value)
    }
  }

  @Test func `values inside values come back as they were`() throws {
    let value: Value = [
      "list": [1, "two", false, .null, .double(0.5), [[]], [:]],
      "bulk": ["page": .data(Data("<html>".utf8)), "primes": .ints([2, 3, 5])],
      "pages": [.data(Data([1])), .data(Data()), .ints([7])],
      "": ["$other": "x"],
      "nothing": .null,
    ]
    #expect(try Self.sent(value) == value)
    #expect(try Self.sentInFrame(value) == value)
  }

  @Test func `a hundred thousand numbers come back as they were`() throws {
    let value = Value.ints((0..<100_000).map { $0 &* 0x1E37_79B9_7F4A_7C15 })
    #expect(try Self.sent(value) == value)
  }

  // MARK: The form

  @Test func `numbers in bulk are their little-endian bytes in base64`() throws {
    #expect(try Self.written(.ints([1])) == #"{"$ints":"AQAAAAAAAAA="}"#)
  }

  @Test func `bytes are base64`() throws {
    #expect(try Self.written(.data(Data([1, 2, 3]))) == #"{"$data":"AQID"}"#)
  }

  @Test func `bytes behind the last whole number are left out`() throws {
    #expect(try Self.read(#"{"$ints":"AQAAAAAAAAD/"}"#) == .ints([1]))
  }

  @Test func `bulk that isn't base64 is a plain object`() throws {
    #expect(try Self.read(#"{"$data":"?"}"#) == ["$data": "?"])
  }

  @Test func `a whole number too large for Int becomes a double`() throws {
    #expect(try Self.read("9223372036854775808") == .double(0x1p63))
  }

  // MARK: Looking inside

  @Test func `a member that isn't there is null`() {
    let value: Value = ["workers": 4]
    #expect(value["limit"] == .null)
  }

  @Test func `what is no object has only null members`() {
    #expect(Value.array([1])["workers"] == .null)
  }

  @Test func `each kind gives what it holds`() {
    let value: Value = [
      "int": 4, "bool": true, "string": "x", "array": [1], "data": .data(Data([1])),
      "ints": .ints([2]),
    ]
    #expect(value["int"].int == 4)
    #expect(value["bool"].bool == true)
    #expect(value["string"].string == "x")
    #expect(value["array"].array == [1])
    #expect(value["data"].data == Data([1]))
    #expect(value["ints"].ints == [2])
  }

  @Test func `no kind passes for another`() {
    let values: [Value] = [
      .null, .bool(true), .int(1), .double(1), .string("1"), .array([1]), .object(["1": 1]),
      .data(Data([1])), .ints([1]),
    ]
    #expect(values.filter { $0.int != nil } == [.int(1)])
    #expect(values.filter { $0.bool != nil } == [.bool(true)])
    #expect(values.filter { $0.string != nil } == [.string("1")])
    #expect(values.filter { $0.array != nil } == [.array([1])])
    #expect(values.filter { $0.data != nil } == [.data(Data([1]))])
    #expect(values.filter { $0.ints != nil } == [.ints([1])])
  }

  @Test func `of a member given twice the last one counts`() {
    #expect(Value(dictionaryLiteral: ("a", 1), ("a", 2)) == .object(["a": .int(2)]))
  }

  // MARK: Other types

  private struct Point: Codable, Equatable {
    var x: Int
    var label: String?
    var sizes: [Double]
  }

  @Test func `an encodable thing becomes the value of its JSON`() throws {
    let value = try Value(encoding: Point(x: 3, label: nil, sizes: [0.5]))
    #expect(value == ["x": 3, "sizes": [.double(0.5)]])
  }

  @Test func `a lone number becomes a value`() throws {
    #expect(try Value(encoding: 5) == 5)
  }

  @Test func `a value becomes the thing it is the JSON of`() throws {
    let value: Value = ["x": 3, "label": "here", "sizes": [1, .double(0.5)]]
    #expect(try value.decoded(as: Point.self) == Point(x: 3, label: "here", sizes: [1, 0.5]))
  }

  @Test func `a value of another form becomes no thing`() {
    let value: Value = ["x": "three"]
    #expect(throws: DecodingError.self) { try value.decoded(as: Point.self) }
  }

  private static func sent(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  private static func sentInFrame(_ value: Value) throws -> Value? {
    var writer = FrameWriter(key: 1)
    var reader = FrameReader(key: 1)
    reader.append(try writer.frame(value))
    return try reader.next(Value.self)
  }

  private static func written(_ value: Value) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  private static func read(_ json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
  }
}
