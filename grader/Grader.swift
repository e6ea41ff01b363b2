import Foundation

/// The command-line program.
@main struct Grader {
  static func main() {
    Children.endWithGrader()
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Carries out a call and returns its exit status.
  static func run(_ arguments: [String]) -> Int32 {
    do {
      switch try Invocation(arguments) {
      case .help:
        print(Invocation.usage)
        return 0
      case .check(let options): return try CheckCommand(options: options).run()
      case .grade(let options): return try GradeCommand(options: options).run()
      case .verify(let options): return try VerifyCommand(options: options).run()
      case .replay(let options): return try ReplayCommand(options: options).run()
      case .tour: return try TourCommand().run()
      case .calibrate(let format): return try CalibrateCommand(format: format).run()
      case .measure: return try MeasureCommand().run()
      case .sanitize(let options): return try SanitizeCommand(options: options).run()
      }
    } catch {
      Console.say("grader: \(error)")
      return 2
    }
  }
}
