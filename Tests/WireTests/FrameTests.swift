import Foundation
import Testing

@testable import Wire

struct FrameTests {
  private static let key: UInt64 = 0x1122_3344_5566_7788
  private static let message = ToSubject.ping(7, counting: true)

  // MARK: Pieces

  @Test func `a frame cut at any byte comes out once it is whole`() throws {
    let frame = try Self.frame(Self.message)
    for cut in 0..<frame.count {
      var reader = FrameReader(key: Self.key)
      reader.append(frame.prefix(cut))
      #expect(try reader.next(ToSubject.self) == nil, "cut after \(cut) bytes")
      reader.append(frame.dropFirst(cut))
      #expect(try reader.next(ToSubject.self) == Self.message, "cut after \(cut) bytes")
    }
  }

  @Test func `frames that come byte by byte come out in order`() throws {
    let messages: [ToSubject] = [.release(ticket: 1), .open(gate: "fetch"), .release(ticket: 2)]
    var reader = FrameReader(key: Self.key)
    var taken: [ToSubject] = []
    for byte in try Self.frames(messages).joined() {
      reader.append(Data([byte]))
      while let message = try reader.next(ToSubject.self) { taken.append(message) }
    }
    #expect(taken == messages)
  }

  @Test func `frames that come in one piece come out one by one`() throws {
    let messages: [ToSubject] = [.release(ticket: 1), .release(ticket: 2)]
    var reader = FrameReader(key: Self.key)
    reader.append(Data(try Self.frames(messages).joined()))
    #expect(try reader.next(ToSubject.self) == messages[0])
    #expect(try reader.next(ToSubject.self) == messages[1])
    #expect(try reader.next(ToSubject.self) == nil)
  }

  // MARK: Kinds

  @Test func `every message to a subject comes out as it went in`() throws {
    let request: Value = [
      "urls": ["a", "b"], "bytes": .data(Data([0, 255])), "half": .double(0.5),
    ]
    let messages: [ToSubject] = [
      .run(3, request: request, gates: ["fetch": .held, "progress": .reported]),
      .release(ticket: -1), .open(gate: "fetch"), .ping(300, counting: true),
      .ping(0, counting: false), .explore(7, Orders(request, [])), .cancel(run: 4), .pulse(5),
      .shuffle(run: 6, requests: [request], script: Script([[.open]]), seeds: [1, .max]), .threads,
      .stillness(8), .lockWaits, .origins(tickets: [1, 4]),
    ]
    #expect(try Self.taken(messages) == messages)
  }

  @Test func `every message of a subject's comes out as it went in`() throws {
    let arrival = Arrival(ticket: 1, gate: "fetch", item: "é", thread: 70_000, queue: "")
    let outcomes: [Outcome] = [
      .returned(.ints([1, -2])), .notStarted, .invalidArgument(name: "workers", reason: "is 0"),
      .threw(type: "Failure", text: "no"),
    ]
    let wait = LockWait(
      thread: 9, holder: 10, calls: [4096, 1], taking: [], holderHasEnded: true)
    let origins = Origins(
      starts: [
        Origins.Start(
          calls: [8], areTasks: false, started: 4, joinable: 4, joined: 1, ended: 2, joining: [9])
      ], lastWaits: [1: [5]], works: [2: [6, 7]], areWorksOfTasks: true)
    let messages: [FromSubject] =
      [
        .ready, .arrived(arrival), .left(ticket: 2), .pong(3, counted: .null), .learnt(ticket: 4),
        .explored(run: 5, Explored([])), .pulse(6), .threads(calls: [[], [7, 8]], awaits: [[5]]),
        .still(9), .origins(origins), .closing(descriptor: 3, calls: [1]), .exiting(calls: [2]),
        .lockWaits([wait], timed: 1), .crowded(threads: 2000, calls: [7]),
        .notSent(reason: "it is too long"),
      ] + outcomes.map { .finished(run: 1, $0) }
    #expect(try Self.taken(messages) == messages)
  }

  private static func taken<Message: Codable>(_ messages: [Message]) throws -> [Message] {
    var (writer, reader) = (FrameWriter(key: key), FrameReader(key: key))
    for message in messages { reader.append(try writer.frame(message)) }
    return try messages.compactMap { _ in try reader.next(Message.self) }
  }

  // MARK: Foreign bytes

  @Test func `a frame with another key is refused`() throws {
    var reader = FrameReader(key: Self.key)
    reader.append(try Self.frame(Self.message, key: Self.key + 1))
    #expect(throws: ForeignBytes.self) { try reader.next(ToSubject.self) }
  }

  @Test func `bytes without the key are refused before a whole head has come`() {
    var reader = FrameReader(key: Self.key)
    reader.append(Data("h".utf8))
    #expect(throws: ForeignBytes(bytes: Data("h".utf8))) { try reader.next(ToSubject.self) }
  }

  @Test func `bytes that leave the key at its last byte are refused at once`() {
    var reader = FrameReader(key: Self.key)
    reader.append(Data([0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77]))
    #expect(throws: Never.self) { try reader.next(ToSubject.self) }
    reader.append(Data([0x89]))
    #expect(throws: ForeignBytes.self) { try reader.next(ToSubject.self) }
  }

  @Test func `bytes between two frames are refused`() throws {
    let frames = try Self.frames([.release(ticket: 1), .release(ticket: 2)])
    var reader = FrameReader(key: Self.key)
    reader.append(frames[0] + Data("hello".utf8) + frames[1])
    #expect(try reader.next(ToSubject.self) == .release(ticket: 1))
    #expect(throws: ForeignBytes.self) { try reader.next(ToSubject.self) }
  }

  @Test func `a frame that comes a second time is refused`() throws {
    let frame = try Self.frame(Self.message)
    var reader = FrameReader(key: Self.key)
    reader.append(frame + frame)
    #expect(try reader.next(ToSubject.self) == Self.message)
    #expect(throws: ForeignBytes.self) { try reader.next(ToSubject.self) }
  }

  @Test func `a frame behind one that is missing is refused`() throws {
    var reader = FrameReader(key: Self.key)
    reader.append(try Self.frames([Self.message, Self.message])[1])
    #expect(throws: ForeignBytes.self) { try reader.next(ToSubject.self) }
  }

  @Test func `a body longer than the longest is refused at its head`() {
    var reader = FrameReader(key: Self.key)
    reader.append(Self.head(length: FrameReader.longestBody + 1))
    #expect(throws: ForeignBytes.self) { try reader.next(ToSubject.self) }
  }

  @Test func `a body of the longest length is waited for`() throws {
    var reader = FrameReader(key: Self.key)
    reader.append(Self.head(length: FrameReader.longestBody))
    #expect(try reader.next(ToSubject.self) == nil)
  }

  @Test func `a body that is no message is refused and told`() {
    let body = Data(#"{"hello":{}}"#.utf8)
    var reader = FrameReader(key: Self.key)
    reader.append(Self.head(length: body.count) + body)
    #expect(throws: ForeignBytes(bytes: body)) { try reader.next(ToSubject.self) }
  }

  @Test func `an empty body is refused`() {
    var reader = FrameReader(key: Self.key)
    reader.append(Self.head(length: 0))
    #expect(throws: ForeignBytes(bytes: Data())) { try reader.next(ToSubject.self) }
  }

  @Test func `of many foreign bytes the first 64 are told`() {
    let bytes = Data((0..<200).map { UInt8($0) })
    var reader = FrameReader(key: Self.key)
    reader.append(bytes)
    #expect(throws: ForeignBytes(bytes: bytes.prefix(64))) { try reader.next(ToSubject.self) }
  }

  @Test func `a message from the other side of the connection is refused`() throws {
    var reader = FrameReader(key: Self.key)
    reader.append(try Self.frame(Self.message))
    #expect(throws: ForeignBytes.self) { try reader.next(FromSubject.self) }
  }

  // MARK: Learning the key

  @Test func `a reader without a key learns it from the first frame`() throws {
    var reader = FrameReader()
    reader.append(try Self.frame(Self.message))
    _ = try reader.next(ToSubject.self)
    #expect(reader.knownKey == Self.key)
  }

  @Test func `the key isn't known before the first frame is whole`() throws {
    var reader = FrameReader()
    reader.append(try Self.frame(Self.message).dropLast())
    #expect(try reader.next(ToSubject.self) == nil)
    #expect(reader.knownKey == nil)
  }

  @Test func `a key is told once, and who reads further frames doesn't learn it`() throws {
    var writer = FrameWriter(telling: Self.key)
    let frames = try (0..<3).map { _ in try writer.frame(Self.message) }
    let key = Self.head(length: 0).prefix(8)
    #expect(frames.map { $0.range(of: key) != nil } == [true, false, false])
    var reader = FrameReader()
    reader.append(Data(frames.joined()))
    for _ in frames { #expect(try reader.next(ToSubject.self) == Self.message) }
    #expect(reader.knownKey == Self.key)
  }

  @Test func `after a key was told no frame carries it again`() throws {
    var reader = FrameReader()
    reader.append(Data(try Self.frames([Self.message, Self.message]).joined()))
    #expect(try reader.next(ToSubject.self) == Self.message)
    #expect(throws: ForeignBytes.self) { try reader.next(ToSubject.self) }
  }

  @Test func `a frame that is no message teaches no key`() {
    var reader = FrameReader()
    reader.append(Self.head(length: 2) + Data("{}".utf8))
    #expect(throws: ForeignBytes.self) { try reader.next(ToSubject.self) }
    #expect(reader.knownKey == nil)
  }

  // MARK: Content

  @Test func `a frame is the key, its number, the length and the body`() throws {
    let frame = try Self.frames([Self.message, Self.message])[1]
    #expect(frame.prefix(16) == Self.head(number: 1, length: frame.count - 16))
    #expect(try ToSubject(compact: Array(frame.dropFirst(16))) == Self.message)
  }

  @Test(
    arguments: [
      .run(3, request: ["workers": 4], gates: ["fetch": .held, "progress": .reported]),
      .release(ticket: 12), .open(gate: "fetch"), .ping(5, counting: false),
    ] as [ToSubject])
  func `what the judge says comes out as it was`(message: ToSubject) throws {
    var reader = FrameReader(key: Self.key)
    reader.append(try Self.frame(message))
    #expect(try reader.next(ToSubject.self) == message)
  }

  @Test(
    arguments: [
      .ready,
      .arrived(Arrival(ticket: 1, gate: "fetch", item: "http://a/b", thread: 9, queue: "main")),
      .left(ticket: 1), .pong(8, counted: ["missed": 0]),
      .finished(run: 1, .returned(.ints([2, 3, 5]))), .finished(run: 2, .notStarted),
      .finished(run: 3, .invalidArgument(name: "workers", reason: "must be at least 1")),
      .finished(run: 4, .threw(type: "FetchError", text: "\"cut\" short\n")),
    ] as [FromSubject])
  func `what a subject says comes out as it was`(message: FromSubject) throws {
    var reader = FrameReader(key: Self.key)
    reader.append(try Self.frame(message))
    #expect(try reader.next(FromSubject.self) == message)
  }

  // MARK: Making frames

  private static func frame(_ message: some Encodable, key: UInt64 = key) throws -> Data {
    var writer = FrameWriter(key: key)
    return try writer.frame(message)
  }

  private static func frames(_ messages: [ToSubject], key: UInt64 = key) throws -> [Data] {
    var writer = FrameWriter(key: key)
    return try messages.map { try writer.frame($0) }
  }

  private static func head(number: UInt8 = 0, length: Int) -> Data {
    Data([0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0, 0, 0, number])
      + Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) })
  }
}
