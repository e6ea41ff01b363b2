import ExerciseKit
import Foundation
import Synchronization

/// Runs checks for `watch`, one exercise at a time, each on a thread of its own.
final class WatchJudge: Sendable {
  private let kit: Kit
  private let root: URL
  private let kitFingerprint: String
  private let tell: @Sendable (Watch.Event) -> Void
  private struct Run {
    let number: Int
    let thread: SpawnedThread
  }
  private let current = Mutex<Run?>(nil)
  private let gradings = Mutex<[String: Grading]>([:])
  /// The numbers of runs that have come to their end.
  private let last = Mutex(0)

  /// - Parameter tell: Gets what came of each run.
  init(
    kit: Kit, root: URL, kitFingerprint: String, tell: @escaping @Sendable (Watch.Event) -> Void
  ) {
    (self.kit, self.root, self.kitFingerprint) = (kit, root, kitFingerprint)
    self.tell = tell
  }

  /// Begins a run.
  func begin(_ exercise: KitExercise, run number: Int, all: Bool) {
    let thread = spawn { [self] in
      let judged = judged(exercise, run: number, all: all)
      last.withLock { $0 = number }
      tell(.judged(run: number, judged))
    }
    current.withLock { $0 = Run(number: number, thread: thread) }
  }

  /// Ends the run that is under way, and comes back when nothing of it is left.
  func stop() {
    guard
      let run = current.withLock({ run in
        defer { run = nil }
        return run
      })
    else { return }
    // The run may be between two programs, of which the next is ended as soon as it is there.
    while last.withLock({ $0 }) < run.number {
      Children.endRunning()
      usleep(20_000)
    }
    run.thread.join()
  }

  /// How an exercise is graded: what checks it has needn't be asked at each save.
  private func grading(of exercise: KitExercise, all: Bool) throws -> Grading {
    let key = "\(exercise.name) \(all)"
    if let known = gradings.withLock({ $0[key] }) { return known }
    let grading = try Grading(
      kit: kit, exercises: [exercise],
      extent: all ? .everything : .firstProblem)
    gradings.withLock { $0[key] = grading }
    return grading
  }

  private func judged(_ exercise: KitExercise, run: Int, all: Bool) -> Watch.Judged {
    let checked: Checked
    var numbers: [String: Int] = [:]
    do {
      var grading = try grading(of: exercise, all: all)
      if !all {
        grading.follow = { [tell] ended, planned in
          tell(.progressed(run: run, ended: ended, of: planned))
        }
      }
      let checking = Checking(
        kit: kit, grading: grading, root: root, kitFingerprint: kitFingerprint)
      checked = checking.check(exercise)
      numbers = checking.keep([checked])
    } catch {
      let result = ExerciseResult(
        name: exercise.name, status: .judgeError, plan: [],
        message: "The kit itself failed: \(error)")
      checked = Checked(result: result, fingerprint: nil)
    }
    return Watch.Judged(
      result: checked.result, standing: standing(of: exercise, checked, all: all),
      numbers: numbers, isAll: all)
  }

  /// Where the student stands by this verdict.
  private func standing(of exercise: KitExercise, _ checked: Checked, all: Bool) -> Standing {
    let files = ExerciseFiles.readable(of: exercise, below: root)
    let kept = checked.fingerprint.map {
      KeptVerdict(
        checked.result, fingerprint: $0,
        extent: all || checked.result.status == .passed ? .whole : .firstProblem)
    }
    return Standing(of: exercise, files: files, kept: kept, kitFingerprint: kitFingerprint)
  }
}
