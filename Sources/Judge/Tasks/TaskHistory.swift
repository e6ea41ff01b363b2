import Foundation
import Wire

extension History {
  /// Makes the table of a run of tasks: a column for the caller, which makes call 0, and for each task,
  /// by the number of its call or of its work.
  ///
  /// - Parameter program: The program that ran, whose debug information tells the lines.
  init(_ trace: TaskTrace, schedules: Int, token: String, program: URL? = nil) {
    let accesses = trace.accesses.map(\.calls)
    let awaits = [trace.places.began, trace.places.waiting].flatMap(\.values)
    self.init(
      trace, schedules: schedules, token: token,
      lines: SourceLine.lines(
        of: Set((accesses + awaits).joined()), in: program, areCalls: true,
        accesses: Set(accesses.compactMap(\.first))))
  }

  /// Makes the table of a run whose calls come from known lines.
  init(_ trace: TaskTrace, schedules: Int, token: String, lines: [Int: SourceLine]) {
    var sources = Sources()
    func told(_ calls: [Int]) -> (place: String, source: String) {
      let line = sources.line(of: calls.compactMap { lines[$0] })
      return (line?.name ?? "", line.map { sources.line($0) } ?? "")
    }
    var left = trace.accesses[...]
    var entries: [(owner: ThreadOrTask, event: Event, index: Int, place: String, source: String)] =
      []
    for (index, event) in trace.events.enumerated() {
      while let access = left.first, access.event <= index {
        let (place, source) = told(access.calls)
        entries.append(
          (access.owner.column, .access(isWrite: access.isWrite), index - 1, place, source))
        left.removeFirst()
      }
      guard let task = event.task else { continue }
      let (place, source) = told(trace.places.began[index] ?? [])
      entries.append((task, .job(event), index, place, source))
    }
    // Of a call it isn't known where it waits if the judge's own code is all that it has come to.
    let waiting = trace.places.waiting.sorted { $0.key < $1.key }
      .map { (call: $0.key, line: told($0.value)) }.filter { !$0.line.place.isEmpty }
    entries += waiting.map {
      (.caller($0.call), .job(.waits($0.call)), trace.events.count, $0.line.place, $0.line.source)
    }
    let caller = ThreadOrTask.thread(0)
    let tasks = Set(entries.map(\.owner)).subtracting([caller])
      .sorted { $0.rawValue.localizedStandardCompare($1.rawValue) == .orderedAscending }
    let columns = [caller] + tasks
    self.init(
      columns: columns,
      rows: entries.map { entry in
        Row(
          thread: columns.firstIndex(of: entry.owner) ?? 0, event: entry.event, index: entry.index,
          place: entry.place, source: entry.source)
      }, schedules: schedules, token: token, waits: waiting.count)
  }
}

extension TaskTrace {
  /// The accesses to memory that nothing orders, in their order; none if there are none.
  fileprivate var accesses: [Access] { race.map { [$0.first, $0.second] } ?? [] }
}

extension TaskTrace.Event {
  /// Whose it is; nil if it is nobody's.
  fileprivate var task: ThreadOrTask? {
    switch self {
    case .phase, .spun: nil
    case .called(let call), .cancelled(let call), .cameBack(let call, _), .waits(let call):
      .caller(call)
    case .began(let item), .learnt(let item), .ended(let item): .task(item)
    }
  }
}

extension TaskTrace.Owner {
  /// Whose column its accesses are in.
  fileprivate var column: ThreadOrTask {
    switch self {
    case .work(let item): .task(item)
    case .call(let call): .caller(call)
    case .further(let number): .furtherTask(number)
    case .canceller: .canceller
    }
  }
}

extension ThreadOrTask {
  /// Who makes a call: the caller makes call 0, a task of its own any other.
  fileprivate static func caller(_ call: Int) -> ThreadOrTask {
    call == 0 ? .thread(0) : .task("\(call)")
  }
}
