import Foundation

#if canImport(Darwin)
  public import Darwin
#else
  public import Glibc
#endif

/// What a process's threads were doing at one moment, as the operating system tells.
///
/// The main thread isn't counted: in a subject it belongs to the kit. But it is told whether it is awake,
/// as the others may be waiting for what it has to do.
public struct Activity: Sendable, Equatable {
  /// How many threads there are beside the main one.
  public var threads = 0
  /// How many of them run or want to run.
  public var runnable = 0
  /// How often they were given a processor so far, all together; it only grows.
  public var switches = 0
  /// Processor time that the whole process used so far.
  public var cpu: Duration = .zero
  /// Memory that the process holds now, in bytes.
  public var memory = 0
  /// Whether Dispatch's manager thread, which `runnable` leaves out, was awake.
  public var isManagerAwake = false
  /// Whether the main thread, where it isn't counted, ran or wanted to; not known on macOS.
  public var isMainAwake = false

  /// Makes an activity from its parts.
  public init(
    threads: Int = 0, runnable: Int = 0, switches: Int = 0, cpu: Duration = .zero, memory: Int = 0,
    isManagerAwake: Bool = false, isMainAwake: Bool = false
  ) {
    self.threads = threads
    self.runnable = runnable
    self.switches = switches
    self.cpu = cpu
    self.memory = memory
    self.isManagerAwake = isManagerAwake
    self.isMainAwake = isMainAwake
  }

  /// Whether no thread that is counted wants to run.
  public var isAsleep: Bool { runnable == 0 }

  /// Looks at a process; nil when it is gone.
  public static func of(process: pid_t) -> Activity? {
    var managers = Managers()
    return of(process: process, managers: &managers)
  }

  /// Looks at the threads of the calling process, and at nothing else.
  ///
  /// Dispatch's manager counts like any other: to leave it out takes a look more at each thread.
  public static var ofOwnThreads: Activity {
    #if os(Linux)
      var activity = Activity()
      for task in ProcessFiles.numbers(in: "/proc/self/task") where task != getpid() {
        guard let status = ProcessFiles.bytes("/proc/self/task/\(task)/status") else { continue }
        activity.threads += 1
        activity.add(status)
      }
      return activity
    #else
      return of(process: getpid()) ?? Activity()
    #endif
  }

  /// Looks at a process, and at all that it has started if `withFamily`, in one; nil when it is gone.
  ///
  /// - Parameter managers: What earlier looks at the process found.
  public static func of(
    process: pid_t, withFamily: Bool, managers: inout Managers
  ) -> Activity? {
    guard var all = of(process: process, managers: &managers) else { return nil }
    guard withFamily else { return all }
    for member in Family.members(of: process) where !member.hasEnded {
      guard let one = of(process: member.pid, withMain: true, managers: &managers) else { continue }
      all.threads += one.threads
      all.runnable += one.runnable
      all.switches += one.switches
      all.cpu += one.cpu
      all.isManagerAwake = all.isManagerAwake || one.isManagerAwake
    }
    return all
  }

  /// The threads that earlier looks found to be Dispatch's managers, of which a process has one.
  ///
  /// A manager is woken every second, whatever happens, so it says nothing of a process. It is known
  /// by where it sleeps, hence not while it is awake.
  public struct Managers: Sendable {
    /// By their processes.
    fileprivate var threads: [pid_t: pid_t] = [:]

    /// Makes the result of no look.
    public init() {}
  }

  /// How many threads the calling process has, the main one among them; quicker than a whole look.
  public static var ownThreads: Int {
    #if os(Linux)
      // A directory has a link from each of those in it, from its parent and from itself.
      var facts = stat()
      return stat("/proc/self/task", &facts) == 0 ? Int(facts.st_nlink) - 2 : 1
    #else
      return (of(process: getpid())?.threads ?? 0) + 1
    #endif
  }

  #if os(Linux)
    /// Whether a thread of the calling process runs or wants to.
    public static func isAwake(ownThread thread: Int) -> Bool {
      ProcessFiles.bytes("/proc/self/task/\(thread)/status").map(isAwake) ?? false
    }

    private static func of(
      process: pid_t, withMain: Bool = false, managers: inout Managers
    ) -> Activity? {
      let folder = "/proc/\(process)"
      guard let stat = ProcessFiles.Stat(of: process, upTo: 24) else { return nil }
      var activity = Activity()
      let ticks = stat[14] + stat[15]
      activity.cpu = .milliseconds(ticks * 1000 / sysconf(Int32(_SC_CLK_TCK)))
      activity.memory = stat[24] * sysconf(Int32(_SC_PAGESIZE))
      for task in ProcessFiles.numbers(in: folder + "/task") {
        let folder = folder + "/task/\(task)"
        guard let status = ProcessFiles.bytes(folder + "/status") else { continue }
        if task == process, !withMain {
          activity.isMainAwake = isAwake(status)
          continue
        }
        activity.threads += 1
        if managers.threads[process] == nil, isManager(folder) {
          managers.threads[process] = task
        }
        if managers.threads[process] == task {
          activity.isManagerAwake = activity.isManagerAwake || isAwake(status)
        } else {
          activity.add(status)
        }
      }
      return activity
    }

    /// Adds what a thread's `status` says.
    private mutating func add(_ status: [CChar]) {
      if Self.isAwake(status) { runnable += 1 }
      switches += ProcessFiles.number(after: "\nvoluntary_ctxt_switches:\t", in: status)
      switches += ProcessFiles.number(after: "\nnonvoluntary_ctxt_switches:\t", in: status)
    }

    private static func isAwake(_ status: [CChar]) -> Bool {
      let state = ProcessFiles.letter(after: "State:\t", in: status)
      // D is a short wait for a page or a disk: such a thread goes on by itself.
      return state == "R" || state == "D"
    }

    /// Whether a thread waits for events of many kinds, as only Dispatch's manager does.
    private static func isManager(_ folder: String) -> Bool {
      let place = ProcessFiles.bytes(folder + "/wchan") ?? []
      return ["ep_poll", "epoll_wait"].contains { ProcessFiles.contains($0, in: place) }
    }
  #else
    private static func of(
      process: pid_t, withMain: Bool = false, managers: inout Managers
    ) -> Activity? {
      var info = proc_taskinfo()
      let size = Int32(MemoryLayout<proc_taskinfo>.size)
      guard proc_pidinfo(process, PROC_PIDTASKINFO, 0, &info, size) == size else { return nil }
      var timebase = mach_timebase_info_data_t()
      mach_timebase_info(&timebase)
      let ticks = info.pti_total_user + info.pti_total_system
      return Activity(
        threads: Int(info.pti_threadnum) - (withMain ? 0 : 1),
        runnable: Int(info.pti_numrunning),
        switches: Int(info.pti_csw),
        cpu: .nanoseconds(Int64(ticks * UInt64(timebase.numer) / UInt64(max(timebase.denom, 1)))),
        memory: Int(info.pti_resident_size))
    }
  #endif
}
