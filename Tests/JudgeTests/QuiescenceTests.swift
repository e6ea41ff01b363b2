import Testing
import ThreadActivity

@testable import Judge

struct StillnessTests {
  private static let asleep = Activity(threads: 3, runnable: 0, switches: 10)

  @Test func `a first look proves no quiescence`() {
    var quiescence = Quiescence()
    #expect(quiescence.note(Self.asleep, events: 0, at: clock(5000)) == .zero)
  }

  @Test func `time adds up while all threads sleep and nothing changes`() {
    var quiescence = Quiescence()
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    #expect(quiescence.note(Self.asleep, events: 0, at: clock(30)) == .milliseconds(30))
    #expect(quiescence.note(Self.asleep, events: 0, at: clock(70)) == .milliseconds(70))
  }

  @Test(arguments: [
    ("a thread wants to run", Activity(threads: 3, runnable: 1, switches: 10), 0),
    ("a thread ran meanwhile", Activity(threads: 3, runnable: 0, switches: 11), 0),
    ("a thread came", Activity(threads: 4, runnable: 0, switches: 10), 0),
    ("a thread went", Activity(threads: 2, runnable: 0, switches: 10), 0),
    ("a message came", Activity(threads: 3, runnable: 0, switches: 10), 1),
  ])
  func `quiescence begins anew when`(_ what: String, activity: Activity, events: Int) {
    var quiescence = Quiescence()
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    _ = quiescence.note(Self.asleep, events: 0, at: clock(50))
    #expect(quiescence.note(activity, events: events, at: clock(80)) == .zero)
  }

  @Test func `nothing is still while work is under way behind a gate`() {
    var quiescence = Quiescence()
    _ = quiescence.note(Self.asleep, events: 0, isWorking: true, at: clock(0))
    #expect(quiescence.note(Self.asleep, events: 0, isWorking: true, at: clock(50)) == .zero)
    #expect(quiescence.note(Self.asleep, events: 0, at: clock(80)) == .milliseconds(30))
  }

  @Test func `after a change it is the new state that must last`() {
    var quiescence = Quiescence()
    let later = Activity(threads: 3, runnable: 0, switches: 11)
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    _ = quiescence.note(later, events: 0, at: clock(50))
    #expect(quiescence.note(later, events: 0, at: clock(70)) == .milliseconds(20))
  }

  @Test func `while only Dispatch's manager is awake no time adds up, and none is lost`() {
    var quiescence = Quiescence()
    var awake = Self.asleep
    awake.isManagerAwake = true
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    _ = quiescence.note(Self.asleep, events: 0, at: clock(50))
    #expect(quiescence.note(awake, events: 0, at: clock(80)) == .milliseconds(50))
    #expect(quiescence.note(awake, events: 0, at: clock(5000)) == .milliseconds(50))
    #expect(
      quiescence.note(Self.asleep, events: 0, at: clock(5030)) == .milliseconds(50) + longestGap)
  }

  @Test func `while the main thread wants to run no time adds up`() {
    var quiescence = Quiescence()
    var awake = Self.asleep
    awake.isMainAwake = true
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    #expect(quiescence.note(awake, events: 0, at: clock(50)) == .zero)
    #expect(quiescence.note(awake, events: 0, at: clock(5000)) == .zero)
  }

  @Test func `a thread that runs beside Dispatch's manager ends quiescence`() {
    var quiescence = Quiescence()
    let both = Activity(threads: 3, runnable: 1, switches: 10, isManagerAwake: true)
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    _ = quiescence.note(Self.asleep, events: 0, at: clock(50))
    #expect(quiescence.note(both, events: 0, at: clock(80)) == .zero)
  }

  @Test func `what a process used and holds doesn't matter`() {
    var quiescence = Quiescence()
    var later = Self.asleep
    later.cpu = .milliseconds(10)
    later.memory = 1 << 20
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    #expect(quiescence.note(later, events: 0, at: clock(30)) == .milliseconds(30))
  }

  @Test func `a gap of the longest length counts in full`() {
    var quiescence = Quiescence()
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    #expect(quiescence.note(Self.asleep, events: 0, at: clock(100)) == longestGap)
  }

  @Test func `a longer gap counts as the longest`() {
    var quiescence = Quiescence()
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    #expect(quiescence.note(Self.asleep, events: 0, at: clock(60_000)) == longestGap)
  }

  @Test func `what stood before a long gap is kept`() {
    var quiescence = Quiescence()
    _ = quiescence.note(Self.asleep, events: 0, at: clock(0))
    _ = quiescence.note(Self.asleep, events: 0, at: clock(40))
    let stood = quiescence.note(Self.asleep, events: 0, at: clock(60_000))
    #expect(stood == .milliseconds(40) + longestGap)
  }
}

struct AllowanceTests {
  @Test func `what was used before the first look costs nothing`() {
    var allowance = Allowance()
    allowance.note(.running(used: 5000), at: clock(9000))
    #expect(allowance.charged == .zero)
  }

  @Test func `while all threads sleep time passes as on the clock`() {
    var allowance = Allowance()
    allowance.note(.sleeping(used: 0), at: clock(0))
    allowance.note(.sleeping(used: 0), at: clock(60))
    allowance.note(.sleeping(used: 0), at: clock(90))
    #expect(allowance.charged == .milliseconds(90))
  }

  @Test func `a long gap in sleep counts as the longest`() {
    var allowance = Allowance()
    allowance.note(.sleeping(used: 0), at: clock(0))
    allowance.note(.sleeping(used: 0), at: clock(60_000))
    #expect(allowance.charged == longestGap)
  }

  @Test func `while a thread wants to run only processor time is charged`() {
    var allowance = Allowance()
    allowance.note(.running(used: 1000), at: clock(0))
    allowance.note(.running(used: 1020), at: clock(80))
    #expect(allowance.charged == .milliseconds(20))
  }

  @Test func `a thread that wants to run and gets no processor is charged nothing`() {
    var allowance = Allowance()
    allowance.note(.running(used: 1000), at: clock(0))
    allowance.note(.running(used: 1000), at: clock(60_000))
    #expect(allowance.charged == .zero)
  }

  @Test func `while the main thread alone wants to run only processor time is charged`() {
    var allowance = Allowance()
    var waiting = Activity.sleeping(used: 0)
    waiting.isMainAwake = true
    allowance.note(waiting, at: clock(0))
    waiting.cpu = .milliseconds(3)
    allowance.note(waiting, at: clock(90))
    #expect(allowance.charged == .milliseconds(3))
  }

  @Test func `two processors at once are both charged`() {
    var allowance = Allowance()
    allowance.note(.running(used: 0), at: clock(0))
    allowance.note(.running(used: 400), at: clock(200))
    #expect(allowance.charged == .milliseconds(400))
  }

  @Test func `sleep and work add up`() {
    var allowance = Allowance()
    allowance.note(.sleeping(used: 0), at: clock(0))
    allowance.note(.sleeping(used: 0), at: clock(50))
    allowance.note(.running(used: 5), at: clock(80))
    allowance.note(.sleeping(used: 5), at: clock(100))
    #expect(allowance.charged == .milliseconds(50 + 5 + 20))
  }
}

extension Activity {
  fileprivate static func sleeping(used milliseconds: Int) -> Activity {
    Activity(threads: 2, runnable: 0, cpu: .milliseconds(milliseconds))
  }

  fileprivate static func running(used milliseconds: Int) -> Activity {
    Activity(threads: 2, runnable: 1, cpu: .milliseconds(milliseconds))
  }
}

private let start = ContinuousClock.now

/// The moment so many milliseconds after the start of the tests.
private func clock(_ milliseconds: Int) -> ContinuousClock.Instant {
  start + .milliseconds(milliseconds)
}
