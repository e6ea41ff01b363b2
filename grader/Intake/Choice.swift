import Foundation

/// Which of a submission's files is graded as an exercise's.
///
/// The rule, which grader/README.md tells as well:
///
/// 1. A file that differs from the stub goes before one that doesn't, which is never graded. One that is
///    the kit's own solution, or a right one of its banks, is not graded as a student's; comments and
///    white space make no difference.
/// 2. A file called `Name.swift` goes before one that is nearly called so, and of these the other case or
///    ending before a mistyped name. Several that are mistyped differently are none.
/// 3. The newest attempt goes first: by the number of a copy in the file's name (`Name-1.swift`,
///    `Name (1).swift`), by that of its folder (`attempt 2`), by the learning system's number of the upload.
/// 4. Then one in the exercise's own folder below `Exercises`, one in any folder of its own, one elsewhere,
///    one below `Solutions`; then the one that lies highest; then the first by its path.
struct Choice: Sendable {
  let exercise: KitExercise
  /// The file that is graded; nil if none is.
  private(set) var main: HandedFile?
  /// The other Swift files in a folder of the exercise's own.
  private(set) var helpers: [HandedFile] = []
  private(set) var remarks: [Remark] = []

  private struct Candidate {
    let file: HandedFile
    let match: FileName.Match
    let text: SwiftText
    let rank: Rank

    /// Whether it lies where a kit has its solutions.
    var isInSolutions: Bool { file.parts.dropLast().contains("Solutions") }
  }

  /// Chooses.
  ///
  /// - Parameters:
  ///   - assigned: How many exercises were assigned: for a single one, any single Swift file will do
  ///     that isn't another exercise's.
  ///   - others: The names of the kit's other exercises.
  ///   - known: The kit's own files of this exercise.
  ///   - isForMarks: Whether the kit's own solutions are left out, and an untouched stub as well.
  init(
    of exercise: KitExercise, among files: [HandedFile], assigned: Int, others: [String] = [],
    known: KnownTexts, isForMarks: Bool
  ) {
    self.exercise = exercise
    let candidates = Self.candidates(exercise, files, assigned: assigned, others: others)
    let (solutions, others) = candidates.divided {
      isForMarks && ($0.isInSolutions ? known.isSolution : known.isCopy)($0.text)
    }
    let (untouched, changed) = others.divided { known.isStub($0.text) }
    let pool = changed.isEmpty && !isForMarks ? untouched : changed
    guard let chosen = choose(from: pool) else {
      if !solutions.isEmpty { add(solution: solutions) }
      if !untouched.isEmpty { add(.untouched(untouched[0].file.path)) }
      return
    }
    main = chosen.file
    if !changed.isEmpty, !untouched.isEmpty {
      add(.changedBeforeUntouched(chosen.file.path, untouched.map(\.file.path)))
    }
    if !solutions.isEmpty { add(solution: solutions) }
    if isForMarks, known.isSolution(chosen.text) { add(.likeKitSolution(chosen.file.path)) }
    if chosen.text.isProgram { add(.hasMain(chosen.file.path)) }
    addHelpers(of: chosen, among: files)
    addStudents(pool)
  }

  private mutating func add(_ remark: Remark) {
    var remark = remark
    remark.exercise = exercise.name
    remarks.append(remark)
  }

  private mutating func add(solution: [Candidate]) {
    // The folder came with the kit, which is nobody's doing.
    if solution.allSatisfy(\.isInSolutions) {
      add(.solutionsFolder(solution[0].file.path))
    } else {
      add(.kitSolution(solution[0].file.path))
    }
  }

  // MARK: Candidates

  private static func candidates(
    _ exercise: KitExercise, _ files: [HandedFile], assigned: Int, others: [String]
  ) -> [Candidate] {
    let sources = files.filter {
      $0.kind == .file && FileName($0.name).isSwift && !Ignored.contains(path: $0.path)
    }
    let matches = sources.compactMap { file -> (HandedFile, FileName.Match)? in
      guard let match = FileName(file.name).match(exercise.name) else { return nil }
      // The kit's own sources have names of their own that may come near.
      let isKits = file.parts.dropLast().contains { ["Sources", "Tests", "grader"].contains($0) }
      return match.nearness == .exact || !isKits ? (file, match) : nil
    }
    let single = sources.filter { file in
      sources.count == 1 && assigned == 1
        && !others.contains { FileName(file.name).match($0) != nil }
    }
    let found =
      matches.isEmpty
      ? single.map { ($0, FileName.Match(nearness: .otherwise, attempt: 1)) } : matches
    return found.map { file, match in
      // What can't be read is empty, and the compiler says what there is to say.
      Candidate(
        file: file, match: match, text: SwiftText((try? file.contents()) ?? Data()),
        rank: Rank(file, match, exercise))
    }.sorted { $0.rank < $1.rank }
  }

  private struct Rank: Comparable {
    let place: Int
    let depth: Int
    let attempt: Int
    let order: Int
    let path: String

    init(_ file: HandedFile, _ match: FileName.Match, _ exercise: KitExercise) {
      let folders = file.parts.dropLast()
      attempt = max(match.attempt, folders.compactMap { Attempt(folder: $0)?.number }.max() ?? 1)
      order = file.order
      let isOwn = Choice.isOwn(folders.last, exercise)
      place =
        folders.contains("Solutions")
        ? 3 : isOwn && folders.dropLast().last == "Exercises" ? 0 : isOwn ? 1 : 2
      depth = file.parts.count
      path = file.path
    }

    static func < (one: Rank, other: Rank) -> Bool {
      if one.attempt != other.attempt { return one.attempt > other.attempt }
      if one.order != other.order { return one.order > other.order }
      return (one.place, one.depth, one.path) < (other.place, other.depth, other.path)
    }
  }

  private static func isOwn(_ folder: String?, _ exercise: KitExercise) -> Bool {
    folder == exercise.folder || folder == exercise.name
  }

  // MARK: The choice

  private mutating func choose(from pool: [Candidate]) -> Candidate? {
    guard let nearest = pool.map(\.match.nearness).min() else { return nil }
    let group = pool.filter { $0.match.nearness == nearest }
    let chosen = group[0]
    let isOne = group.allSatisfy { $0.text.code == chosen.text.code }
    if nearest == .mistyped, !isOne {
      add(.nearNamesNotTaken(group.map(\.file.path), exercise.name))
      return nil
    }
    if chosen.file.name != "\(exercise.name).swift", chosen.match.attempt == 1 {
      add(.nearlyNamed(chosen.file.path, exercise.name))
    }
    let others = group.dropFirst().filter { $0.text.code != chosen.text.code }
    if !others.isEmpty {
      let isNewer = others.allSatisfy {
        ($0.rank.attempt, $0.rank.order) < (chosen.rank.attempt, chosen.rank.order)
      }
      let paths = others.map(\.file.path)
      add(
        isNewer
          ? .newestAttempt(chosen.file.path, paths) : .severalFiles(chosen.file.path, paths))
    } else if chosen.match.attempt > 1 {
      add(.nearlyNamed(chosen.file.path, exercise.name))
    }
    let further = pool.filter { $0.match.nearness > nearest }.map(\.file.path)
    if !further.isEmpty { add(.severalFiles(chosen.file.path, further)) }
    return chosen
  }

  /// Other Swift files in the exercise's own folder belong to it; elsewhere they aren't read.
  private mutating func addHelpers(of chosen: Candidate, among files: [HandedFile]) {
    let folder = Array(chosen.file.parts.dropLast())
    guard Self.isOwn(folder.last, exercise) || folder.isEmpty && files.isExercisesOwn(exercise)
    else { return }
    helpers = files.filter { file in
      guard file.kind == .file, file.name.hasSuffix(".swift"), file.path != chosen.file.path,
        Array(file.parts.dropLast()) == folder, !Ignored.contains(file.name)
      else { return false }
      // Another copy of the exercise's file would declare everything twice.
      let nearness = FileName(file.name).match(exercise.name)?.nearness
      return nearness == nil || nearness == .mistyped
    }.sorted { $0.path < $1.path }
  }

  /// Says where the same exercise lies in the folders of several.
  private mutating func addStudents(_ pool: [Candidate]) {
    let exact = pool.filter { $0.match.nearness == .exact }
    let folders = exact.map { Array($0.file.parts.dropLast()) }
    guard let first = folders.first else { return }
    let common =
      first.indices.first { index in
        folders.contains { $0.count <= index || $0[index] != first[index] }
      } ?? first.count
    var texts: [String: String] = [:]
    for candidate in exact {
      let below = candidate.file.parts.dropLast().dropFirst(common)
      guard let folder = below.first, !ClassLevel.isPart(folder, [exercise]) else { continue }
      texts[folder] = candidate.text.code
    }
    guard Set(texts.values).count > 1 else { return }
    add(.severalStudents(texts.keys.sorted(), main?.path ?? ""))
  }
}

extension [HandedFile] {
  /// Whether all of it is an exercise's own folder, looked at from within.
  fileprivate func isExercisesOwn(_ exercise: KitExercise) -> Bool {
    top.contains { file in
      let folder = file.url?.deletingLastPathComponent().lastPathComponent
      return folder == exercise.folder || folder == exercise.name
    }
  }
}

extension Array {
  /// Those of which something holds, and the others.
  fileprivate func divided(_ holds: (Element) -> Bool) -> ([Element], [Element]) {
    (filter(holds), filter { !holds($0) })
  }
}
