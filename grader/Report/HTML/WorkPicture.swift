import Judge

/// Which work was under way when, as lanes: one for each thread, and more where tasks share a thread.
struct WorkPicture {
  private let times: WorkTimes
  /// The lane of each stretch.
  private let lanes: [Int]
  /// The thread of each lane.
  private let threads: [Int]

  init?(_ times: WorkTimes?) {
    guard let times, !times.stretches.isEmpty else { return nil }
    self.times = times
    var (lanes, threads, ends): ([Int], [Int], [Int]) = ([], [], [])
    for stretch in times.stretches {
      let free = threads.indices.first {
        threads[$0] == stretch.thread && ends[$0] <= stretch.start
      }
      let lane = free ?? threads.count
      if free == nil {
        threads.append(stretch.thread)
        ends.append(0)
      }
      ends[lane] = stretch.end ?? .max
      lanes.append(lane)
    }
    // Those of a thread stand together.
    let order = threads.indices.sorted { (threads[$0], $0) < (threads[$1], $1) }
    self.lanes = lanes.map { order.firstIndex(of: $0) ?? 0 }
    self.threads = order.map { threads[$0] }
  }

  /// The picture and its numbers, which are in sight at once if the check failed.
  func html(isOpen: Bool) -> HTML {
    let picture = LanePicture(
      what: "\(times.stretches.count) pieces of work, a lane for each thread", unit: "ms",
      names: threads.map { "thread \($0)" },
      boxes: zip(times.stretches, lanes).map { stretch, lane in
        LanePicture.Box(
          lane: lane, start: Self.milliseconds(stretch.start),
          end: Self.milliseconds(stretch.end ?? times.until),
          label: stretch.item + (stretch.end == nil ? " …" : ""), isMarked: stretch.end == nil)
      })
    let further = times.further > 0 ? " \(times.further) more came later." : ""
    return """
      <details class="picture"\(isOpen ? " open" : "")><summary>What was under way when</summary>
      <div class="wide" tabindex="0" role="group" aria-label="What was under way when">\(picture.html)</div>
      <p class="dim">A bar is a piece of work that the code was given, from its beginning to its end; the judge \
      may have held it back. Red, with "…": still under way when the judge had seen enough.\(further)</p>
      <details><summary>The same in numbers</summary>
      \(numbers)</details></details>

      """
  }

  private var numbers: HTML {
    HTML.table(
      "Work in the order in which it began",
      headings: ["work", "thread", "from, in ms", "to, in ms"],
      times.stretches.map { stretch in
        HTML.row(
          heading: "\(stretch.work) \(stretch.item)", "\(stretch.thread)",
          "\(Self.milliseconds(stretch.start))",
          stretch.end.map { "\(Self.milliseconds($0))" } ?? "still under way")
      })
  }

  private static func milliseconds(_ microseconds: Int) -> Double { Double(microseconds) / 1000 }
}
