import Foundation

/// The command-line program.
@main struct Grader {
  static func main() {
    Children.endWithGrader()
    let status = run(Array(CommandLine.arguments.dropFirst()))
    RunFolder.remove()
    exit(status)
  }

  /// Carries out a call and returns its exit status.
  static func run(_ arguments: [String]) -> Int32 {
    do {
      return try Commands.asked(arguments) { try Kit().exercises }.run()
    } catch {
      Console.say(Terminal.layout().wrapped("grader: \(error)"))
      return 2
    }
  }
}
