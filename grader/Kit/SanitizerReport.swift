/// One report of Thread Sanitizer, reduced to the places in a student's own files.
struct SanitizerReport: Equatable {
  /// One of the two uses of memory that nothing orders.
  struct Access: Equatable {
    enum Kind: Equatable {
      case read
      case write
    }

    let kind: Kind
    /// The innermost call in a student's file; nil if there is none.
    var place: Place?
  }

  /// A place in one of the files that were asked for.
  struct Place: Hashable {
    /// The file, as it was asked for.
    let file: String
    /// The line; nil where the compiler gave the code none.
    let line: Int?
  }

  /// What was found, in the sanitizer's words, such as `data race`.
  let kind: String
  /// The accesses, the later one first; empty for what isn't about memory.
  var accesses: [Access] = []

  /// The places of the accesses, without their order.
  var places: Set<Place> { Set(accesses.compactMap(\.place)) }
}

extension SanitizerReport {
  /// Reads the reports in what a program printed, each kind and set of places once.
  ///
  /// A report that was cut off counts for as much of it as there is.
  ///
  /// - Parameters:
  ///   - output: The program's standard error, or the file that the sanitizer wrote.
  ///   - files: The student's files, each by its path or by its name alone.
  static func reports(in output: String, files: [String]) -> [SanitizerReport] {
    var found: [SanitizerReport] = []
    var isOpen = false
    var isInAccess = false
    for line in output.split(whereSeparator: \.isNewline) {
      if let kind = kind(inHeading: line) {
        found.append(SanitizerReport(kind: kind))
        (isOpen, isInAccess) = (true, false)
      } else if line.hasPrefix("====") || line.hasPrefix("SUMMARY:") {
        isOpen = false
      } else if isOpen, line.hasPrefix("    #") {
        guard isInAccess, let report = found.indices.last, let last = found[report].accesses.last,
          last.place == nil
        else { continue }
        let index = found[report].accesses.endIndex - 1
        found[report].accesses[index].place = place(inFrame: line, files: files)
      } else if isOpen, line.hasPrefix("  ") {
        let access = access(inHeading: line)
        isInAccess = access != nil
        if let access, let report = found.indices.last { found[report].accesses.append(access) }
      }
    }
    return withoutRepetitions(found)
  }

  private static func withoutRepetitions(_ reports: [SanitizerReport]) -> [SanitizerReport] {
    reports.reduce(into: []) { kept, report in
      let isKnown = kept.contains { $0.kind == report.kind && $0.places == report.places }
      if !isKnown { kept.append(report) }
    }
  }

  /// The kind in `WARNING: ThreadSanitizer: data race (pid=1)`, also after other words on the line.
  private static func kind(inHeading line: Substring) -> String? {
    line.firstMatch(of: /WARNING: ThreadSanitizer: (.+?)(?: \(pid=\d+\))?$/).map { String($0.1) }
  }

  /// The access in `  Previous write of size 8 at 0x7208 by thread T1:`.
  private static func access(inHeading line: Substring) -> Access? {
    let pattern =
      /^  (?:Previous )?(?:\w+ )?(read|write|modifying access|read-only access) of .* by .*:$/
    guard let match = line.firstMatch(of: pattern.ignoresCase()) else { return nil }
    return Access(kind: match.1.lowercased().hasPrefix("read") ? .read : .write)
  }

  /// The place in `    #0 symbol /path/Name.swift:3:7 (Program+0x1f)`, if it is in one of the files.
  private static func place(inFrame line: Substring, files: [String]) -> Place? {
    let pattern = /^    #\d+ .*? (\/.*?)(?::(\d+))?(?::\d+)? \([^()]*\+0x[0-9a-f]+\)/
    guard let match = line.firstMatch(of: pattern) else { return nil }
    let path = match.1
    let file = files.first { $0.contains("/") ? path == $0 : path.hasSuffix("/" + $0) }
    return file.map { Place(file: $0, line: match.2.flatMap { Int($0) }) }
  }
}
