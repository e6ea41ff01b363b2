#if os(Linux)
  import Glibc

  /// What Linux tells of processes in files; see proc(5).
  ///
  /// Read as C does: it is done some thirty times a second for every thread.
  enum ProcessFiles {
    /// The numbers in a folder: of processes in `/proc`, of threads in a process's `task`.
    static func numbers(in folder: String) -> [pid_t] {
      guard let listing = opendir(folder) else { return [] }
      defer { closedir(listing) }
      let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      var numbers: [pid_t] = []
      while let entry = readdir(listing) {
        let name = UnsafeRawPointer(entry) + offset
        let number = atoi(name.assumingMemoryBound(to: CChar.self))
        if number > 0 { numbers.append(number) }
      }
      return numbers
    }

    /// A file's first bytes, and a zero behind them.
    static func bytes(_ path: String) -> [CChar]? {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      var bytes = [CChar](repeating: 0, count: 4096)
      let count = read(descriptor, &bytes, bytes.count - 1)
      return count > 0 ? bytes : nil
    }

    /// The first letter behind a name.
    static func letter(after name: String, in bytes: [CChar]) -> Character? {
      find(name, in: bytes) { Character(Unicode.Scalar(UInt8(bitPattern: $0.pointee))) }
    }

    /// The number behind a name; 0 if there is none.
    static func number(after name: String, in bytes: [CChar]) -> Int {
      find(name, in: bytes) { atol($0) } ?? 0
    }

    /// Whether a text occurs.
    static func contains(_ text: String, in bytes: [CChar]) -> Bool {
      find(text, in: bytes) { _ in true } ?? false
    }

    private static func find<Result>(
      _ text: String, in bytes: [CChar], _ read: (UnsafePointer<CChar>) -> Result
    ) -> Result? {
      bytes.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.flatMap { strstr($0, text) }.map { read($0 + strlen(text)) }
      }
    }

    /// A process's `stat`.
    struct Stat {
      /// The process's state, in a letter.
      let state: Character
      private let numbers: [Int]

      /// Reads the fields up to a number; nil if the process is gone.
      init?(of process: pid_t, upTo last: Int) {
        guard let bytes = ProcessFiles.bytes("/proc/\(process)/stat") else { return nil }
        // The name before the state is in parentheses, and may hold anything.
        let end = bytes.lastIndex(of: CChar(UInt8(ascii: ")"))) ?? 0
        guard end + 2 < bytes.count else { return nil }
        state = Character(Unicode.Scalar(UInt8(bitPattern: bytes[end + 2])))
        numbers = bytes.withUnsafeBufferPointer { bytes in
          var place = bytes.baseAddress.map { UnsafeMutablePointer(mutating: $0 + end + 3) }
          return (4...last).map { _ in place.map { strtol($0, &place, 10) } ?? 0 }
        }
      }

      /// A field, by the number that proc(5) gives it; the fourth is the first number.
      subscript(field: Int) -> Int { numbers[field - 4] }
    }
  }
#endif
