import Combinations

/// What the grader was called to do.
enum Invocation: Equatable {
  case help
  case check(CheckOptions)
  case grade(GradeOptions)
  case verify(VerifyOptions)
  case sanitize(CheckOptions)
  case replay(ReplayOptions)
  case tour
  case measure
  case calibrate(Format)

  struct CheckOptions: Equatable {
    var exercises: [String] = []
    var root: String?
    var format = Format.text
    var isQuick = false
    /// How many workers timed checks may ask for; nil for as many as there are cores.
    var workers: Int?
  }

  struct GradeOptions: Equatable {
    var directory: String
    var out: String
    var jobs: Int?
    var isQuick = false
    /// How many workers timed checks may ask for; nil for as many as there are cores.
    var workers: Int?
  }

  struct VerifyOptions: Equatable {
    /// The exercises, or single solutions as `Exercise/Solution`; all if empty.
    var solutions: [String] = []
    var jobs: Int?
    var format = Format.text
    /// How often each solution is judged.
    var times = 1
    /// How many threads keep cores busy meanwhile.
    var load = 0
    /// How many cores may be used; nil for all.
    var cores: Int?
    /// Which combinations of parts are judged instead of the banks; nil for none.
    var combinations: Combination.Extent?
  }

  struct ReplayOptions: Equatable {
    var exercise: String
    var token: String
    var root: String?
  }

  enum Format: String {
    case text
    case json
  }
}

/// A call of the grader that makes no sense, with what is accepted instead.
struct UsageError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension Invocation {
  static let usage = """
    USAGE: grader [check] [Name ...] [--root DIR] [--format text|json] [--quick] [--workers N]
           grader grade DIR --out DIR [--jobs N] [--quick] [--workers N]
           grader verify [Name[/Solution] ...] [--repeat N] [--load N] [--cores N] [--jobs N] [--format text|json]
           grader verify --combinations pairs|all [Name[/Combination] ...] [as above]
           grader replay Name TOKEN [--root DIR]
           grader sanitize [Name ...] [--root DIR]
           grader tour
           grader measure
           grader calibrate [--format text|json]
           grader help

      check      checks the exercises in Exercises, or those found in the root given
      grade      grades a class: every directory in DIR is one submission; writes a JSON and a
                 Markdown report for each, and class.csv and class.md for all
      verify     proves the kit: right solutions pass, wrong ones get their diagnosis
      replay     shows an order of steps again, whose token a report told
      sanitize   runs the checks under Thread Sanitizer and tells what it reports; never for points
      tour       shows threads, pools, processes and tasks at work, as lanes over time
      measure    measures each tool on each row of the decision table, on this machine
      calibrate  says what this machine can give, and which timed checks can be measured here

      --root DIR       look for the exercises' files below DIR
      --format FORMAT  text (the default) or json
      --out DIR        where the reports go; run again, it goes on where it was stopped
      --jobs N         how many exercises are graded side by side, 1 to 64
      --repeat N       judge every solution so often, 1 to 10000, and tell how often each verdict
                       came; stopped and called again, it goes on where it was
      --load N         keep N cores busy meanwhile, 0 to 64
      --cores N        use N cores only (Linux)
      --combinations EXTENT
                       judge solutions put together from parts, right ones and broken ones: those in
                       which every pair of parts is met, or all
      --workers N      compute with N workers at most, 1 to 64, if this process may not have every
                       core that it sees
      --quick          leave timed and long checks out; they count as not measured

    EXIT STATUS: 0 nothing begun is wrong, 1 something is, 2 the call was wrong or the grader failed
    """

  /// Reads the arguments after the program's name.
  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    let first = rest.first ?? "check"
    let isCommand = [
      "check", "grade", "verify", "replay", "sanitize", "tour", "measure", "calibrate", "help",
      "--help", "-h",
    ].contains(first)
    if isCommand { rest = rest.dropFirst() }
    let command = isCommand ? first : "check"
    if ["help", "--help", "-h"].contains(command) || rest.contains("--help") || rest.contains("-h")
    {
      self = .help
      return
    }
    var words = Words(rest)
    switch command {
    case "grade":
      let jobs = try words.number("--jobs", in: 1...64)
      let out = try words.value("--out")
      let isQuick = words.flag("--quick")
      let workers = try words.number("--workers", in: 1...64)
      let directories = try words.names()
      guard directories.count == 1, let directory = directories.first else {
        throw UsageError(
          "grade takes one directory, whose entries are the submissions: grader grade DIR --out DIR"
        )
      }
      guard let out else {
        throw UsageError("grade needs a place for its reports: grader grade \(directory) --out DIR")
      }
      self = .grade(
        GradeOptions(
          directory: directory, out: out, jobs: jobs, isQuick: isQuick, workers: workers))
    case "verify":
      var options = VerifyOptions(
        jobs: try words.number("--jobs", in: 1...64), format: try words.format(),
        times: try words.number("--repeat", in: 1...10000) ?? 1,
        load: try words.number("--load", in: 0...64) ?? 0,
        cores: try words.number("--cores", in: 1...1024),
        combinations: try words.combinations())
      options.solutions = try words.names()
      self = .verify(options)
    case "replay":
      let root = try words.value("--root")
      let names = try words.names()
      guard names.count == 2 else {
        throw UsageError("replay takes an exercise and a token: grader replay Name TOKEN")
      }
      self = .replay(ReplayOptions(exercise: names[0], token: names[1], root: root))
    case "calibrate":
      let format = try words.format()
      guard try words.names().isEmpty else {
        throw UsageError("calibrate takes no names; it is about the machine")
      }
      self = .calibrate(format)
    case "tour", "measure":
      guard try words.names().isEmpty else {
        throw UsageError("\(command) takes nothing behind it")
      }
      self = command == "tour" ? .tour : .measure
    case "sanitize":
      let root = try words.value("--root")
      self = .sanitize(CheckOptions(exercises: try words.names(), root: root))
    default:
      let (root, format) = (try words.value("--root"), try words.format())
      let isQuick = words.flag("--quick")
      let workers = try words.number("--workers", in: 1...64)
      self = .check(
        CheckOptions(
          exercises: try words.names(), root: root, format: format, isQuick: isQuick,
          workers: workers))
    }
  }

  /// Arguments from which options are taken out one by one.
  private struct Words {
    private var rest: [String]

    init(_ arguments: ArraySlice<String>) { rest = Array(arguments) }

    mutating func flag(_ name: String) -> Bool {
      guard let index = rest.firstIndex(of: name) else { return false }
      rest.remove(at: index)
      return true
    }

    mutating func value(_ name: String) throws(UsageError) -> String? {
      guard let index = rest.firstIndex(of: name) else { return nil }
      guard index + 1 < rest.count, !rest[index + 1].hasPrefix("--") else {
        throw UsageError("\(name) needs a value behind it")
      }
      let value = rest[index + 1]
      rest.removeSubrange(index...index + 1)
      return value
    }

    mutating func number(
      _ name: String, in range: ClosedRange<Int>
    ) throws(UsageError) -> Int? {
      guard let text = try value(name) else { return nil }
      guard let number = Int(text), range.contains(number) else {
        throw UsageError(
          "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), "
            + "not '\(text)'")
      }
      return number
    }

    mutating func format() throws(UsageError) -> Format {
      guard let text = try value("--format") else { return .text }
      guard let format = Format(rawValue: text) else {
        throw UsageError("--format takes text or json, not '\(text)'")
      }
      return format
    }

    mutating func combinations() throws(UsageError) -> Combination.Extent? {
      guard let text = try value("--combinations") else { return nil }
      guard let extent = Combination.Extent(rawValue: text) else {
        throw UsageError("--combinations takes pairs or all, not '\(text)'")
      }
      return extent
    }

    func names() throws(UsageError) -> [String] {
      if let option = rest.first(where: { $0.hasPrefix("-") }) {
        throw UsageError("there is no option '\(option)' here; 'grader help' lists all")
      }
      return rest
    }
  }
}
