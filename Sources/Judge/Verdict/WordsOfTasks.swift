/// What is said of tasks, and of processes that work for a call.
extension Words {
  static func tasks(_ diagnosis: Diagnosis) -> (String, String)? {
    switch diagnosis {
    case .fewAtOnce(let what, let asked, let seen):
      (
        """
        \(asked) \(what) should have been under way at once, but never more than \(seen) \
        \(seen == 1 ? "was" : "were"). The judge held \(seen == 1 ? "it" : "them") and waited: \
        nothing further came.
        """,
        "Many waits can pass at the same time. Where some can't begin before others end, they add up."
      )
    case .blocksPool(let doing, let threads):
      (
        """
        \(doing): nothing moved any more, and no thread was free for a new task, not even for one \
        that does nothing. \(sleepersOfTasks(threads)).
        """,
        """
        Tasks share about as many threads as there are cores. A call that blocks its thread instead \
        of awaiting takes it away from all tasks, and in the end from the very one it waits for.
        """
      )
    case .threadsForTasks(let work, let held, let threads, let fair):
      (
        """
        While \(counted(held, callsOf: work)) waited, the program had \(threads) threads; tasks that only \
        wait need \(fair) at most on this machine.
        """,
        "A task that awaits gives its thread back. Threads that wait in its place cost a stack each."
      )
    case .permitLost(let call, let after, let waiting):
      (
        "\(call): after \(after), \(waiting) waited for a permit that never came.",
        "A permit that isn't given back is gone for good; when the last is gone, everything stands still."
      )
    case .permitGone(let call, let after, let waiting, _):
      (
        """
        \(call): in this order of jobs, after \(after), \(inARow(waiting)) waited \
        for a permit that never came.
        """,
        "A permit that isn't given back is gone for good; when the last is gone, everything stands still."
      )
    case .turnedAway(let call, let task, let actual, _):
      (
        """
        \(call): nobody had cancelled \(task), but in this order of jobs its operation was never run. \
        There was \(actual).
        """,
        "Who is cancelled gives up its own place, and nobody else's."
      )
    case .ignoresCancellation(let call, let after, let what):
      (
        "\(call): after \(after), \(what).",
        afterACancellation
      )
    case .goesOn(let call, let what, _):
      (
        "\(call): in this order of jobs, \(what).",
        afterACancellation
      )
    case .tasksStuck(let call, let waiting, _):
      (
        "\(call): in this order of jobs \(inARow(waiting)) waited for ever.",
        "Nothing moves any more, and nobody is left who would wake what waits."
      )
    case .misplaced(let call, let expected, let actual, _):
      (
        "\(call): in this order of jobs the result was \(actual) instead of \(expected).",
        "Which task begins or ends first is chance; each value belongs to its operation's place."
      )
    case .servedOutOfTurn(let call, let expected, let actual):
      (
        "\(call): who had come first wasn't served first. They came as \(expected), and went on as \(actual).",
        "Who may be overtaken may wait for ever: first come, first served is a promise."
      )
    case .overtaken(let call, let first, let second, _):
      (
        """
        \(call): \(first) had come first and waited, but in this order of jobs \(second) \
        began before.
        """,
        "Who may be overtaken may wait for ever: first come, first served is a promise."
      )
    default: nil
    }
  }

  static func workers(_ diagnosis: Diagnosis) -> (String, String)? {
    switch diagnosis {
    case .tooManyProcesses(let call, let asked, let started, let kind):
      (
        "\(call): "
          + (asked > 0
            ? "\(counted(asked, "process")) \(asked == 1 ? "was" : "were") asked for; " : "")
          + "\(asked > 0 ? "\(started)" : counted(started, "process")) "
          + "\(started == 1 ? "was" : "were") started\(kind).",
        kind.isEmpty
          ? """
          A process costs far more than a call: memory of its own, and a start that takes longer than \
          most answers. A team is started once, and each of its processes answers line after line.
          """
          : "What is to be started is the program that the call was given, and nothing else."
      )
    case .pipeDeadlock(let doing, let pipe, let bytes):
      (
        """
        \(doing): nothing moved any more. A process had \(counted(bytes, "byte")) to write to its \
        \(pipe), and nobody read \(bytes == 1 ? "it" : "them").
        """,
        """
        A pipe holds some tens of thousands of bytes. Whoever writes more sleeps until the other \
        side reads; if the reader waits for something else meanwhile, both wait for ever.
        """
      )
    case .leaksProcesses(let call, let running, let unawaited):
      (
        "\(call): after the call had come back, \(left(running, unawaited)).",
        [
          running > 0 ? "A process that isn't ended goes on beside the program." : "",
          unawaited > 0
            ? "A process that has ended keeps its place in the system's table until it is waited for."
            : "",
        ].filter { !$0.isEmpty }.joined(separator: " ")
      )
    case .leaksDescriptors(let calls, let before, let after):
      (
        """
        After the first call had come back \(before) file descriptors were open; after \(calls) \
        calls there were \(after).
        """,
        "A process may have some hundreds or thousands open. After that, no pipe or file can be opened."
      )
    default: nil
    }
  }

  private static func left(_ running: Int, _ unawaited: Int) -> String {
    let parts = [
      running > 0 ? "\(running) of its processes still ran" : "",
      unawaited > 0
        ? "\(counted(unawaited, "process")) had ended and \(unawaited == 1 ? "was" : "were") never waited for"
        : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", and ")
  }
}
