import Foundation
import Judge

/// Where a student stands with one exercise, by the files as they are and what earlier checks kept.
struct Standing: Equatable {
  enum State: Equatable {
    /// There is no file of this exercise's.
    case missing
    /// The file is still a stub.
    case notStarted
    /// Begun, and never checked.
    case notChecked
    /// This is the verdict on what was there before; the files have changed.
    case changed(KeptVerdict)
    /// This is the verdict on the files as they are.
    case checked(KeptVerdict)
  }

  let exercise: KitExercise
  let state: State

  /// Looks at an exercise's files.
  init(
    of exercise: KitExercise, files: ExerciseFiles?, kept: KeptVerdict?, kitFingerprint: String
  ) {
    self.exercise = exercise
    guard let files else {
      state = .missing
      return
    }
    let fingerprint = Fingerprint.of(files.files, kit: kitFingerprint)
    if let kept, kept.fingerprint == fingerprint, kept.status != .notStarted {
      state = .checked(kept)
    } else if Self.isStub(files) {
      state = .notStarted
    } else if let kept, kept.status != .notStarted {
      state = kept.fingerprint == fingerprint ? .checked(kept) : .changed(kept)
    } else {
      state = .notChecked
    }
  }

  init(exercise: KitExercise, state: State) { (self.exercise, self.state) = (exercise, state) }

  /// Those of all exercises.
  static func all(in kit: Kit) throws -> [Standing] {
    let progress = ProgressFile(of: kit).read()
    let kitFingerprint = try kit.fingerprint()
    let root = kit.root.appendingPathComponent("Exercises")
    return kit.exercises.map { exercise in
      Standing(
        of: exercise, files: ExerciseFiles.readable(of: exercise, below: root),
        kept: progress.verdicts[exercise.name], kitFingerprint: kitFingerprint)
    }
  }

  private static func isStub(_ files: ExerciseFiles) -> Bool {
    // A file that can't be read is told by the compiler.
    let text = (try? String(contentsOf: files.main, encoding: .utf8)) ?? ""
    return text.contains("throw NotStarted()")
  }

  /// Whether nothing is left to do.
  var isWhole: Bool { if case .checked(let kept) = state { kept.isWhole } else { false } }

  /// Whether somebody has begun it and isn't through.
  var isUnderWay: Bool {
    switch state {
    case .missing, .notStarted: false
    case .notChecked, .changed: true
    case .checked: !isWhole
    }
  }

  /// What became of it, as a person says it.
  var inWords: String {
    switch state {
    case .missing: "no file"
    case .notStarted: "not started"
    case .notChecked: "not checked"
    case .changed: "changed since"
    case .checked(let kept): kept.status.inWords
    }
  }

  /// The verdict on it, if there is one, be it of today's files or not.
  var kept: KeptVerdict? {
    switch state {
    case .missing, .notStarted, .notChecked: nil
    case .changed(let kept), .checked(let kept): kept
    }
  }
}

extension [Standing] {
  /// The exercise to work on: the one that was checked last if it isn't whole, else the first that is
  /// under way, else the first that isn't whole; nil if all are.
  func next(last: String?) -> Standing? {
    first { $0.exercise.name == last && $0.isUnderWay } ?? first(where: \.isUnderWay)
      ?? first { !$0.isWhole }
  }
}
