/// What the judge says to a subject.
public enum ToSubject: Codable, Sendable, Equatable {
  /// Call the student's code with `request`; answer with `finished` of the same `run`.
  ///
  /// Every run has a thread of its own, so several may be under way at once.
  case run(Int, request: Value, gates: [String: GateMode])
  /// Let the work that arrived with this ticket go on.
  case release(ticket: Int)
  /// From now on hold nothing at this gate, and let go what is held there.
  case open(gate: String)
  /// Answer with `pong`; everything sent before it has then arrived.
  ///
  /// When `counting`, the answer carries what the adapter counted so far, which may take a moment.
  case ping(Int, counting: Bool)
  /// Call the student's code in these orders, one after the other; answer with `explored`.
  ///
  /// From then on every run of the process is a controlled one, and there is one at a time.
  case explore(Int, Orders)
  /// Cancel the task of a run.
  case cancel(run: Int)
  /// Answer with `pulse` of the same number from a task of its own.
  case pulse(Int)
  /// Play a script once for each of these seeds; answer with `shuffled`.
  ///
  /// - Parameter requests: What the adapter reads in each of the script's calls, by their numbers.
  case shuffle(run: Int, requests: [Value], script: Script, seeds: [UInt64])
  /// Answer with `threads`. It disturbs them, so nothing is to be judged after it.
  case threads
  /// Answer with `still` of the same number as soon as each thread waits for another of them, unless
  /// another message comes before.
  case stillness(Int)
  /// Answer with `lockWaits`, when nothing moves any more.
  case lockWaits
  /// Answer with `origins`, which tell where the work with these tickets was begun.
  case origins(tickets: [Int])
}

/// What a subject says to the judge.
public enum FromSubject: Codable, Sendable, Equatable {
  /// The process is up and waits for a run.
  case ready
  /// A piece of injected work has begun.
  case arrived(Arrival)
  /// The work with this ticket has ended.
  case left(ticket: Int)
  /// The student's code came back.
  case finished(run: Int, Outcome)
  /// The answer to `ping`, with whatever the exercise's adapter counts meanwhile.
  case pong(Int, counted: Value)
  /// Controlled runs are over.
  case explored(run: Int, Explored)
  /// The work with this ticket learnt, while it was held, that its task is cancelled.
  case learnt(ticket: Int)
  /// A task was found a thread to run on.
  case pulse(Int)
  /// What happened for each seed.
  case shuffled(run: Int, TaskTraces)
  /// The calls that each thread is in, innermost first, as distances in bytes from where the program
  /// is loaded; none where that can't be told.
  ///
  /// `awaits` are those of the tasks that await a continuation: where each goes on then.
  case threads(calls: [[Int]], awaits: [[Int]])
  /// Nothing moves any more, and nothing will before the judge says something else.
  case still(Int)
  /// The threads that wait for locks of which it is known who has them, and how many others wait for a time
  /// to come.
  case lockWaits([LockWait], timed: Int)
  /// So many threads were to be there at once, more than there may be; the one that wanted one more waits
  /// in these calls.
  case crowded(threads: Int, calls: [Int])
  /// A continuation was resumed that had been resumed before: the calls that did so, as `threads` has
  /// them. The thread that did so waits.
  case resumedTwice(first: [Int], second: [Int])
  /// Where threads, tasks and work come from.
  case origins(Origins)
  /// The calls in which student code is going to close a file descriptor of the connection.
  case closing(descriptor: Int, calls: [Int])
  /// The calls in which student code ends the process.
  case exiting(calls: [Int])
  /// A message that can't be written, and why; it isn't sent.
  case notSent(reason: String)
}

// Said here, as a linker leaves out a file of a library's that only tells of such a conformance.
extension ToSubject: CompactlySent {}
extension FromSubject: CompactlySent {}

/// How a gate treats the work that comes to it.
public enum GateMode: String, Codable, Sendable {
  /// It is reported and goes on at once.
  case reported
  /// It is reported and waits for its release.
  case held
}

/// One piece of injected work that has come to a gate.
public struct Arrival: Codable, Sendable, Equatable {
  /// Different for each arrival in one subject, counted from 1.
  public let ticket: Int
  /// The gate's name, such as `fetch`.
  public let gate: String
  /// What the work is about, such as a URL.
  public let item: String
  /// The operating system's number of the thread the work runs on.
  public let thread: Int
  /// The label of the Dispatch queue the work runs on; empty on a plain thread.
  public let queue: String

  /// Makes an arrival from its parts.
  public init(ticket: Int, gate: String, item: String, thread: Int, queue: String) {
    self.ticket = ticket
    self.gate = gate
    self.item = item
    self.thread = thread
    self.queue = queue
  }
}

/// A thread that waits for a lock which another has, or itself.
public struct LockWait: Codable, Sendable, Equatable {
  /// The operating system's number of the thread.
  public let thread: Int
  /// The number of the one that has the lock.
  public let holder: Int
  /// The calls that it waits in, innermost first, as distances in bytes from where the program is loaded.
  public let calls: [Int]
  /// The calls in which the other took the lock.
  public let taking: [Int]
  /// Whether the other has ended.
  public let holderHasEnded: Bool

  /// Makes one from its parts.
  public init(
    thread: Int, holder: Int, calls: [Int], taking: [Int], holderHasEnded: Bool = false
  ) {
    self.thread = thread
    self.holder = holder
    self.calls = calls
    self.taking = taking
    self.holderHasEnded = holderHasEnded
  }
}

/// How a call of the student's code ended.
public enum Outcome: Codable, Sendable, Hashable {
  /// It returned; the adapter put the result into this value.
  case returned(Value)
  /// It threw `NotStarted`.
  case notStarted
  /// It threw `InvalidArgument` for the argument of this name.
  case invalidArgument(name: String, reason: String)
  /// It threw something else: the error's type and its text.
  case threw(type: String, text: String)
}
