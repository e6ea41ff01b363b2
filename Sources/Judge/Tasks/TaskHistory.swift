import Foundation
import Wire

extension History {
  /// Makes the table of a run of tasks: a column for the caller, which makes call 0, and for each task,
  /// by the number of its call or of its work.
  ///
  /// - Parameter program: The program that ran, whose debug information tells the lines.
  init(_ trace: TaskTrace, schedules: Int, token: String, program: URL? = nil) {
    let calls = Set(trace.accesses.flatMap(\.calls))
    self.init(
      trace, schedules: schedules, token: token,
      lines: SourceLine.lines(of: calls, in: program, areCalls: true))
  }

  /// Makes the table of a run whose calls come from known lines.
  init(_ trace: TaskTrace, schedules: Int, token: String, lines: [Int: SourceLine]) {
    var sources = Sources()
    var left = trace.accesses[...]
    var entries: [(owner: ThreadOrTask, event: Event, index: Int, place: String, source: String)] =
      []
    for (index, event) in trace.events.enumerated() {
      while let access = left.first, access.event <= index {
        let line = access.calls.lazy.compactMap { lines[$0] }.first { !$0.isKits && $0.line > 0 }
        entries.append(
          (
            access.owner.column, .access(isWrite: access.isWrite), index - 1, line?.name ?? "",
            line.map { sources.line($0) } ?? ""
          ))
        left.removeFirst()
      }
      guard let task = event.task else { continue }
      entries.append((task, .job(event), index, "", ""))
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
      }, schedules: schedules, token: token)
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
    case .called(let call), .cancelled(let call), .cameBack(let call, _): .caller(call)
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
