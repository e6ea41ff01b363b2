public import Foundation

/// Names of environment variables by which a grader tells the test bundle what to do.
public enum SuiteVariable {
  /// The folder of the subjects that the grader has built.
  public static let subjects = "SUBJECTS"
  /// If set, every check attaches what it is worth instead of running.
  public static let listOnly = "LIST_CHECKS"
  /// If set, timed and long checks are left out as not measured.
  public static let quick = "QUICK_CHECKS"
  /// If set, checks are left out as not measured once one has failed.
  public static let firstProblem = "FIRST_PROBLEM"
  /// How many workers compute at most, where a process may not have every core that it sees.
  public static let workers = "WORKERS"
  /// The policy of the sandbox that subjects run in, as JSON; without it they run without.
  public static let sandbox = "SANDBOX"
  /// The files of the code that is judged, one a line.
  ///
  /// No others are quoted, whatever the code says of where its lines are. Without it any file is.
  public static let sources = "SOURCES"
  /// The file that is told, in the end, what the checks have left behind.
  public static let leftovers = "LEFTOVERS"

  /// Whether a variable is set.
  public static func isSet(_ name: String) -> Bool {
    ProcessInfo.processInfo.environment[name] != nil
  }

  /// Ends a check that is timed or long, if those are to be left out.
  public static func skipIfQuick() throws {
    guard isSet(quick) else { return }
    throw Stop.notMeasured("timed and long checks were left out, as the grader was asked to")
  }
}

/// Where the judge finds the programs that student code runs in.
public enum SubjectPrograms {
  /// The subject of an exercise: in the folder the environment names, else beside the running
  /// program, where the package manager builds it.
  public static func program(for exercise: String) -> URL {
    folder.appendingPathComponent("\(exercise)\(ending)")
  }

  /// Whose subject a program is; nil if it is none.
  static func exercise(of program: URL) -> String? {
    let name = program.lastPathComponent
    return name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : nil
  }

  private static let ending = "Subject"

  /// The kit's own program that answers lines, which processes of a student's code run.
  public static var lineWorker: URL { built.appendingPathComponent("LineWorker") }

  private static var folder: URL {
    if let named = ProcessInfo.processInfo.environment[SuiteVariable.subjects] {
      return URL(fileURLWithPath: named)
    }
    return built
  }

  /// Where the package manager puts the running program and those that it builds with it.
  private static var built: URL {
    #if os(macOS)
      // A test bundle is loaded by a program of the toolchain's; the bundle lies beside subjects.
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      if let bundle { return bundle.bundleURL.deletingLastPathComponent() }
    #endif
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
  }
}
