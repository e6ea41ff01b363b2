/// What a diagnosis says to a student: what was seen, and why that is a mistake.
///
/// Never how to mend it: the lesson's section with the diagnosis's name leads there.
public struct Words: Sendable, Equatable {
  /// What was seen, with its numbers.
  public let seen: String
  /// Why that is a mistake.
  public let why: String

  /// The words for a diagnosis.
  public init(_ diagnosis: Diagnosis) {
    let words =
      Self.histories(diagnosis) ?? Self.results(diagnosis) ?? Self.crowds(diagnosis)
      ?? Self.waits(diagnosis) ?? Self.tasks(diagnosis) ?? Self.workers(diagnosis)
      ?? Self.ends(diagnosis)
    (seen, why) = words
  }

  private static func results(_ diagnosis: Diagnosis) -> (String, String)? {
    switch diagnosis {
    case .wrongResult(let call, let expected, let actual):
      (
        "\(call): expected \(expected), but got \(actual).",
        """
        Follow by hand what your code does in exactly this case, with the calls beside it or before it, if \
        there are any.
        """
      )
    case .orderLost(let call, let expected, let actual):
      (
        """
        \(call): the right results came in the wrong order. Expected \(expected), but got \(actual). \
        The judge had let the work end in another order than the one it began in.
        """,
        "Which piece of work ends first is chance; the caller must find each result at its input's place."
      )
    case .lostUpdate(let call, let count, let first) where first.isEmpty:
      (
        "\(call): all threads were at it at full speed, and in the end \(count) additions were missing.",
        """
        A thread read what was shared, worked out a new value, and wrote it over what another had \
        written meanwhile.
        """
      )
    case .lostUpdate(let call, let count, let first):
      (
        """
        \(call): the test answered yes for \(list(first, of: count)), but the result doesn't contain \
        \(count == 1 ? "it" : "them"). With one worker nothing is missing.
        """,
        """
        A worker read what was shared, worked, and wrote its own version back over what another \
        had written meanwhile.
        """
      )
    case .repeatedWork(let call, let work, let count, let first):
      (
        first.isEmpty
          ? "\(call): `\(work)` was done \(times(count)) too often."
          : "\(call): \(worked(work, moreThanOnceOn: list(first, of: count))).",
        "Work done twice costs twice, and whatever effects it has, it has them twice."
      )
    case .missedWork(let call, let work, let count, let first):
      (
        first.isEmpty
          ? "\(call): `\(work)` should have been done \(count == 1 ? "once more" : "\(count) more times")."
          : "\(call): \(worked(work, neverOn: list(first, of: count))).",
        first.isEmpty
          ? """
          Each is to be done as often as it was asked for. Follow your code by hand, and count; if there \
          was a call before, ask what it has left behind.
          """
          : """
          What nobody works on has no result. Look at how the work is handed out: at the first and \
          the last piece, and at what decides whether anything is left to do, after a failure too.
          """
      )
    case .errorSpreads(let failed, let fault, let item, let expected, let actual):
      (
        """
        \(failed) had been made to fail (\(fault)). That should have made no difference to \
        \(item): expected \(expected), but got \(actual).
        """,
        "A failure belongs to what failed. Everything else comes out as if nothing had happened."
      )
    case .errorSwallowed(let failed, let fault, let expected, let actual):
      (
        """
        \(failed) failed (\(fault)), as it was made to. That should have led to \(expected), but \
        it led to \(actual).
        """,
        "A caller who isn't told of a failure, or is told of another one, works on with bad data."
      )
    default: nil
    }
  }

  private static func crowds(_ diagnosis: Diagnosis) -> (String, String)? {
    switch diagnosis {
    case .sequential(let work, let asked, let seen, let threads):
      (
        """
        \(atOnce(asked, of: work, butOnly: seen)). The judge held it and waited for others. None came: \
        \(sleepers(threads)).
        """,
        "One after the other is what a plain loop does too, so nothing is gained."
      )
    case .underParallel(let work, let asked, let seen, let queue):
      (
        """
        \(atOnce(asked, of: work, butOnly: seen)). The judge held \(seen == 1 ? "it" : "them") and \
        waited: no further one came.\(pool(queue).seen)
        """,
        """
        \(seen) instead of \(asked) at a time takes longer, and if one waits for another that hasn't \
        begun, it waits for ever.\(pool(queue).why)
        """
      )
    case .heldUp(let work, let asked, let stuck, let items):
      (
        """
        The judge held one \(call(of: work)), as one slow item would, and let every other go on. \
        \(stuck) of the \(items) items \(stuck == 1 ? "was" : "were") then never begun, though \
        \(asked - 1) of the \(asked) workers had nothing to do.
        """,
        """
        Items that are dealt out beforehand, taken several at a time, or begun in rounds wait behind a \
        slow one while others could work on them.
        """
      )
    case .workInsideLock(let work, let asked, let seen, let sleepers):
      (
        """
        \(atOnce(asked, of: work, butOnly: seen)). Meanwhile, besides the caller's, \
        \(counted(sleepers, "thread")) slept.
        """,
        """
        That is what happens when work is done with a lock held, or inside of a serial queue's `sync`: \
        the others wait, and work one after the other, however many they are.
        """
      )
    case .unbounded(let work, let asked, let seen):
      (
        """
        At most \(asked) at a time \(asked == 1 ? "was" : "were") asked for, but \
        \(counted(seen, callsOf: work)) \(seen == 1 ? "was" : "were") under way at once.
        """,
        """
        The limit protects what does the work: a server, a disk, the cores can take so much at once, \
        and no more.
        """
      )
    case .threadEach(let work, let asked, let threads, let items):
      (
        """
        \(asked) workers were asked for; the \(items) calls of `\(work)` came from \(threads) \
        different threads.
        """,
        """
        A thread for each item, a team for each call, or a fresh thread in the place of one that could \
        go on, costs a stack and a start each. The same few threads can do item after item.
        """
      )
    case .tooManyThreads(let call, let threads):
      (
        "\(call): thread number \(threads) was started, and there the judge stopped the run.",
        "Each thread costs a stack and a start, and too many at once leave nothing for others."
      )
    case .unevenWork(let call, let workers, let item, let percent, let fair):
      (
        """
        \(call): the judge stopped one of the \(workers) workers at its first number, \(item), and let \
        \(workers == 2 ? "the other" : "the others") go on to the end. Then \(percent)% of the work, \
        counted in divisions, was still to be done by the stopped one; an even share is \(fair)%.
        """,
        """
        Equal counts are not equal costs here. The worker with the costliest share ends last, and \
        whoever has ended before it stands idle.
        """
      )
    default: nil
    }
  }

  private static func waits(_ diagnosis: Diagnosis) -> (String, String)? {
    switch diagnosis {
    case .returnsEarly(let call, let work, let item, let waitedBefore):
      (
        """
        \(call): the call came back although a \(Judge.call(of: work)), on "\(item)", had not ended. The \
        judge lets that one wait, to see whether the caller waits for it.\
        \(waited(before: waitedBefore))
        """,
        "What a call has begun must have ended when it comes back. What is done later is lost."
      )
    case .overlappingCallback(let callback, let atOnce, let calls):
      (
        """
        `\(callback)` was called by \(atOnce) threads at once: while the judge held the call \
        "\(calls.first ?? "")", the call "\(calls.last ?? "")" came.
        """,
        "Callers write such callbacks for one thread at a time: a line of text, a bar on a screen."
      )
    case .miscountedCallback(let callback, let expected, let calls):
      (
        difference(in: callback, expected, calls),
        "Each call tells how far the work is. A number that is missing, doubled or late is wrong."
      )
    case .busyWait(let work, let held, let milliseconds):
      (
        """
        The judge held \(counted(held, callsOf: work)), so there was nothing to do but wait. Meanwhile \(milliseconds) ms of processor time were used.
        """,
        whoeverWaitsSleeps
      )
    case .busyMeanwhile(let call, let meanwhile, let milliseconds):
      (
        """
        \(call): \(meanwhile), so there was nothing to do but wait. Meanwhile \(milliseconds) ms of \
        processor time were used.
        """,
        whoeverWaitsSleeps
      )
    case .leaksThreads(let call, let calls, let before, let after):
      (
        """
        \(call): done once, that left \(counted(before, "thread")) behind; done \(calls) times, \
        \(after). Nothing is left to do, but they are still there.
        """,
        "Each keeps its stack until the program ends. With too many, no further one can be started."
      )
    case .deadlock(let doing, _, let milliseconds, let byThen):
      (
        """
        \(doing): for \(milliseconds) ms nothing moved any more. Every thread slept, and not because \
        of the judge: it held no work back.\(byThen)
        """,
        nobodyIsLeft
      )
    case .lockLeft(let doing, let fault, _, let byThen):
      (
        """
        \(doing): after a failure (\(fault)) nothing moved any more, every thread slept.\(byThen) \
        Without a failure the same call comes back.
        """,
        keptAfterFailure
      )
    case .timedOut(let doing, let milliseconds, let cpu, let running):
      (
        "\(doing): no end after \(decimal(Double(milliseconds) / 1000)) s "
          + "(\(decimal(Double(min(cpu, milliseconds)) / 1000)) s of processor time). "
          + (running > 0
            ? "At the end \(counted(running, "thread")) \(running == 1 ? "was" : "were") still running."
            : "At the end every thread slept."),
        running > 0
          ? "A loop doesn't end, since what should end it never comes true, or it takes far too long."
          : "Something waits for what never comes, or for much longer than the work takes."
      )
    case .tooSlow(let work, let measured):
      (
        """
        With \(measured.workers) workers your code was \(decimal(measured.student ?? 0)) times as \
        fast as one worker; the kit's own loop was \(decimal(measured.granted ?? 0)) times as fast \
        on this machine in the same seconds (medians of \(measured.counted) rounds).
        """,
        """
        Whether calls of `\(work)` run at once is for other checks to say. Where they do, the time goes \
        elsewhere: into locks, copies, or waiting.
        """
      )
    default: nil
    }
  }

  private static func ends(_ diagnosis: Diagnosis) -> (String, String) {
    switch diagnosis {
    case .crashed(let doing, let signal, let printed, let place):
      (
        "\(doing): the program crashed\(meaning(ofSignal: signal))"
          + (place.isEmpty ? "" : " at \(place)") + ".\(quoted(printed))",
        "A crash ends the whole program: neither this call nor any other has a result."
      )
    case .exited(let doing, let status):
      (
        "\(doing): your code ended the whole program, with exit status \(status).",
        "A function returns to its caller. Whether the program ends is not its decision."
      )
    case .outOfMemory(let doing, let bytes, let limit, let threads):
      (
        """
        \(doing): the program held \(megabytes(bytes)); \(megabytes(limit)) are \
        allowed.\(threads > 9 ? " It had \(threads) threads." : "")
        """,
        "A collection grows in a loop that doesn't end, or far more is kept than there are items."
      )
    case .floodedOutput(let doing, let printed, _, let limit):
      (
        "\(doing): the program printed more than \(megabytes(limit)), and was stopped there."
          + quoted(printed.prefix(80).split(whereSeparator: \.isNewline).joined(separator: " ")),
        "So much comes from a loop that prints each time round, and perhaps has no end."
      )
    case .closedPipe(let doing, let isRunning):
      (
        "\(doing): the pipe by which the kit talks to your program was closed"
          + (isRunning ? ", and the program went on." : "."),
        """
        File descriptors that your code didn't open aren't its to close. A `close` of a number that \
        was closed before, or of a whole range of numbers, does that.
        """
      )
    case .forgedMessage(let doing, let text, let bytes):
      (
        """
        \(doing): into the pipe by which the kit tells its judge what happens, something else wrote \
        \(bytes) bytes: \(text)
        """,
        "File descriptors that your code didn't open aren't its to write to; `print` is for output."
      )
    default:
      ("\(diagnosis)", "")
    }
  }
}
