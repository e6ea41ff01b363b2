import Testing

@testable import Judge

/// Runs a filter as the kernel does, on one call.
private func answer(
  _ filter: PacketFilter, machine: UInt32, call: UInt32, _ arguments: [UInt64] = []
) -> UInt32? {
  var data: [UInt8] = []
  func put(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { data += Array($0) }
  }
  put(call)
  put(machine)
  put(UInt64(0))
  for index in 0..<6 { put(index < arguments.count ? arguments[index] : 0) }
  var (place, read) = (0, UInt32(0))
  while filter.steps.indices.contains(place) {
    let step = filter.steps[place]
    place += 1
    let isTrue: Bool
    switch step.code {
    case 0x20:
      let offset = Int(step.value)
      read = (0..<4).reduce(0) { $0 | UInt32(data[offset + $1]) << (8 * UInt32($1)) }
      continue
    case 0x06: return step.value
    case 0x15: isTrue = read == step.value
    case 0x35: isTrue = read >= step.value
    case 0x45: isTrue = read & step.value != 0
    default: return nil
    }
    place += Int(isTrue ? step.ifTrue : step.ifFalse)
  }
  return nil
}

private let allowed: UInt32 = 0x7fff_0000
private let notPermitted: UInt32 = 0x0005_0001

@Suite struct SystemCallsTests {
  @Test(arguments: [SystemCalls.x86, SystemCalls.arm].map(\.number))
  func `every call that nobody needs is refused, and no other`(number: UInt32) throws {
    let machine = number == SystemCalls.x86.number ? SystemCalls.x86 : SystemCalls.arm
    let filter = SystemCalls.filter(for: machine)
    let refused = Set(machine.refused.values)
    #expect(refused.count == machine.refused.count)
    for call in UInt32(0)..<600 {
      let answer = answer(filter, machine: machine.number, call: call, [2])
      let expected: UInt32 =
        refused.contains(call) ? notPermitted : call == machine.clone3 ? 0x0005_0026 : allowed
      #expect(answer == expected, "call \(call)")
    }
  }

  @Test func `threads and processes may be made, but no further views`() {
    let machine = SystemCalls.x86
    let filter = SystemCalls.filter(for: machine)
    func clone(_ flags: UInt64) -> UInt32? {
      answer(filter, machine: machine.number, call: machine.clone, [flags])
    }
    // What pthread_create, fork and vfork ask for.
    for flags: UInt64 in [0x3d_0f00, 0x0120_0011, 0x4111] { #expect(clone(flags) == allowed) }
    for view: UInt64 in [
      0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
    ] {
      #expect(clone(view | 17) == notPermitted)
    }
  }

  @Test func `sockets are of this system and of both internets`() {
    let machine = SystemCalls.arm
    let filter = SystemCalls.filter(for: machine)
    func socket(_ family: UInt64) -> UInt32? {
      answer(filter, machine: machine.number, call: machine.socket, [family])
    }
    for family: UInt64 in [1, 2, 10, 16] { #expect(socket(family) == allowed) }
    // Of packets, of ciphers, of the machine that this one runs on.
    for family: UInt64 in [17, 38, 40] { #expect(socket(family) == 0x0005_0061) }
  }

  @Test func `another machine's calls are refused, as the numbers mean something else there`() {
    let filter = SystemCalls.filter(for: SystemCalls.x86)
    #expect(answer(filter, machine: 0x4000_0003, call: 1) == notPermitted)
    #expect(answer(filter, machine: SystemCalls.x86.number, call: 0x4000_0001) == notPermitted)
    #expect(answer(filter, machine: SystemCalls.x86.number, call: 1) == allowed)
  }

  @Test func `jumps lead forward and stay within`() {
    for machine in [SystemCalls.x86, SystemCalls.arm] {
      let steps = SystemCalls.filter(for: machine).steps
      for (place, step) in steps.enumerated() {
        #expect(
          place + 1 + Int(max(step.ifTrue, step.ifFalse)) < steps.count + (step.code == 6 ? 1 : 0))
      }
      #expect(SystemCalls.filter(for: machine).bytes.count == 8 * steps.count)
    }
  }
}
