import Interleaving

extension SimulatedProgram {
  /// A program drawn at random: up to three threads beside the caller, which waits for some of them.
  init(seed: UInt64) {
    var random = SplitMix64(state: seed)
    func draw(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    let children = 1 + draw(3)
    let most = [3, 2, 1][children - 1]
    let bodies = (0..<children).map { _ in
      (0...draw(most)).prefix(most).flatMap { _ in Self.block(draw) }
    }
    var caller: [Instruction] = []
    let worksEarly = draw(3) == 0
    for child in 1...children {
      caller.append(.spawn(child))
      if worksEarly, draw(3) == 0 { caller += Self.block(draw) }
    }
    if draw(2) == 0 { caller += Self.block(draw) }
    if draw(3) != 0 { caller += (1...children).filter { _ in draw(4) != 0 }.map { .join($0) } }
    if draw(2) == 0 { caller.append(.plain(Step(.read, 11))) }
    self.init(threads: [caller] + bodies, permits: [5: draw(2), 6: draw(2)])
  }

  /// A few instructions that belong together, on one of two locks, two values and two semaphores.
  private static func block(_ draw: (Int) -> Int) -> [Instruction] {
    let (value, lock) = (11 + draw(2), 1 + draw(2))
    let read = Instruction.plain(Step(.read, value))
    let write = Instruction.write(value, adds: false)
    func under(_ lock: Int, _ body: Instruction...) -> [Instruction] {
      [.plain(Step(.lock, lock))] + body + [.plain(Step(.unlock, lock))]
    }
    return switch draw(16) {
    case 0: [read]
    case 1: [write]
    case 2: [read, .write(value, adds: true)]
    case 3: under(lock, read, .write(value, adds: true))
    case 4: under(lock, write)
    case 5: under(lock)
    case 6: under(lock, .plain(Step(.lock, 3 - lock)), .plain(Step(.unlock, 3 - lock)))
    case 7: [.tryLock(lock, orSkip: 2), write, .plain(Step(.unlock, lock))]
    case 8: [.plain(Step(.take, 5)), write, .plain(Step(.give, 5))]
    case 9: [.plain(Step(.give, 5 + draw(2)))]
    case 10: [.plain(Step(.take, 5 + draw(2)))]
    case 11: [read, .skipIfZero(1), .write(23 - value, adds: false)]
    case 12: [.tryTake(5, orSkip: 1), write]
    case 13: under(1, read, .skipIfZero(1), .plain(Step(.sleep, 1)))
    case 14: under(1, write, .plain(Step(draw(2) == 0 ? .signal : .broadcast, 1)))
    default: under(1, .plain(Step(.sleep, 1)))
    }
  }
}
