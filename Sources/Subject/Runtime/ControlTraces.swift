import Control
import Interleaving

extension Trace {
  /// What Control has told of a run.
  init(_ told: ControlTrace) throws {
    self.init()
    let block = UnsafeRawBufferPointer(
      start: told.entries, count: Int(told.entryCount) * Entry.size)
    entries = try Self.entries(in: block)
    end = End(rawValue: UInt8(told.end.rawValue)) ?? .over
    stepsAtReturn = told.stepsAtReturn < 0 ? nil : Int(told.stepsAtReturn)
    mostThreads = Int(told.mostThreads)
    isForeign = told.isForeign
    hasDiverged = told.hasDiverged
    if told.race.isFound {
      dataRace = DataRace(
        first: Access(told.race.accesses.0), second: Access(told.race.accesses.1))
    }
    if told.waiterCount > 0 {
      waiters = told.waiterList.map { waiter in
        let kind = Step.Kind(rawValue: UInt8(waiter.kind))
        return Waiter(thread: Int(waiter.thread), step: kind.map { Step($0, Int(waiter.object)) })
      }
    }
    if told.holdingCount > 0 {
      holdings = told.holdingList.map {
        Holding(lock: Int($0.lock), thread: Int($0.thread), hasEnded: $0.hasEnded)
      }
    }
  }
}

extension Trace.Access {
  fileprivate init(_ told: ControlAccess) {
    let calls = told.calls
    self.init(
      thread: Int(told.thread), step: Int(told.step), isWrite: told.isWrite,
      calls: [calls.0, calls.1, calls.2, calls.3].filter { $0 != 0 }.map(Int.init))
  }
}

extension ControlTrace {
  /// The operating system's numbers of the threads that had not ended.
  var identities: [Int] { waiterList.map { Int($0.identity) } }

  // C's arrays are tuples here.
  fileprivate var waiterList: [ControlWaiter] {
    withUnsafeBytes(of: waiters) {
      Array($0.bindMemory(to: ControlWaiter.self).prefix(Int(waiterCount)))
    }
  }

  fileprivate var holdingList: [ControlHolding] {
    withUnsafeBytes(of: holdings) {
      Array($0.bindMemory(to: ControlHolding.self).prefix(Int(holdingCount)))
    }
  }
}
