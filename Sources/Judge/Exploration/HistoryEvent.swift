import Interleaving
import Wire

/// A value, an atomic one, a lock, a semaphore, a queue or a condition of a run.
public struct ObjectID: Hashable, Sendable, Comparable, RawRepresentable, Codable {
  /// What it is.
  public enum Kind: String, Sendable {
    case atomic, condition, lock, queue, semaphore, value
  }

  /// What it is.
  public let kind: Kind
  /// Its number, in the order of first use.
  let number: Int

  init(_ kind: Kind, _ number: Int) {
    self.kind = kind
    self.number = number
  }

  /// Reads a name such as `lock 2`.
  public init?(rawValue: String) {
    let words = rawValue.split(separator: " ").map(String.init)
    guard words.count == 2, let kind = Kind(rawValue: words[0]), let number = Int(words[1])
    else { return nil }
    self.init(kind, number)
  }

  /// What it is called if nothing else is known, such as `lock 2`.
  public var rawValue: String { "\(kind) \(number)" }

  /// By numbers; a condition and its lock have the same.
  public static func < (one: ObjectID, other: ObjectID) -> Bool {
    (one.number, one.kind.rawValue) < (other.number, other.kind.rawValue)
  }
}

/// Whose steps a column of a history shows.
public enum ThreadOrTask: Hashable, Sendable, RawRepresentable, Codable {
  /// A thread by its number; 0 is the one that made the call.
  case thread(Int)
  /// A task by the number of its call or of its work.
  case task(String)
  /// A task that the student's code made and that has no work of its own, by a number.
  case furtherTask(Int)
  /// Whoever cancels a task from outside.
  case canceller

  /// Reads a name such as `thread 2`.
  public init?(rawValue: String) {
    let words = rawValue.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return nil }
    switch words[0] {
    case "task": self = .task(words[1])
    case "further":
      self = .furtherTask(words[1].split(separator: " ").last.flatMap { Int($0) } ?? 1)
    case "who": self = .canceller
    // The caller has no number.
    default: self = .thread(Int(words[1]) ?? 0)
    }
  }

  /// What it is called.
  public var rawValue: String {
    switch self {
    case .thread(0): "the caller"
    case .thread(let number): "thread \(number)"
    case .task(let number): "task \(number)"
    case .furtherTask(let number): "further task \(number)"
    case .canceller: "who cancels"
    }
  }
}

extension History {
  /// What a row of a history shows.
  enum Event: Sendable {
    /// A step of a thread, with the value that was read or written, the item of the work, or the error
    /// that ended it; empty if it isn't known.
    case step(Step, String)
    /// The call's return, where threads took steps after it.
    case cameBack
    /// What a thread waits for when nobody can go on.
    case waits(Trace.Waiter)
    /// An access to memory that nothing orders with another.
    case access(isWrite: Bool)
    /// What happened to a task.
    case job(TaskTrace.Event)
    /// What was read back.
    case told(Told)

    /// What is kept of an event: its words, and what a short table has to know.
    struct Told: Sendable, Codable {
      let words: Sentence
      let step: Step?
      let changesTurns: Bool
    }

    /// The step of a thread, if it is one.
    var step: Step? {
      switch self {
      case .step(let step, _): step
      case .told(let told): told.step
      case .cameBack, .waits, .access, .job: nil
      }
    }

    /// Whether it changes who may go on, beside what locks and permits do: somebody falls asleep or is
    /// awake again, a task is cancelled or comes back with an error.
    var changesTurns: Bool {
      switch self {
      case .step(let step, _): [.sleep, .spuriousWakeup, .reacquire].contains(step.kind)
      case .job(.cancelled), .job(.cameBack(_, .threw)): true
      case .told(let told): told.changesTurns
      case .cameBack, .waits, .access, .job: false
      }
    }

    /// The item of the work that begins, if it is known.
    var itemBegun: String? {
      guard case .step(let step, let item) = self, step.kind == .work, !item.isEmpty else {
        return nil
      }
      return item
    }

    /// The event in words.
    var words: Sentence {
      switch self {
      case .step(let step, let value):
        value.isEmpty
          ? step.inWords
          : "\(step.inWords)\(step.kind == .workDone ? ", throwing" : ""): \(shortened(value, to: Trace.longestValue))"
      case .cameBack: "returns from the call"
      // It went to sleep in an earlier row.
      case .access(let isWrite): isWrite ? "writes memory" : "reads memory"
      case .waits(let waiter): "\(waiter.isAsleep ? "still " : "")\(waiter.inWords)"
      case .job(let event): Sentence(stringLiteral: event.inWords)
      case .told(let told): told.words
      }
    }
  }
}

extension History.Event: Equatable, Codable {
  /// Whether they read the same: one that was read back has only its words.
  static func == (one: History.Event, other: History.Event) -> Bool { one.words == other.words }

  /// Reads what is kept of it.
  init(from decoder: any Decoder) throws { self = .told(try Told(from: decoder)) }

  /// Writes what is kept of it; for a report, its words.
  func encode(to encoder: any Encoder) throws {
    if Sentence.isPrinted(by: encoder) {
      try words.encode(to: encoder)
    } else {
      try Told(words: words, step: step, changesTurns: changesTurns).encode(to: encoder)
    }
  }
}

extension Step {
  /// Whether it has a row of its own.
  var isShown: Bool { kind != .begin && kind != .wait }

  /// What it is a step on; nil if that is a thread, or nothing.
  var target: ObjectID? {
    switch kind {
    case .read, .write: ObjectID(.value, object)
    case .lock, .unlock, .reacquire, .tryLock, .readLock: ObjectID(.lock, object)
    case .take, .give, .tryTake: ObjectID(.semaphore, object)
    case .enter: ObjectID(.queue, object)
    case .load, .store, .update: ObjectID(.atomic, object)
    case .sleep, .signal, .broadcast, .spuriousWakeup: ObjectID(.condition, object)
    case .begin, .spawn, .join, .work, .workDone, .wait, .pause, .yield: nil
    }
  }
}

extension Step {
  /// The step in words.
  fileprivate var inWords: Sentence {
    switch kind {
    case .begin: "goes on"
    case .read: "reads \(ObjectID(.value, object))"
    case .write: "writes \(ObjectID(.value, object))"
    case .lock: "takes \(ObjectID(.lock, object))"
    case .unlock: "gives back \(ObjectID(.lock, object))"
    case .take: "takes a permit of \(ObjectID(.semaphore, object))"
    case .give: "gives a permit to \(ObjectID(.semaphore, object))"
    case .sleep: "sleeps on \(ObjectID(.condition, object))"
    case .signal: "signals \(ObjectID(.condition, object))"
    case .broadcast: "broadcasts \(ObjectID(.condition, object))"
    case .reacquire: "awake again, takes \(ObjectID(.lock, object))"
    case .spuriousWakeup: "wakes up unasked"
    case .spawn: "starts \(ThreadOrTask.thread(object))"
    case .join: "has joined \(ThreadOrTask.thread(object))"
    case .work: "begins work"
    case .workDone: "ends work"
    case .tryLock: "finds \(ObjectID(.lock, object)) taken"
    case .readLock: "takes \(ObjectID(.lock, object)) to read"
    case .tryTake: "finds no permit of \(ObjectID(.semaphore, object))"
    case .wait: "goes on"
    case .pause: "goes on after a sleep"
    case .yield: "lets others go first"
    case .enter: "comes to \(ObjectID(.queue, object))"
    case .load: "reads \(ObjectID(.atomic, object))"
    case .store: "writes \(ObjectID(.atomic, object))"
    case .update: "changes \(ObjectID(.atomic, object)) in one step"
    }
  }
}

extension TaskTrace.Event {
  /// The event in words; nothing if it isn't one of a task.
  fileprivate var inWords: String {
    switch self {
    case .phase, .spun: ""
    case .called: "makes its call"
    case .cancelled: "is cancelled"
    case .began: "begins its work"
    case .learnt: "learns of a cancellation"
    case .ended: "ends its work"
    case .cameBack(_, .returned): "returns"
    case .cameBack(_, .threw(let type, _)): "throws \(type)"
    case .cameBack(_, .invalidArgument), .cameBack(_, .notStarted): "throws"
    case .waits: "still waits"
    }
  }
}
