import Foundation

/// The files of one exercise that are built, on the disk.
struct ExerciseFiles: Sendable {
  /// The file named after the exercise, and those that belong to it.
  let files: [URL]
  /// What there was to choose.
  let remarks: [Remark]
  /// Where copies of them lie that the compiler can be given.
  private let copies: TemporaryFolder?

  var main: URL { files[0] }

  /// One file by itself.
  init(file: URL) { (files, remarks, copies) = ([file], [], nil) }

  /// Looks for an exercise's file anywhere below a folder, as `Choice` says; nil if there is none.
  ///
  /// Nothing is left out because the kit has the same: these are no marks.
  init?(
    of exercise: KitExercise, below root: URL, assigned: Int = .max,
    known: KnownTexts = KnownTexts()
  ) throws {
    let listing = try FolderListing(of: root)
    let choice = Choice(
      of: exercise, among: listing.files, assigned: assigned, known: known, isForMarks: false)
    try self.init(choice)
  }

  /// The same for whoever looks again before long: nil also if they can't be read just now.
  static func readable(of exercise: KitExercise, below root: URL) -> ExerciseFiles? {
    try? ExerciseFiles(of: exercise, below: root)
  }

  /// Takes what was chosen; nil if that is nothing.
  ///
  /// What the compiler can't be given as it lies, because of its name or because it lies in an archive,
  /// is copied.
  init?(_ choice: Choice) throws {
    guard let main = choice.main else { return nil }
    remarks = choice.remarks
    let name = "\(choice.exercise.name).swift"
    let handed = [main] + choice.helpers
    if main.name == name, handed.allSatisfy({ $0.url != nil }) {
      (files, copies) = (handed.compactMap(\.url), nil)
      return
    }
    let folder = try TemporaryFolder()
    files = try zip([name] + choice.helpers.map(\.name), handed).map { name, file in
      let copy = folder.url.appendingPathComponent(name)
      try file.contents().write(to: copy)
      return copy
    }
    copies = folder
  }
}
