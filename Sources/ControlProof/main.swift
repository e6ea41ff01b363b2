/// A small program below which Control lies, for the tests of Control.
///
/// `add MAKER ADDER RUNS` adds from three threads, in an order of the first choice and in random ones;
/// `in SITUATION RUNS` does one of the other things; `still SITUATION` waits until nothing moves;
/// `memory SITUATION RUNS` looks for accesses to memory that nothing orders, and `ordered` for none;
/// `tasks` and `orderedTasks` do so with tasks, `calls` with calls in a row; `twice` resumes a continuation two times;
/// `starts` starts some threads and a task;
/// `order SITUATION PLAN` does it once as `choices=1,0`, `seed=7` or `held=1` plans, and prints the
/// threads step by step. What came of it is printed as one line.

#if os(Linux)
  import Control
  import Foundation

  private nonisolated(unsafe) var counter = 0
  private let counterIdentity: UInt = 1

  func read() -> Int {
    controlStep(controlRead, counterIdentity)
    return counter
  }

  func write(_ value: Int) {
    controlStep(controlWrite, counterIdentity)
    counter = value
  }

  func add() { write(read() + 1) }

  /// Runs a body as often as asked, and prints how the runs ended.
  private func explore(_ runs: Int, expecting right: Int, _ body: @escaping @Sendable () -> Void) {
    var ends = [0, 0, 0, 0, 0, 0]
    var (wrong, foreign, steps) = (0, 0, 0)
    controlKeepToOneCore(true)
    let call = Unmanaged.passRetained(Body(body))
    for run in 0..<runs {
      counter = 0
      var plan = ControlPlan()
      (plan.held, plan.stopped, plan.stepLimit) = (-1, -1, 2000)
      (plan.isRandom, plan.seed) = (run > 0, UInt64(run))
      let trace = controlRun(
        &plan,
        { context in
          Unmanaged<Body>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue().run()
        }, call.toOpaque()
      ).pointee
      ends[Int(trace.end.rawValue)] += 1
      if counter != right { wrong += 1 }
      if trace.isForeign { foreign += 1 }
      steps = max(steps, Int(trace.entryCount))
      // Threads of it are left over.
      if trace.end != controlOver { break }
    }
    print("ends \(ends) wrong \(wrong) foreign \(foreign) steps \(steps)")
  }

  /// Runs a body as often as asked, and prints in how many runs something ordered all accesses to memory,
  /// and what else was seen in these.
  private func lookAtMemory(_ runs: Int, _ body: @escaping @Sendable () -> Void) {
    var (racing, foreign, first) = (0, 0, 0)
    var ends: Set<UInt32> = []
    let call = Unmanaged.passRetained(Body(body))
    for run in 0..<runs {
      var plan = ControlPlan()
      (plan.held, plan.stopped, plan.stepLimit) = (-1, -1, 2000)
      (plan.isRandom, plan.seed) = (run > 0, UInt64(run))
      let trace = controlRun(
        &plan,
        { context in
          Unmanaged<Body>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue().run()
        }, call.toOpaque()
      ).pointee
      ends.insert(trace.end.rawValue)
      if trace.race.isFound { racing += 1 }
      if trace.race.isFound, run == 0 { first = 1 }
      if trace.isForeign { foreign += 1 }
      if trace.end != controlOver { break }
    }
    print("racing \(racing) first \(first) foreign \(foreign) ends \(ends.sorted())")
  }

  /// Runs a body once as planned, and prints who went.
  private func follow(_ text: String, _ body: @escaping @Sendable () -> Void) {
    let parts = text.split(separator: "=")
    let numbers = parts.count < 2 ? [] : parts[1].split(separator: ",").compactMap { Int($0) }
    let choices = parts[0] == "choices" ? numbers.map { UInt8($0) } : []
    var plan = ControlPlan()
    (plan.held, plan.stopped, plan.stepLimit) = (-1, -1, 600)
    if parts[0] == "held" { plan.held = Int32(numbers[0]) }
    if parts[0] == "seed" { (plan.isRandom, plan.seed) = (true, UInt64(numbers[0])) }
    let call = Unmanaged.passRetained(Body(body))
    choices.withUnsafeBufferPointer { choices in
      (plan.choices, plan.choiceCount) = (choices.baseAddress, Int32(choices.count))
      let trace = controlRun(
        &plan,
        { context in
          Unmanaged<Body>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue().run()
        }, call.toOpaque()
      ).pointee
      let threads = (0..<Int(trace.entryCount)).map { "\(trace.entries[$0 * 20])" }
      print(threads.joined(separator: " ") + (trace.hasDiverged ? " diverged" : ""))
    }
  }

  controlPrepare()
  private let words = Array(CommandLine.arguments.dropFirst())
  switch words.first {
  case "add":
    guard let maker = makers[words[1]], let adder = adders[words[2]] else { exit(2) }
    explore(Int(words[3]) ?? 1, expecting: 3) { maker(3, adder()) }
  case "in":
    guard let situation = situations[words[1]] else { exit(2) }
    explore(Int(words[2]) ?? 1, expecting: 1, situation)
  case "memory":
    guard let situation = unordered[words[1]] else { exit(2) }
    lookAtMemory(Int(words[2]) ?? 1, situation)
  case "ordered":
    guard let situation = ordered[words[1]] else { exit(2) }
    lookAtMemory(Int(words[2]) ?? 1, situation)
  case "tasks":
    guard let situation = unorderedTasks[words[1]] else { exit(2) }
    lookAtTasks(Int(words[2]) ?? 1, isCancelled: false, situation)
  case "orderedTasks":
    guard let situation = orderedTasks[words[1]] else { exit(2) }
    lookAtTasks(Int(words[2]) ?? 1, isCancelled: words[1] == "cancelled", situation)
  case "order":
    guard let situation = situations[words[1]] else { exit(2) }
    follow(words[2], situation)
  case "still":
    guard let situation = situations[words[1]] else { exit(2) }
    waitForStillness(situation)
  case "limit": meetLimit()
  case "starts": startSome()
  case "calls": lookAtCalls(Int(words[1]) ?? 1)
  case "twice": resumeTwice(isChecked: words[1] == "checked")
  default: exit(2)
  }
#endif
