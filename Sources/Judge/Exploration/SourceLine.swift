import Foundation

/// A line of source that a program was built from.
struct SourceLine: Hashable {
  /// The file's path.
  let file: String
  /// The line, counted from 1; 0 where the compiler names the file and no line.
  let line: Int

  /// The file's name and the line, such as `SafeCounter.swift:12`.
  var name: String { "\((file as NSString).lastPathComponent):\(line)" }

  /// Whether it belongs to what calls the student's code and hands it its work.
  var isSubjects: Bool { file.contains("/Sources/Subject/") }

  /// Whether it is of what stands in for a library's function.
  var isControls: Bool { file.contains("/Sources/Control/") }

  /// Whether it is the kit's own, the library's, or nobody's.
  var isKits: Bool {
    Self.kits.contains { file.contains($0) } || file.hasPrefix("<") || !file.hasSuffix(".swift")
  }

  /// Where the sources lie of all that a subject is linked with beside the student's code.
  private static let kits =
    ["ExerciseKit", "Subject", "Interleaving", "ThreadActivity", "Wire", "Workload"]
    .map { "/Sources/\($0)/" } + ["/swift/stdlib/"]

  /// The lines that places in a program come from, as far as they can be told.
  ///
  /// The toolchain's `llvm-symbolizer` reads the debug information; without it there are no lines.
  ///
  /// - Parameters:
  ///   - offsets: Distances in bytes from where the program is loaded.
  ///   - program: The program's file.
  ///   - areCalls: Whether all are calls; threads that are interrupted may be anywhere.
  ///   - accesses: The calls that tell of an access to memory.
  static func lines(
    of offsets: Set<Int>, in program: URL?, areCalls: Bool = false, accesses: Set<Int> = []
  ) -> [Int: SourceLine] {
    guard let program else { return [:] }
    var symbols = symbols(at: offsets, in: program)
    guard areCalls else { return symbols.mapValues(\.place) }
    // The compiler gives some calls the file and no line. They belong to the line before, but for those
    // that tell of an access that is about to begin.
    let lineless = symbols.filter { $0.value.Line == 0 && !$0.value.place.isKits }
    let near = self.symbols(
      at: Set(lineless.keys.flatMap { ways(from: $0, accesses).joined() }), in: program)
    for (offset, symbol) in lineless {
      let nearest = ways(from: offset, accesses).compactMap { way in
        way.lazy.compactMap { near[$0] }.first { $0.Line > 0 }
      }
      symbols[offset] = nearest.first { $0.FunctionName == symbol.FunctionName } ?? symbol
    }
    return symbols.mapValues(\.place)
  }

  /// Where the line of a call is looked for, the nearest place first, one way after the other.
  private static func ways(from offset: Int, _ accesses: Set<Int>) -> [[Int]] {
    let before = (1...reach).map { offset - $0 }
    return accesses.contains(offset) ? [(1...reach).map { offset + $0 }, before] : [before]
  }

  /// So many bytes before a call, or behind it, its line is looked for.
  private static let reach = 64

  private static func symbols(at offsets: Set<Int>, in program: URL) -> [Int: Symbol] {
    guard !offsets.isEmpty, let tool else { return [:] }
    let process = Process()
    process.executableURL = tool
    process.arguments =
      ["--obj=\(program.path)", "--output-style=JSON"]
      + offsets.map { "0x" + String($0 + loadAddress, radix: 16) }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // Without the tool, or with an answer that can't be read, lines stay unknown.
    guard (try? process.run()) != nil else { return [:] }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let answers = (try? JSONDecoder().decode([Answer].self, from: bytes)) ?? []
    return answers.reduce(into: [:]) { symbols, answer in
      guard let offset = Int(answer.Address.dropFirst(2), radix: 16) else { return }
      symbols[offset - loadAddress] =
        answer.Symbol?.first(where: { $0.Line > 0 }) ?? answer.Symbol?.first
    }
  }

  /// Where a program is said to begin in its own debug information.
  private static var loadAddress: Int {
    #if os(macOS)
      1 << 32
    #else
      0
    #endif
  }

  private static let tool = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":")
    .map { URL(fileURLWithPath: String($0)).resolvingSymlinksInPath() }
    .flatMap { folder in
      // The toolchain may be on the path by links to some of its programs only.
      let swift = folder.appendingPathComponent("swift").resolvingSymlinksInPath()
      return [folder, swift.deletingLastPathComponent()]
    }
    .map { $0.appendingPathComponent("llvm-symbolizer") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  /// What the tool answers, with its own names.
  private struct Answer: Decodable {
    let Address: String
    let Symbol: [Symbol]?
  }

  private struct Symbol: Decodable {
    let FileName: String
    let FunctionName: String
    let Line: Int

    var place: SourceLine { SourceLine(file: FileName, line: Line) }
  }
}

/// Lines of source files, each file read once.
struct Sources {
  private var files: [String: [Substring]] = [:]
  /// The files that may be quoted; nil for all.
  private let quotable: Set<String>?

  init(quotable: Set<String>? = Self.told) { self.quotable = quotable }

  /// Those that the grader tells.
  private static let told = ProcessInfo.processInfo.environment[SuiteVariable.sources]
    .map { Set($0.split(separator: "\n").map(String.init)) }

  mutating func lines(of file: String) -> [Substring] {
    if let known = files[file] { return known }
    // What a program says of its lines is its author's to say.
    guard quotable?.contains(file) ?? true else { return [] }
    // A file that can't be read has no lines to show.
    let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    files[file] = lines
    return lines
  }

  /// The line of the student's code that calls, the innermost first, come from.
  ///
  /// What the compiler makes for a lazy property has the line of its declaration: who uses it is meant.
  mutating func line(of calls: [SourceLine]) -> SourceLine? {
    let own = calls.filter { !$0.isKits && $0.line > 0 }
    return own.first { !line($0).contains("lazy var ") } ?? own.first
  }

  mutating func line(_ place: SourceLine) -> String {
    let lines = lines(of: place.file)
    guard lines.indices.contains(place.line - 1) else { return "" }
    return lines[place.line - 1].trimmingCharacters(in: .whitespaces)
  }
}
