extension Trace.Entry {
  /// The bytes of an entry: thread, kind, object (2), enabled (8), asleep (8), the lowest first.
  package static let size = 20
  /// What may be told with the kind.
  private static let (tried, unseen): (UInt8, UInt8) = (64, 128)

  /// Reads an entry; nil if it is of no kind that there is.
  package init?(_ bytes: UnsafeRawBufferPointer) {
    guard let kind = Step.Kind(rawValue: bytes[1] & (Self.tried - 1)) else { return nil }
    let word = { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self)) }
    let object = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    self.init(
      thread: Int(bytes[0]), step: Step(kind, Int(object)), enabled: ThreadSet(bits: word(4)),
      asleep: ThreadSet(bits: word(12)), touchesUnseen: bytes[1] & Self.unseen != 0,
      isTry: bytes[1] & Self.tried != 0)
  }

  /// Adds the entry's bytes.
  fileprivate func append(to block: inout [UInt8]) {
    block.append(UInt8(truncatingIfNeeded: thread))
    let told = (isTry ? Self.tried : 0) | (touchesUnseen ? Self.unseen : 0)
    block.append(step.kind.rawValue | told)
    withUnsafeBytes(of: UInt16(truncatingIfNeeded: step.object).littleEndian) {
      block.append(contentsOf: $0)
    }
    withUnsafeBytes(of: enabled.bits.littleEndian) { block.append(contentsOf: $0) }
    withUnsafeBytes(of: asleep.bits.littleEndian) { block.append(contentsOf: $0) }
  }
}

extension Trace {
  /// The entries in a block of bytes.
  package static func entries(in block: UnsafeRawBufferPointer) throws -> [Entry] {
    guard block.count.isMultiple(of: Entry.size) else { throw BadBytes() }
    var entries: [Entry] = []
    entries.reserveCapacity(block.count / Entry.size)
    for start in stride(from: 0, to: block.count, by: Entry.size) {
      let bytes = UnsafeRawBufferPointer(rebasing: block[start..<start + Entry.size])
      guard let entry = Entry(bytes) else { throw BadBytes() }
      entries.append(entry)
    }
    return entries
  }

  /// Adds the trace to bytes: thousands are sent a second.
  package func append(to bytes: inout ByteWriter) {
    var block: [UInt8] = []
    block.reserveCapacity(entries.count * Entry.size)
    for entry in entries { entry.append(to: &block) }
    bytes.append(block)
    bytes.append(Int(end.rawValue))
    bytes.append(stepsAtReturn ?? -1)
    bytes.append(mostThreads)
    bytes.append((isForeign ? 1 : 0) | (hasDiverged ? 2 : 0))
    bytes.append(waiters.count)
    for waiter in waiters {
      bytes.append(waiter.thread)
      bytes.append(waiter.step.map { Int($0.kind.rawValue) } ?? -1)
      bytes.append(waiter.step?.object ?? 0)
      append(waiter.calls, to: &bytes)
    }
    bytes.append(holdings.count)
    for holding in holdings {
      bytes.append(holding.lock)
      bytes.append(holding.thread)
      bytes.append(holding.hasEnded ? 1 : 0)
    }
    bytes.append(dataRace == nil ? 0 : 2)
    for access in dataRace.map({ [$0.first, $0.second] }) ?? [] {
      bytes.append(access.thread)
      bytes.append(access.step)
      bytes.append(access.isWrite ? 1 : 0)
      append(access.calls, to: &bytes)
    }
    bytes.append(details.count)
    for detail in details {
      bytes.append(detail.value)
      append(detail.calls, to: &bytes)
    }
    bytes.append(makings.count)
    for (object, calls) in makings {
      bytes.append(object)
      append(calls, to: &bytes)
    }
    bytes.append(mainQueue ?? -1)
  }

  private func append(_ calls: [Int], to bytes: inout ByteWriter) {
    bytes.append(calls.count)
    for call in calls { bytes.append(call) }
  }

  /// Reads what `append` wrote.
  package init(from bytes: inout ByteReader) throws {
    entries = try bytes.nextBytes().withUnsafeBytes(Self.entries)
    guard let end = End(rawValue: UInt8(truncatingIfNeeded: try bytes.next())) else {
      throw BadBytes()
    }
    self.end = end
    let steps = try bytes.next()
    stepsAtReturn = steps < 0 ? nil : steps
    mostThreads = try bytes.next()
    let flags = try bytes.next()
    (isForeign, hasDiverged) = (flags & 1 != 0, flags & 2 != 0)
    for _ in 0..<(try bytes.nextCount()) {
      let (thread, kind, object) = (
        try Self.thread(from: &bytes), try bytes.next(), try bytes.next()
      )
      let step = Step.Kind(rawValue: UInt8(truncatingIfNeeded: kind)).map { Step($0, object) }
      var waiter = Waiter(thread: thread, step: step)
      waiter.calls = try Self.calls(from: &bytes)
      waiters.append(waiter)
    }
    for _ in 0..<(try bytes.nextCount()) {
      holdings.append(
        Holding(
          lock: try bytes.next(), thread: try bytes.next(), hasEnded: try bytes.next() == 1))
    }
    let accesses = try (0..<bytes.nextCount()).map { _ in
      Access(
        thread: try Self.thread(from: &bytes), step: try bytes.next(),
        isWrite: try bytes.next() == 1,
        calls: try Self.calls(from: &bytes))
    }
    if accesses.count == 2 { dataRace = DataRace(first: accesses[0], second: accesses[1]) }
    for _ in 0..<(try bytes.nextCount()) {
      var detail = Detail()
      detail.value = try bytes.nextText()
      detail.calls = try Self.calls(from: &bytes)
      details.append(detail)
    }
    for _ in 0..<(try bytes.nextCount()) {
      let object = try bytes.next()
      makings[object] = try Self.calls(from: &bytes)
    }
    let queue = try bytes.next()
    mainQueue = queue < 0 ? nil : queue
  }

  /// A thread's number, as an entry has it: tables have a column for each up to it.
  private static func thread(from bytes: inout ByteReader) throws -> Int {
    let thread = try bytes.next()
    guard 0...Int(UInt8.max) ~= thread else { throw BadBytes() }
    return thread
  }

  private static func calls(from bytes: inout ByteReader) throws -> [Int] {
    try (0..<bytes.nextCount()).map { _ in try bytes.next() }
  }
}
