import Checks
import Judge
import Testing
import Wire
import Workload

private let atOnce = Needed("two workers test numbers at the same time") {
  try PrimeFinderTests.needTwo(Machine.sharedPool)
  try await judged("primes(upTo: 100000, workers: \(PrimeFinderTests.workers))") { subject in
    let run = subject.run(
      request(upTo: 100_000, workers: PrimeFinderTests.workers), held: ["isPrime"])
    try subject.gather(PrimeFinderTests.workers, at: "isPrime")
    subject.open("isPrime")
    _ = try subject.result(of: run)
  }
}

@Suite(.exercise("PrimeFinder")) struct PrimeFinderTests {
  /// As many workers as may compute at once, 2 to 4.
  ///
  /// Dispatch's pool, which is right for computing, has no more threads than there are cores.
  fileprivate static let workers = min(max(Machine.cores, 2), 4)

  // MARK: Results

  // First, as code that spins makes every check after it long.
  @Test(.points(1), .needs(atOnce)) func `waiting costs no processor time`() async throws {
    try await judged("primes(upTo: 100000, workers: 2)") { subject in
      let run = subject.run(request(upTo: 100_000, workers: 2), held: ["isPrime"])
      _ = try subject.wait(for: { $0["isPrime"].present.count >= 2 }, still: Limits.rendezvous)
      try subject.expectSleep(at: "isPrime")
      // And with one worker to wait for, when the other has nothing left to do.
      if let last = subject["isPrime"].waiting.first { try subject.letAllGo(but: last) }
      try subject.expectSleep(at: "isPrime")
      subject.open("isPrime")
      _ = try subject.result(of: run)
    }
  }

  @Test(.points(1), .needs(atOnce)) func `it comes back only after the last number is tested`()
    async throws
  {
    // Each worker in turn is the one that ends last.
    for slow in 0..<Self.workers {
      try await judged("primes(upTo: 100000, workers: \(Self.workers))") { subject in
        let run = subject.run(request(upTo: 100_000, workers: Self.workers), held: ["isPrime"])
        _ = try subject.wait(
          for: { $0["isPrime"].present.count >= Self.workers }, still: Limits.rendezvous)
        let byThread = subject["isPrime"].waiting.sorted { $0.thread < $1.thread }
        if let stopped = byThread.dropFirst(slow).first ?? byThread.first {
          try subject.letAllGo(but: stopped)
          guard !subject.hasEnded(run) else {
            // Each number from 2 on, of which only a worker's first comes to the gate.
            let ended = try 99_999 - subject.tally().missed.count
            throw subject.returnsEarly(
              work: "isPrime", item: stopped.item, waitedBefore: slow,
              counted: (begun: ended + 1, ended: ended))
          }
        }
        subject.open("isPrime")
        _ = try subject.result(of: run)
      }
    }
  }

  @Test(.points(2), .needs(atOnce))
  func `two workers find the primes up to 6 in any order of their steps`()
    async throws
  {
    let request = request(upTo: 6, workers: 2)
    try await exploredOrders("primes(upTo: 6, workers: 2)", request, works: 5, right: "[2, 3, 5]") {
      Likeness($0.ints ?? [], [2, 3, 5])
    }
  }

  @Test(.points(3), .needs(atOnce))
  func `nothing is lost and the order is right whoever ends last`() async throws {
    try await judged("primes(upTo: 100000, workers: \(Self.workers))") { subject in
      let run = subject.run(request(upTo: 100_000, workers: Self.workers), held: ["isPrime"])
      try subject.letGo(run, workers: Self.workers) { $0.max() }
      try subject.expect(
        try subject.result(of: run).ints ?? [], upTo: 100_000, workers: Self.workers)
    }
  }

  @Test(.points(1)) func `no numbers give no primes and fewer than 1 worker is refused`()
    async throws
  {
    try await judged("primes(upTo: 1, 0 and -7, workers: 3)") { subject in
      for limit in [1, 0, -7] { try subject.expectPrimes(upTo: limit, workers: 3) }
    }
    for workers in [0, -1] {
      try await judged("primes(upTo: 10, workers: \(workers))") { subject in
        try subject.expectRefusal(
          of: "workers", in: subject.run(request(upTo: 10, workers: workers)))
      }
    }
  }

  @Test(.points(2)) func `small limits are right with any number of workers`() async throws {
    try await judged("primes up to small limits, workers: 1 to 16") { subject in
      // Around the first primes and their squares, where few numbers meet many workers.
      let limits = [2, 3, 4, 5, 8, 9, 10, 24, 25, 26, 48, 49, 50, 120, 121, 122]
      for workers in [1, 2, 3, 7, 16] {
        for limit in limits { try subject.expectPrimes(upTo: limit, workers: workers) }
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `limits that do not divide evenly are right`() async throws
  {
    try await judged("primes up to limits around the edges of chunks") { subject in
      let edges = [100, 256, 500, 512, 1000, 1024, 4096, 10_000].flatMap { [$0 - 1, $0, $0 + 1] }
      for limit in edges + (0..<12).map({ _ in Int.random(in: 2...20_000) }) {
        try subject.expectPrimes(upTo: limit, workers: Int.random(in: 1...9))
      }
    }
  }

  @Test(.points(2)) func `each number from 2 to the limit is tested exactly once`() async throws {
    // Later calls of the same process, for fewer numbers and for more, have all their work too.
    for (limits, workers) in [([1000, 700, 1040], 3), ([100_003], 4)] {
      try await judged("primes(upTo: \(limits[0]), workers: \(workers))") { subject in
        for limit in limits {
          _ = try subject.result(of: subject.run(request(upTo: limit, workers: workers)))
          try subject.expectEachTestedOnce(after: "primes(upTo: \(limit), workers: \(workers))")
        }
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `what comes back is what the test says yes to`()
    async throws
  {
    try await judged("primes(upTo: 500, workers: 2), where the test says yes to other numbers") {
      subject in
      let run = subject.run(request(upTo: 500, workers: 2, yes: 3))
      let found = try subject.result(of: run).ints ?? []
      let expected = (2...500).filter { $0 % 7 == 3 }
      guard found.sorted() == expected else {
        throw wrongNumbers(
          found, insteadOf: expected, from: subject.doing,
          note: found == primes(upTo: 500) ? "These are the primes, whatever the test said" : "")
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `two calls at once do not disturb each other`()
    async throws
  {
    try await judged(
      "primes(upTo: 20000, workers: 2), and meanwhile primes(upTo: 9000, workers: 2)"
    ) {
      subject in
      let one = subject.run(request(upTo: 20_000, workers: 2), held: ["isPrime"])
      _ = try subject.wait(for: { $0["isPrime"].present.count >= 2 }, still: Limits.rendezvous)
      let other = subject.run(request(upTo: 9000, workers: 2), held: ["isPrime"])
      _ = try subject.wait(for: { $0["isPrime"].present.count >= 4 }, still: Limits.rendezvous)
      subject.open("isPrime")
      for (run, limit) in [(one, 20_000), (other, 9000)] {
        let found = try subject.result(of: run).ints ?? []
        guard found.sorted() == primes(upTo: limit) else {
          throw wrongNumbers(
            found, insteadOf: primes(upTo: limit), from: "\(subject.doing): of that up to \(limit)")
        }
      }
    }
  }

  // MARK: How many at once

  @Test(.points(3)) func `as many workers as asked for test numbers at once`() async throws {
    try await atOnce()
  }

  @Test(.points(2), .needs(atOnce)) func `never more workers than asked for test numbers`()
    async throws
  {
    for workers in [1, Self.workers] {
      try await judged("primes(upTo: 100000, workers: \(workers))") { subject in
        let run = subject.run(request(upTo: 100_000, workers: workers), held: ["isPrime"])
        _ = try subject.wait(
          for: { $0["isPrime"].present.count >= workers }, still: Limits.rendezvous)
        try subject.expectNoMore(than: workers, at: "isPrime")
        subject.open("isPrime")
        _ = try subject.result(of: run)
        // Only a thread's first number comes to the gate, so these are its threads. Dispatch may
        // change threads now and then, so only a clear case counts.
        let threads = subject["isPrime"].threads
        guard threads <= workers + 32 else {
          throw Diagnosis.excess(
            .threadEach(
              work: "isPrime", asked: workers, threads: threads, items: 99_999,
              teams: subject.teams))
        }
      }
    }
  }

  @Test(.points(3), .needs(atOnce)) func `the work is shared evenly by what it costs`() async throws
  {
    try Self.needTwo(Machine.sharedPool)
    let limit = 100_000
    let call = "primes(upTo: \(limit), workers: \(Self.workers))"
    for stopped in 0..<Self.workers {
      try await judged(call) { subject in
        let run = subject.run(request(upTo: limit, workers: Self.workers), held: ["isPrime"])
        try subject.gather(Self.workers, at: "isPrime")
        // In the order in which their threads were made, so that each has its turn to be stopped,
        // whoever of them came first.
        let first = subject["isPrime"].waiting.sorted { $0.thread < $1.thread }
        // Code that doesn't come to rest can't be judged by what it has left; that it doesn't is
        // the business of another check.
        guard try subject.letAllGo(but: first[stopped]) else {
          subject.open("isPrime")
          _ = try subject.result(of: run)
          return
        }
        let tally = try subject.tally()
        let percent = 100 * tally.costLeft / max(tally.totalCost, 1)
        let fair = 100 / Self.workers
        // Equal counts leave 61% for one of two and 35% for one of four; what is dealt out in many
        // small parts, beforehand or not, leaves the even share and a few percent at most.
        guard percent * 100 <= fair * 115 else {
          throw Diagnosis.crowds(
            .unevenWork(
              call: call, workers: Self.workers, item: first[stopped].item, percent: percent,
              fairPercent: fair))
        }
        subject.open("isPrime")
        _ = try subject.result(of: run)
      }
    }
  }

  // MARK: What it costs

  @Test(.points(1), .needs(atOnce)) func `no thread is left behind`() async throws {
    try await judged("primes(upTo: 5000, workers: 3)") { subject in
      try subject.expectNoThreadsLeft(calls: 24) {
        _ = try subject.result(of: subject.run(request(upTo: 5000, workers: 3)))
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `several workers are faster than one`() async throws {
    try Self.needTwo(Machine.cores)
    let workers = Self.workers
    try await timed("isPrime", by: SpeedupRule(workers: workers)) { start in
      let kit = try start("the kit's own loop over the numbers")
      let student = try start("primes, timed, workers: \(workers)")
      return {
        // A new limit each time: nothing remembered from a round before helps.
        let limit = Int.random(in: 36_000...40_000)
        let call = request(upTo: limit, workers: workers, isTimed: true)
        return Runs(
          alone: { try kit.referenceSeconds(request(upTo: limit, workers: 1)) },
          kit: { try kit.referenceSeconds(call) },
          student: {
            let (seconds, result) = try student.timed(call)
            guard result.ints == primes(upTo: limit) else {
              throw Diagnosis.results(
                .wrongResult(
                  call: "primes(upTo: \(limit), workers: \(workers))",
                  expected: "the primes up to \(limit)", actual: "others"))
            }
            return seconds
          })
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `ten million numbers are done`() async throws {
    try SuiteVariable.skipIfQuick()
    let (limit, workers) = (10_000_000, Self.workers)
    try await judged("primes(upTo: \(limit), workers: \(workers))") { subject in
      let run = subject.run(request(upTo: limit, workers: workers))
      let found = try subject.result(of: run, patience: .seconds(40)).ints ?? []
      try subject.expect(found.sorted(), upTo: limit, workers: workers)
    }
  }

  /// Two that compute at once need two threads, and two cores to be faster for it.
  fileprivate static func needTwo(_ granted: Int) throws {
    guard granted >= 2 else {
      throw Stop.notMeasured("this machine grants one core, and computing side by side takes two")
    }
  }
}

extension Arrival {
  /// The number that the work is about.
  fileprivate var number: Int { Int(item) ?? 0 }
}

extension Subject {
  /// Lets held workers go one at a time, each until nothing moves any more.
  ///
  /// - Parameter pick: The number whose worker goes next.
  fileprivate func letGo(_ run: Int, workers: Int, pick: ([Int]) -> Int?) throws {
    _ = try wait(for: { $0["isPrime"].waiting.count >= workers }, still: Limits.rendezvous)
    // A hundred threads of which each does a little would all come here.
    for _ in 0..<(8 * workers) {
      guard let number = pick(self["isPrime"].waiting.map(\.number)) else { return }
      for next in self["isPrime"].waiting where next.number == number { release(next) }
      _ = try wait(
        for: { $0.outcomes[run] != nil }, still: Limits.settled, patience: Limits.restless)
    }
    open("isPrime")
  }

  /// Lets every worker go but one, until the others have done all that they do without it.
  ///
  /// - Returns: Whether they came to rest; if not, they were still at it after the time they have.
  @discardableResult
  fileprivate func letAllGo(but stopped: Arrival) throws -> Bool {
    while true {
      for next in self["isPrime"].waiting where next != stopped { release(next) }
      let end = try wait(
        for: { $0["isPrime"].waiting.contains { $0 != stopped } }, still: Limits.rendezvous)
      guard end == .reached else { return end == .still }
    }
  }
}
