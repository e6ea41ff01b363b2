import Testing

@testable import Combinations

@Suite struct CombinationTests {
  @Test(arguments: [
    ("BasicThreads", 93, 23, 93, 111), ("SafeCounter", 88, 88, 619, 434),
    ("ThreadPool", 57, 19, 289, 95), ("URLDownloader", 77, 71, 568, 349),
    ("PrimeFinder", 106, 72, 877, 496),
  ])
  func `so many are put together`(
    exercise: String, pairs: Int, brokenPairs: Int, all: Int, brokenAll: Int
  ) {
    for (extent, right, broken) in [
      (Combination.Extent.pairs, pairs, brokenPairs), (.all, all, brokenAll),
    ] {
      let some = Combination.of(exercise, extent)
      #expect(some.count { $0.diagnosis == nil } == right)
      #expect(some.count { $0.diagnosis != nil } == broken)
    }
  }

  @Test func `an exercise without combinations has none`() {
    #expect(Combination.of("ToolChooser", .all).isEmpty)
  }

  @Test(arguments: Combination.exercises) func `names and texts are not met twice`(exercise: String)
  {
    let all = Combination.of(exercise, .all)
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(Set(all.map(\.text)).count == all.count)
  }

  @Test(arguments: Combination.exercises) func `they come in the same order each time`(
    exercise: String
  ) {
    #expect(Combination.of(exercise, .pairs) == Combination.of(exercise, .pairs))
  }

  @Test(arguments: Kind.allCases) func `every two parts that go together meet, with few solutions`(
    kind: Kind
  ) {
    let chosen = kind.right(.pairs)
    #expect(
      Set(chosen.flatMap { $0.groups(of: 2) }) == Set(kind.recipes.flatMap { $0.groups(of: 2) }))
    #expect(chosen.count <= 110)
    #expect(
      Set(kind.right(.all).flatMap { $0.groups(of: 3) })
        == Set(kind.recipes.flatMap { $0.groups(of: 3) }))
  }

  @Test(arguments: Kind.allCases) func `every fault is there, at every part that it can spoil`(
    kind: Kind
  ) {
    let broken = kind.broken(.pairs)
    #expect(Set(broken.compactMap(\.fault)) == Set(kind.faults))
    for fault in kind.faults where fault.isOfLock && fault != .noLock {
      #expect(broken.count { $0.fault == fault } == Lock.allCases.count, "\(fault)")
    }
    for fault in kind.faults where fault.isOfState {
      let spoilt = kind.recipes.compactMap { $0.shared(spoiltBy: fault)?.name }
      #expect(
        Set(broken.filter { $0.fault == fault }.map { $0.shared(spoiltBy: fault)?.name })
          == Set(spoilt), "\(fault)")
    }
  }

  @Test(arguments: Kind.allCases)
  func `a broken one differs from its right one in few lines`(
    kind: Kind
  ) {
    for broken in kind.broken(.all) {
      var right = broken
      right.fault = nil
      #expect(kind.recipes.contains(right))
      let changed = lines(kind.text(of: broken)).difference(from: lines(kind.text(of: right)))
      #expect(1...28 ~= changed.count, "\(broken.name): \(changed.count)")
    }
  }

  @Test(arguments: Combination.exercises) func `no line is too wide, or ends in a blank`(
    exercise: String
  ) {
    for solution in Combination.of(exercise, .all) {
      let wrong = solution.text.split(separator: "\n").filter {
        $0.count > 100 || $0.hasSuffix(" ")
      }
      #expect(wrong.isEmpty, "\(solution.name)")
    }
  }

  /// Without the indentation, which a fault may change.
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { String($0.drop { $0 == " " }) }
  }
}
