import Foundation
public import Wire

/// Looks for an order of jobs in which tasks go wrong.
///
/// The subject runs all tasks on one thread, and picks the next job at random: the same seed makes the
/// same run.
public struct Shuffle: Sendable {
  /// The seeds that are tried at most.
  public static let seeds = 1000
  /// The seeds that are tried at most where tasks escape to other threads, by sleeping for a time say:
  /// each run then takes the time until these have come to rest, and the seed doesn't decide alone.
  public static let escapedSeeds = 40
  /// With more threads than this, tasks have left some: each makes every further run longer.
  static let crowd = 16
  /// So many seeds are tried with one message.
  static let batch = 20
  /// So often a run that went wrong is made again to see that it repeats.
  static let replays = 4
  /// In these runs, what escaped has so long to move, in milliseconds.
  static let patientRest = 100

  let start: @Sendable () throws -> Subject
  let requests: [Value]
  let script: Script
  let most: Int

  /// Prepares to play a script.
  ///
  /// - Parameters:
  ///   - requests: What the adapter reads in each of the script's calls.
  ///   - script: What happens.
  ///   - most: How many seeds are tried at most, where none escapes.
  ///   - start: Starts a subject.
  public init(
    _ requests: [Value], _ script: Script, most: Int = Shuffle.seeds,
    start: @escaping @Sendable () throws -> Subject
  ) {
    self.requests = requests
    self.script = script
    self.most = most
    self.start = start
  }

  /// Plays the script with one seed after the other, until it goes wrong or enough were tried.
  ///
  /// Two accesses to memory that nothing orders are wrong in any run.
  ///
  /// - Parameters:
  ///   - judge: What else is wrong with a run; nil if nothing is.
  ///   - telling: Makes what is thrown of what a subject met with, while its threads are still there.
  /// - Returns: What can be claimed, in a sentence.
  /// - Throws: That diagnosis; what a subject met with; `Stop.notMeasured` if a wrong run didn't
  ///   come again.
  public func run(
    judge: (TaskRun) throws -> ((History) -> Diagnosis)?,
    telling: (any Error, Subject) -> any Error = { error, _ in error }
  ) throws -> String {
    let subject = try start()
    defer { subject.end() }
    let begin = ContinuousClock.now
    var (tried, hasEscaped) = (0, false)
    while tried < (hasEscaped ? min(most, Self.escapedSeeds) : most) {
      let seeds = (tried..<tried + Self.batch).map { UInt64($0) }
      let traces = try Result { try subject.shuffle(requests, script, seeds: seeds) }
        .mapError { telling($0, subject) }.get()
      for trace in traces {
        tried += 1
        hasEscaped = hasEscaped || trace.hasEscaped
        let run = TaskRun(trace)
        if let spun = run.spun { throw telling(spinning(subject, spun), subject) }
        guard try run.dataRace(in: subject.doing) ?? judge(run) != nil else { continue }
        throw try confirmed(trace, tried: tried, judge)
      }
      hasEscaped = hasEscaped || subject.activity.threads > Self.crowd
    }
    let seconds = decimal((ContinuousClock.now - begin).inSeconds)
    return "\(tried) random orders of jobs were tried in \(seconds) s"
      + (hasEscaped ? "; tasks or threads ran beside the caller's, so they are a sample" : "")
  }

  /// What it is that jobs take turns without an end.
  private func spinning(
    _ subject: Subject, _ spun: (used: Int, elapsed: Int, inside: [String])
  ) -> Diagnosis {
    guard !spun.inside.isEmpty else { return subject.overrun(.milliseconds(spun.elapsed)) }
    let work = inARow(spun.inside.map { "task \($0)" })
    return .waiting(
      .busyMeanwhile(
        call: subject.doing, meanwhile: "the judge held the work of \(work)",
        cpuMilliseconds: spun.used, milliseconds: spun.elapsed))
  }

  /// What is wrong with a run that goes wrong in a fresh process as well.
  private func confirmed(
    _ trace: TaskTrace, tried: Int, _ judge: (TaskRun) throws -> ((History) -> Diagnosis)?
  ) throws -> any Error {
    var patient = script
    patient.rest = Self.patientRest
    var token = ShuffleToken(requests: requests, script: patient, seed: trace.seed)
    for _ in 0..<Self.replays {
      let subject = try start()
      defer { subject.end() }
      token.exercise = SubjectPrograms.exercise(of: subject.executable)
      var again = try token.replay(in: subject)
      // In a fresh process a library may have ordered it by what it does once.
      if again.events == trace.events { again.race = trace.race }
      let run = TaskRun(again)
      guard again.events == trace.events || trace.hasEscaped,
        let diagnosis = try run.dataRace(in: subject.doing) ?? judge(run)
      else { continue }
      var history = History(
        again, schedules: tried, token: token.text, program: subject.executable)
      history.printed = subject.allPrinted()
      return diagnosis(history)
    }
    return Stop.notMeasured("a run went wrong, but with the same seed again it went another way")
  }
}

/// What makes one run of tasks again: the requests, the script and the seed.
public struct ShuffleToken: Codable, Sendable, Equatable {
  let requests: [Value]
  let script: Script
  let seed: UInt64
  /// Whose run it is; nil in a token that doesn't say.
  public fileprivate(set) var exercise: String?

  init(requests: [Value], script: Script, seed: UInt64) {
    self.requests = requests
    self.script = script
    self.seed = seed
  }

  /// Reads a token; nil if it isn't one.
  public init?(_ text: String) {
    // Whatever is wrong with it: it is no token.
    guard let data = Data(base64Encoded: text),
      let token = try? JSONDecoder().decode(ShuffleToken.self, from: data)
    else { return nil }
    self = token
  }

  /// The token as one word.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Numbers and texts, which can always be encoded.
    return (try? encoder.encode(self))?.base64EncodedString() ?? ""
  }

  /// Makes the run again in a fresh subject, and returns its table.
  public func story(
    in subject: Subject, told: String = "", _ tables: Tables = .whole
  ) throws -> String {
    let history = History(
      try replay(in: subject), schedules: 1, token: text, program: subject.executable
    ).naming(tasksIn: told)
    return [history.text(tables), history.wayToAllRows(tables)].compactMap(\.self)
      .joined(separator: "\n\n")
  }

  func replay(in subject: Subject) throws -> TaskTrace {
    guard let trace = try subject.shuffle(requests, script, seeds: [seed]).first else {
      throw subject.overrun()
    }
    return trace
  }
}
