import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looks whether an exercise's files have changed.
///
/// It looks itself rather than have the system tell, which it doesn't do on network drives and in some
/// containers. Files are opened for it: on a network drive that asks the server.
struct Looking {
  /// What changes with a file.
  struct Facts: Equatable {
    let file: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int

    /// Those of a file or a folder; nil if there is none.
    init?(_ path: String) {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      var facts = stat()
      guard fstat(descriptor, &facts) == 0 else { return nil }
      (file, size) = (UInt64(facts.st_ino), Int64(facts.st_size))
      #if canImport(Darwin)
        (seconds, nanoseconds) = (facts.st_mtimespec.tv_sec, facts.st_mtimespec.tv_nsec)
      #else
        (seconds, nanoseconds) = (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec)
      #endif
    }
  }

  enum Change: Equatable {
    /// The files are others now.
    case saved
    /// The exercise's file is gone.
    case vanished
  }

  let exercise: KitExercise
  private let root: URL
  /// Where the file is looked for again once it is gone.
  private let place: String
  private var paths: [String]
  private var seen: [Facts?]
  /// What was in the files; nil if there were none.
  private var contents: String?

  /// Begins with the files as they are.
  init(at exercise: KitExercise, below root: URL) {
    (self.exercise, self.root) = (exercise, root)
    let files = ExerciseFiles.readable(of: exercise, below: root)
    let own = root.appendingPathComponent("\(exercise.folder)/\(exercise.name).swift")
    place = (files?.main ?? own).path
    (paths, seen) = ([], [])
    contents = files.map { Fingerprint.of($0.files, kit: "") }
    note(files)
  }

  private mutating func note(_ files: ExerciseFiles?) {
    let folder = URL(fileURLWithPath: place).deletingLastPathComponent().path
    paths = [folder, place] + (files?.files ?? []).map(\.path).filter { $0 != place }
    seen = paths.map { Facts($0) }
  }

  /// What has changed since the last look; nil if nothing has, or files were written as they had been.
  ///
  /// - Parameter rest: Waits a moment: an editor may write a file in several steps.
  mutating func look(rest: () -> Void) -> Change? {
    guard paths.map({ Facts($0) }) != seen else { return nil }
    var files = settled(rest)
    // One that writes by renaming has no file for a moment.
    for _ in 0..<Self.mostLooks where files == nil && contents != nil {
      rest()
      files = settled(rest)
    }
    let now = files.map { Fingerprint.of($0.files, kit: "") }
    guard now != contents else { return nil }
    contents = now
    return now == nil ? .vanished : .saved
  }

  /// So often it is looked again until files come to rest.
  private static let mostLooks = 10

  /// The files, once two looks in a row saw the same.
  private mutating func settled(_ rest: () -> Void) -> ExerciseFiles? {
    var files: ExerciseFiles?
    for _ in 0..<Self.mostLooks {
      files = ExerciseFiles.readable(of: exercise, below: root)
      note(files)
      rest()
      if paths.map({ Facts($0) }) == seen { break }
    }
    return files
  }
}
