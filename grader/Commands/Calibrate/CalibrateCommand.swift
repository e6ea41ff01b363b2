import ExerciseKit
import Foundation
import Judge
import Workload

/// `calibrate`: what this machine can give, and which checks can be measured here.
struct CalibrateCommand: Command {
  static let name = "calibrate"
  static let options = [Option.format(Reports.ofCalibration)]
  static let summary =
    "says what this machine can give, and which timed checks can be measured here"

  let format: any Report<Calibration>

  init(_ arguments: inout Arguments) throws(UsageError) {
    format = try arguments.report(among: Reports.ofCalibration)
    guard try arguments.operands().isEmpty else {
      throw UsageError("calibrate takes no names; it is about the machine")
    }
  }

  /// For how long rounds of computing are timed, in seconds.
  private static let seconds = 4.0

  /// Prints the calibration, and returns the exit status.
  func run() throws -> Int32 {
    print(try format.text(of: Self.measure()), terminator: "")
    return 0
  }

  private static func measure() throws -> Calibration {
    let cores = Machine.cores
    var capacity: [Double] = []
    let start = ContinuousClock.now
    while (ContinuousClock.now - start).inSeconds < seconds {
      let one = timed { compute(share: 0) }
      let all = timed { _ = inParallel(Array(0..<cores), jobs: cores) { compute(share: $0) } }
      capacity.append(Double(cores) * one / all)
    }
    let late = (0..<20).map { _ in
      1000 * timed { Thread.sleep(forTimeInterval: 0.025) } - 25
    }
    let threads = (0..<200).map { _ in 1e6 * timed { spawn {}.join() } }
    let tasks = try (0..<20).map { _ in
      try timed {
        try waitFor {
          await withTaskGroup(of: Void.self) { group in
            for _ in 0..<1000 { group.addTask {} }
          }
        }
      } * 1e6 / 1000
    }
    let processes = try (0..<20).map { _ in
      try timed {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", ":"]
        // `waitUntilExit` looks only every 50 milliseconds or so.
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        ended.wait()
      } * 1e6
    }
    return Calibration(
      cores: cores, capacity: capacity, lateness: median(late) ?? 0,
      thread: median(threads) ?? 0, task: median(tasks) ?? 0,
      process: median(processes) ?? 0)
  }

  private static func compute(share: Int) {
    _ = PrimeRange.count(from: 3_000_000 + share, to: 3_400_000 + share)
  }
}
