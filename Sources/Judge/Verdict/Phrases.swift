import Foundation

/// The first few of many items, and how many there are in all.
public func list(_ first: [some CustomStringConvertible], of count: Int) -> String {
  let shown = first.prefix(6).map { shortened("\($0)", to: 80) }.joined(separator: ", ")
  return count > min(first.count, 6) ? "\(shown), ... (\(count) in all)" : shown
}

/// Some things in a row, such as "a, b and c".
func inARow(_ things: [String]) -> String {
  guard things.count > 1 else { return things.first ?? "" }
  return things.dropLast().joined(separator: ", ") + " and " + things[things.count - 1]
}

/// The first place at which a callback was told something else than it should have been.
func difference(in callback: String, _ expected: [String], _ calls: [String]) -> String {
  let index = zip(expected, calls).enumerated().first { $1.0 != $1.1 }?.offset
  guard let index else {
    return "`\(callback)` was called \(times(calls.count)) instead of \(times(expected.count))."
  }
  return "Call \(index + 1) of `\(callback)` should have said \"\(expected[index])\", "
    + "but said \"\(calls[index])\"."
}

/// What work is about, in short: of an address of the judge's own server the path.
func inShort(_ item: String) -> String {
  guard item.hasPrefix("http://127.0.0.1:"), let url = URL(string: item) else { return item }
  return url.path
}

// MARK: Injected work

/// One piece of injected work: what a process does with a line is no call of a function.
func call(of work: String) -> String {
  work == Workforce.gate ? "line in a process" : "call of `\(work)`"
}

/// Several of them.
func calls(of work: String) -> String {
  work == Workforce.gate ? "lines in processes" : "calls of `\(work)`"
}

/// A number of them.
func counted(_ count: Int, callsOf work: String) -> String {
  count == 1 ? "1 \(call(of: work))" : "\(count) \(calls(of: work))"
}

/// That fewer were under way at once than were to be.
func atOnce(_ asked: Int, of work: String, butOnly seen: Int) -> String {
  "\(asked) \(calls(of: work)) were to be under way at once, but never more than \(seen) "
    + (seen == 1 ? "was" : "were")
}

/// How much work had been begun, and ended.
func tally(of work: String, begun: Int, ended: Int) -> String {
  let given =
    work == Workforce.gate
    ? "processes had been given \(counted(begun, "line"))"
    : "\(counted(begun, callsOf: work)) had begun"
  return "\(given), \(ended) had ended"
}

/// That some items were worked on more than once, and how.
///
/// - Parameters:
///   - how: What is known of that.
///   - first: The first of them.
///   - isOne: Whether it is the only one.
func worked(
  _ work: String, moreThanOnceOn items: String, _ how: Repetition?, _ first: String, isOne: Bool
) -> String {
  let isOfProcesses = work == Workforce.gate
  let often = how?.times ?? []
  let same = often.first.flatMap { first in often.allSatisfy { $0 == first } ? first : nil }
  let told =
    how?.inWords(of: isOne ? nil : first, by: isOfProcesses ? "process" : "thread") ?? ""
  let count = same.map { times($0) } ?? "more than once"
  let each = isOne || same == nil ? items : "each of \(items)"
  return isOfProcesses
    ? "processes were given \(each) \(count)\(told)"
    : "`\(work)` was called \(count) for \(each)\(told)"
}

/// That some items were never worked on.
func worked(_ work: String, neverOn items: String) -> String {
  work == Workforce.gate
    ? "no process was ever given \(items)" : "`\(work)` was never called for \(items)"
}

// MARK: Numbers

/// A number of things, such as "1 thread" or "3 processes".
func counted(_ count: Int, _ thing: String) -> String {
  count == 1 ? "1 \(thing)" : "\(count) \(thing)\(thing.hasSuffix("s") ? "es" : "s")"
}

/// How often something happened.
func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

// MARK: Questions

/// Of writes that are gone.
let whatKeepsOthersOut = """
  From a read of what is shared to the write that goes by it, what keeps the other threads out?
  """

/// Of those that all wait.
let nobodyIsLeft = """
  Who was to bring what is waited for, and what does it wait for itself?
  """

/// Of those that all wait after a failure.
let keptAfterFailure = """
  On the way that the failure takes out of your code, which line gives back what was held?
  """

/// Of work that goes on after a cancellation, or comes back as if there had been none.
let afterACancellation = """
  Which line learns that the task is cancelled, and what does it do then?
  """

/// Of those that look again and again.
let whichLoopGoesRound = """
  Which loop goes round while there is nothing to do?
  """

/// Of a permit that is gone.
let whichWayLeaves = """
  By which way did whoever had the permit leave, and which line gives it back there?
  """

/// Of those that are overtaken.
let whatPicksTheNext = """
  Where do those that wait stand, and what picks the next of them?
  """

/// That calls before, with others held, came back in time; nothing if there were none.
func waited(before count: Int) -> String {
  switch count {
  case 0: ""
  case 1: " In the call before, with another one in its place, it had waited."
  default: " In the \(count) calls before, with others in its place, it had waited."
  }
}

// MARK: Texts

/// A text of at most `limit` characters, cut in its middle.
public func shortened(_ text: String, to limit: Int) -> String {
  guard text.count > limit else { return text }
  let half = (limit - 5) / 2
  return "\(text.prefix(half)) ... \(text.suffix(half))"
}

/// Two texts that differ, each in quotes; of long ones the ends, with their lengths and how far they agree.
public func compared(
  _ expected: String, _ actual: String, to limit: Int = 60
) -> (expected: String, actual: String) {
  func quoted(_ text: String, _ more: String) -> String {
    let quoted = shortened(text, to: limit).debugDescription
    let length = grouped(text.count)
    return text.count > limit ? "\(quoted) (\(length) characters\(more))" : quoted
  }
  let same = zip(expected, actual).prefix { $0 == $1 }.count
  let difference =
    switch same {
    case 0: ""
    case actual.count: ", the same up to there"
    default: ", of which number \(grouped(same + 1)) is the first that differs"
    }
  return (quoted(expected, ""), quoted(actual, difference))
}

/// A number with its thousands apart, such as 1,000,000.
private func grouped(_ number: Int) -> String {
  let digits = Array("\(number)")
  return digits.indices.reduce(into: "") { text, index in
    if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
    text.append(digits[index])
  }
}

/// The end of what a program printed, or nothing if it printed nothing.
func quoted(_ printed: String) -> String {
  let text = printed.trimmingCharacters(in: .whitespacesAndNewlines)
  return text.isEmpty ? "" : " It printed: \(shortened(text, to: 400))"
}

/// The threads that slept while one was at work.
func sleepers(_ count: Int) -> String {
  switch count {
  case 0: "there was no other thread"
  case 1: "the only other thread slept"
  default: "all \(count) other threads slept"
  }
}

/// That the threads which run tasks slept.
func sleepersOfTasks(_ count: Int) -> String {
  count == 1
    ? "The one thread of all tasks slept in a call that blocks"
    : "The program's \(count) threads slept in calls that block"
}

/// What a program said of its own crash: its last "Fatal error" or failed condition, or else its last
/// lines; addresses of the stack are left out.
func lastWords(in output: String) -> String {
  let lines = output.split(whereSeparator: \.isNewline).filter {
    !$0.contains("<unavailable>") && !$0.hasPrefix("Current stack trace")
  }
  let fatal = lines.last { line in
    ["Fatal error", "Precondition failed", "Assertion failed"].contains { line.contains($0) }
  }
  return fatal.map(String.init) ?? String(lines.suffix(4).joined(separator: "\n").suffix(600))
}

/// What a signal tells of a crash, in parentheses.
func meaning(ofSignal signal: Int) -> String {
  switch signal {
  case 4, 5: " (it stopped itself, or a check of the language did: signal \(signal))"
  case 7, 10, 11: " (it used memory that isn't its own: signal \(signal))"
  default: " (signal \(signal))"
  }
}

/// A size in MB of 1,048,576 bytes.
func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }

/// A number with two places.
func decimal(_ number: Double) -> String { String(format: "%.2f", number) }

/// What a queue that work ran on has to do with how much of it ran at once, as further sentences.
func pool(_ queue: String) -> String {
  guard !queue.isEmpty else { return "" }
  guard !queue.hasPrefix("Swift ") else {
    return """
       They ran in Swift tasks. Tasks run on a pool with one thread for each core, and work that blocks \
      its thread keeps that thread from all other tasks.
      """
  }
  return """
     They ran on the Dispatch queue "\(queue)". Concurrent queues, `concurrentPerform`, `OperationQueue` \
    and queues that target one of these take their threads from Dispatch's one shared pool. On Linux it \
    has about as many threads as the machine has cores and adds one a second at most: enough for \
    computing, too few for waiting.
    """
}

/// What the marked steps of a history show, as a further sentence.
func seeing(_ history: History) -> Sentence { history.note.isEmpty ? "" : " \(history.note)" }

extension Words {
  /// Puts a mistake of an order of steps into words, with the names that its code has for things.
  init(_ name: String, _ seen: Sentence, _ question: String, of history: History) {
    self.init(name, history.told(seen), question, shows: .history(history))
  }
}
