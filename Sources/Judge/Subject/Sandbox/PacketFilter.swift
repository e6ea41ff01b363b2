/// A program for the kernel's packet filter, which may decide on system calls as well.
///
/// It only ever jumps forward, by at most 255 steps.
struct PacketFilter: Equatable {
  /// One step of eight bytes, as the kernel reads it.
  struct Step: Equatable {
    let code: UInt16
    var ifTrue: UInt8 = 0
    var ifFalse: UInt8 = 0
    let value: UInt32
  }

  /// Where in the kernel's `seccomp_data` something stands.
  enum Field {
    case call
    case machine
    /// The lower half of an argument, counted from 0.
    case argument(Int)

    fileprivate var offset: UInt32 {
      switch self {
      case .call: 0
      case .machine: 4
      // All machines that this is made for have the lower half first.
      case .argument(let number): UInt32(16 + 8 * number)
      }
    }
  }

  /// What becomes of a call.
  enum Answer: Equatable {
    case allowed
    /// It fails with this error.
    case refused(Int32)

    fileprivate var value: UInt32 {
      switch self {
      case .allowed: 0x7fff_0000
      case .refused(let error): 0x0005_0000 | UInt32(error)
      }
    }
  }

  private(set) var steps: [Step] = []

  /// Reads a field, which the next comparisons are made with.
  mutating func load(_ field: Field) { steps.append(Step(code: 0x20, value: field.offset)) }

  /// Answers if what was read is `value`; goes on with the next step if not.
  mutating func answer(_ answer: Answer, ifEqual value: UInt32) {
    steps.append(Step(code: 0x15, ifFalse: 1, value: value))
    self.answer(answer)
  }

  /// Answers unless what was read is `value`.
  mutating func answer(_ answer: Answer, ifNotEqual value: UInt32) {
    steps.append(Step(code: 0x15, ifTrue: 1, value: value))
    self.answer(answer)
  }

  /// Answers if what was read is `value` or more.
  mutating func answer(_ answer: Answer, ifAtLeast value: UInt32) {
    steps.append(Step(code: 0x35, ifFalse: 1, value: value))
    self.answer(answer)
  }

  /// Answers if what was read has one of these bits.
  mutating func answer(_ answer: Answer, ifAnyOf bits: UInt32) {
    steps.append(Step(code: 0x45, ifFalse: 1, value: bits))
    self.answer(answer)
  }

  /// Does what is in `body` only where what was read is `value`; each way through it ends in an answer.
  mutating func only(ifEqual value: UInt32, _ body: (inout PacketFilter) -> Void) {
    var inner = PacketFilter()
    body(&inner)
    steps.append(Step(code: 0x15, ifFalse: UInt8(inner.steps.count), value: value))
    steps += inner.steps
  }

  /// Answers in any case.
  mutating func answer(_ answer: Answer) { steps.append(Step(code: 0x06, value: answer.value)) }

  /// The program as the kernel reads it on this machine.
  var bytes: [UInt8] {
    steps.flatMap { step -> [UInt8] in
      withUnsafeBytes(of: step.code) { Array($0) } + [step.ifTrue, step.ifFalse]
        + withUnsafeBytes(of: step.value) { Array($0) }
    }
  }
}
