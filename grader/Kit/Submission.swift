import Foundation

/// Where a submission has the files of one exercise.
struct ExerciseFiles: Equatable, Sendable {
  /// The file named after the exercise, and those that belong to it.
  let files: [URL]
  /// A remark for the report, if there was a choice to make.
  let remark: String?

  var main: URL { files[0] }

  /// One file by itself.
  init(file: URL) {
    files = [file]
    remark = nil
  }

  /// Looks for `Name.swift` anywhere below a folder; nil if there is none.
  ///
  /// Of several, one in a folder of the exercise's own below `Exercises` comes first, then one in
  /// any folder of the exercise's own, then the one that lies highest; what lies in a folder
  /// `Solutions`, which came with the kit, comes last. Other Swift files beside it
  /// belong to it if the folder is the exercise's own.
  init?(of exercise: KitExercise, below root: URL) {
    let root = root.resolvingSymlinksInPath()
    let name = "\(exercise.name).swift"
    let found = Self.files(below: root).filter { $0.lastPathComponent == name }
    let ranked = found.sorted { Self.rank($0, exercise, root) < Self.rank($1, exercise, root) }
    guard let main = ranked.first else { return nil }
    let folder = main.deletingLastPathComponent()
    var files = [main]
    if Self.isOwn(folder, exercise) {
      // A folder whose list nobody may read gives its one file that is known.
      let beside = try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
      files += (beside ?? []).filter {
        $0.pathExtension == "swift" && $0.lastPathComponent != name && Self.isPlainFile($0)
      }.sorted { $0.path < $1.path }
    }
    self.files = files
    remark =
      ranked.count > 1
      ? "\(ranked.count) files are named \(name); "
        + "\(Self.path(of: main, below: root)) was taken" : nil
  }

  private static func files(below root: URL) -> [URL] {
    let ignored: Set = [".build", ".git", "build", "node_modules"]
    // Links aren't followed: a submission is what lies in its own folder.
    guard
      let walk = FileManager.default.enumerator(
        at: root, includingPropertiesForKeys: [.isRegularFileKey],
        options: [.skipsHiddenFiles])
    else { return [] }
    var files: [URL] = []
    for case let file as URL in walk {
      if ignored.contains(file.lastPathComponent) {
        walk.skipDescendants()
      } else if file.pathExtension == "swift" && isPlainFile(file) {
        files.append(file)
      }
    }
    return files
  }

  private static func isPlainFile(_ file: URL) -> Bool {
    // What can't be looked at can't be compiled, and so is none of the submission's.
    (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile ?? false
  }

  private static func isOwn(_ folder: URL, _ exercise: KitExercise) -> Bool {
    [exercise.folder, exercise.name].contains(folder.lastPathComponent)
  }

  private static func path(of file: URL, below root: URL) -> String {
    let (file, root) = (file.standardizedFileURL.path, root.standardizedFileURL.path)
    return file.hasPrefix(root + "/") ? String(file.dropFirst(root.count + 1)) : file
  }

  private static func rank(_ file: URL, _ exercise: KitExercise, _ root: URL) -> Rank {
    let folder = file.deletingLastPathComponent()
    let isOwn = isOwn(folder, exercise)
    let isInExercises = folder.deletingLastPathComponent().lastPathComponent == "Exercises"
    let path = path(of: file, below: root)
    let parts = path.split(separator: "/")
    let place =
      parts.dropLast().contains("Solutions") ? 3 : isOwn && isInExercises ? 0 : isOwn ? 1 : 2
    return Rank(place: place, depth: parts.count, path: path)
  }

  private struct Rank: Comparable {
    let place: Int
    let depth: Int
    let path: String

    static func < (one: Rank, other: Rank) -> Bool {
      (one.place, one.depth, one.path) < (other.place, other.depth, other.path)
    }
  }
}
