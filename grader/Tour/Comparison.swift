import ExerciseKit
import Foundation
import Judge
import Workload

/// A row of the decision table, as work small enough to be done with every tool within seconds.
struct TableRow: Sendable {
  let name: String
  let job: Job
  /// How long a piece waits, in milliseconds; 0 if it computes.
  let milliseconds: Int
  /// How many numbers a piece tests for being prime, if it computes.
  let numbers: Int

  static let all = [
    TableRow(
      name: "download 50 images", job: Job(work: .waits, calls: .both, count: 50),
      milliseconds: 20, numbers: 0),
    TableRow(
      name: "query 10 stores", job: Job(work: .waits, calls: .async, count: 10),
      milliseconds: 50, numbers: 0),
    TableRow(
      name: "read 100 logs", job: Job(work: .waits, calls: .blocking, count: 100),
      milliseconds: 5, numbers: 0),
    TableRow(
      name: "find primes in 40 ranges", job: Job(work: .computes, count: 40), milliseconds: 0,
      numbers: 200_000),
    TableRow(
      name: "resize 1000 photos", job: Job(work: .computes, count: 1000), milliseconds: 0,
      numbers: 8000),
    TableRow(
      name: "serve 5000 connections", job: Job(work: .waits, calls: .async, count: 5000),
      milliseconds: 20, numbers: 0),
  ]

  /// One piece on the calling thread.
  func piece(_ index: Int) {
    if job.work == .waits {
      Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
    } else {
      _ = PrimeRange.count(from: start(index), to: start(index) + numbers - 1)
    }
  }

  /// One piece of a task, which waits without a thread.
  func asyncPiece(_ index: Int) async {
    if job.work == .waits {
      // It throws when its task is cancelled, which nobody does here.
      try? await Task.sleep(for: .milliseconds(milliseconds))
    } else {
      piece(index)
    }
  }

  /// One piece as a line for the kit's worker program.
  func line(_ index: Int) -> String {
    job.work == .waits
      ? "wait \(milliseconds)" : "count \(start(index)) \(start(index) + numbers - 1)"
  }

  private func start(_ index: Int) -> Int { 2_000_000 + index * numbers }
}

/// How long each tool takes for a row.
struct Comparison: Sendable {
  /// So many threads are used for work that waits.
  static let threads = 64
  /// So many processes are used for work that waits.
  static let processes = 8
  /// No more of a plain loop is done than takes about so long, in seconds; the rest is computed.
  static let longest = 1.0

  /// The program that processes run.
  let worker: URL

  /// The time in seconds, and whether it was computed from a part.
  func seconds(for row: TableRow, with tool: ExerciseKit.Tool) throws -> (
    time: Double, isPart: Bool
  ) {
    let count = row.job.count
    if tool == .plainLoop {
      let some = row.milliseconds > 0 ? Int(Self.longest * 1000) / row.milliseconds : count
      let done = min(count, max(some, 1))
      let time = timed { for index in 0..<done { row.piece(index) } }
      return (time * Double(count) / Double(done), done < count)
    }
    let waits = row.job.work == .waits
    switch tool {
    case .plainLoop: return (0, false)
    case .threads:
      let team = min(waits ? Self.threads : Machine.cores, count)
      return (timed { _ = inParallel(Array(0..<count), jobs: team) { row.piece($0) } }, false)
    case .asyncTasks:
      return (
        try timed {
          try waitFor {
            await withTaskGroup(of: Void.self) { group in
              for index in 0..<count { group.addTask { await row.asyncPiece(index) } }
            }
          }
        }, false
      )
    case .parallelTasks:
      return (timed { DispatchQueue.concurrentPerform(iterations: count) { row.piece($0) } }, false)
    case .processes:
      let team = min(waits ? Self.processes : Machine.cores, count)
      return (try timed { try inProcesses(row, team: team) }, false)
    }
  }

  /// Has each of a team of processes answer every so many-th line: all lines are alike.
  private func inProcesses(_ row: TableRow, team: Int) throws {
    let failures = inParallel(Array(0..<team), jobs: team) { member -> String? in
      let (process, input, output) = (Process(), Pipe(), Pipe())
      process.executableURL = worker
      process.standardInput = input
      process.standardOutput = output
      do {
        try process.run()
        for index in stride(from: member, to: row.job.count, by: team) {
          try input.fileHandleForWriting.write(contentsOf: Data("\(row.line(index))\n".utf8))
          _ = output.fileHandleForReading.availableData
        }
        try input.fileHandleForWriting.close()
      } catch {
        return "\(error)"
      }
      process.waitUntilExit()
      return nil
    }
    if let failure = failures.compactMap({ $0 }).first {
      throw GraderError("the kit's worker program can't be started or used: \(failure)")
    }
  }
}
