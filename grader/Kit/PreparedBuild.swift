import Foundation

/// What of a subject's build is the same for all submissions, done once: the adapter, compiled against the
/// declaration in its heading, and the commands that the compiler's driver would run.
///
/// A subject built so is the one that `SubjectBuild` makes otherwise, in a third of the processor time.
/// It fits only where the student's declaration is that of the heading, letter by letter: what a
/// symbol's name doesn't say, an actor that it belongs to for one, is in the text.
struct PreparedBuild: Codable, Equatable {
  /// A command that was run on a stand-in for a student's file.
  struct Command: Codable, Equatable {
    let words: [String]
    /// The stand-in's file and its folder.
    let file: String
    let folder: String

    /// The same for a student's files, with a folder of their own.
    func words(files: [String], folder: String) -> [String] {
      words.flatMap { word in
        if word == file { return files }
        guard word == self.folder || word.hasPrefix(self.folder + "/") else { return [word] }
        return [folder + word.dropFirst(self.folder.count)]
      }
    }
  }

  /// Compiles a student's files to `student.o`.
  let compile: Command
  /// Links that with the adapter and the kit's parts.
  let link: Command

  /// Reads what was prepared for an exercise; nil if nothing was.
  init?(of exercise: KitExercise, in kit: Kit) {
    // What can't be read is as good as nothing: the build takes longer then, and comes to the same.
    guard let bytes = FileManager.default.contents(atPath: Self.file(of: exercise, in: kit).path),
      let prepared = try? JSONDecoder().decode(PreparedBuild.self, from: bytes)
    else { return nil }
    self = prepared
  }

  init(compile: Command, link: Command) {
    (self.compile, self.link) = (compile, link)
  }

  static func folder(of kit: Kit) -> URL { kit.scratch.appendingPathComponent("adapters") }

  private static func file(of exercise: KitExercise, in kit: Kit) -> URL {
    folder(of: kit).appendingPathComponent("\(exercise.name).json")
  }

  /// Prepares all exercises of a kit whose parts are built.
  ///
  /// - Throws: `GraderError` if an adapter doesn't compile.
  static func make(in kit: Kit) throws {
    #if os(Linux)
      guard !kit.isSanitized else { return }
      try FileManager.default.createDirectory(
        at: folder(of: kit), withIntermediateDirectories: true)
      let failures = inParallel(kit.exercises, jobs: 2) { exercise -> (any Error)? in
        do {
          try make(of: exercise, in: kit)
          return nil
        } catch {
          return error
        }
      }
      if let failure = failures.compactMap(\.self).first { throw failure }
    #endif
  }

  private static func make(of exercise: KitExercise, in kit: Kit) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("\(exercise.name).swift")
    try Data(exercise.signature.standIn.utf8).write(to: file)
    let build = try SubjectBuild(
      kit: kit, exercise: exercise, files: ExerciseFiles(file: file), folder: folder.url)
    let adapter = Self.folder(of: kit).appendingPathComponent("\(exercise.name).o")
    let said = try build.prepare(adapter: adapter)
    let command = { (words: [String]) in
      Command(words: words, file: file.path, folder: folder.url.path)
    }
    // Where a tool doesn't tell its commands, subjects are built as ever.
    guard let compile = words(of: said.compile, running: "swift-frontend", making: "student.o"),
      let link = words(of: said.link, running: "ld.lld", making: exercise.subject)
    else { return }
    let prepared = PreparedBuild(compile: command(compile), link: command(link))
    try JSONEncoder().encode(prepared).write(
      to: Self.file(of: exercise, in: kit), options: .atomic)
  }

  /// The words of the one command of a program that makes a file, among what a driver said.
  private static func words(
    of said: String, running program: String, making file: String
  ) -> [String]? {
    said.split(whereSeparator: \.isNewline).map(shellWords).first { words in
      guard let first = words.first, let output = words.firstIndex(of: "-o"),
        words.indices.contains(output + 1)
      else { return false }
      return first.hasSuffix("/" + program) && words[output + 1].hasSuffix("/" + file)
    }
  }
}
