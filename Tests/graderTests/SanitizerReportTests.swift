import Foundation
import Testing

@testable import grader

@Suite struct SanitizerReportTests {
  private static let tally = "/project/04-Tally/Tally.swift"

  @Test func `an access is placed in the student's file, not in the kit's`() {
    let reports = SanitizerReport.reports(in: Self.sharedValue, files: [Self.tally])
    #expect(
      reports == [
        SanitizerReport(
          kind: "data race",
          accesses: [
            // The compiler gives the call of a setter in `+=` no line.
            SanitizerReport.Access(kind: .write, place: place(nil)),
            SanitizerReport.Access(kind: .read, place: place(16)),
          ])
      ])
  }

  @Test func `a race of two Swift accesses is read as well`() {
    let reports = SanitizerReport.reports(in: Self.ownField, files: [Self.tally])
    #expect(
      reports == [
        SanitizerReport(
          kind: "Swift access race",
          accesses: [
            SanitizerReport.Access(kind: .write, place: place(nil)),
            SanitizerReport.Access(kind: .write, place: place(26)),
          ])
      ])
  }

  @Test func `frames of the standard library are passed over`() {
    let reports = SanitizerReport.reports(in: Self.dictionary, files: [Self.tally])
    #expect(reports.map(\.kind) == ["data race"])
    #expect(reports.flatMap(\.accesses).map(\.kind) == [.read, .write])
    #expect(reports.flatMap(\.accesses).map(\.place) == [place(35), place(35)])
  }

  @Test func `a file can be asked for by its name alone`() {
    let reports = SanitizerReport.reports(in: Self.dictionary, files: ["Tally.swift"])
    #expect(reports.map(\.places) == [[SanitizerReport.Place(file: "Tally.swift", line: 35)]])
  }

  @Test(arguments: ["ally.swift", "/other/Tally.swift", "Tally"])
  func `another file has no place in it`(file: String) {
    let reports = SanitizerReport.reports(in: Self.dictionary, files: [file])
    #expect(reports.map(\.kind) == ["data race"])
    #expect(reports.flatMap(\.accesses).map(\.place) == [nil, nil])
    #expect(SanitizerReport.reports(in: Self.dictionary, files: []).map(\.places) == [[]])
  }

  @Test func `reports of one kind and the same places are told once`() {
    let output = [Self.sharedValue, Self.ownField, Self.sharedValue, Self.dictionary]
    let reports = SanitizerReport.reports(
      in: output.joined(separator: "\n"), files: [Self.tally])
    #expect(reports.map(\.kind) == ["data race", "Swift access race", "data race"])
    #expect(
      reports.map(\.places) == [[place(nil), place(16)], [place(nil), place(26)], [place(35)]])
  }

  @Test func `the order of the two accesses makes no other report`() {
    let (write, read) = (
      "Write of size 8 at 0x10 by thread T1:", "Read of size 8 at 0x10 by thread T2:"
    )
    let output = [(write, 3, read, 4), (read, 4, write, 3), (read, 5, write, 3)]
      .map { first, line, second, other in
        """
        WARNING: ThreadSanitizer: data race (pid=41)
          \(first)
            #0 $s5Tally \(Self.tally):\(line):7 (TallySubject+0x1f)
          Previous \(second.lowercased())
            #0 $s5Tally \(Self.tally):\(other):7 (TallySubject+0x1f)

        """
      }
    let reports = SanitizerReport.reports(in: output.joined(), files: [Self.tally])
    #expect(reports.map(\.places) == [[place(3), place(4)], [place(3), place(5)]])
  }

  @Test(
    arguments: [
      ("Write of size 8 at 0x10 by main thread:", .write),
      ("Previous read of size 4 at 0x10 by thread T2 (mutexes: write M0):", .read),
      ("Atomic write of size 4 at 0x10 by thread T12:", .write),
      ("Previous atomic read of size 4 at 0x10 by thread T12:", .read),
      ("Read-only access of Swift variable at 0x10 by thread T1:", .read),
      ("Previous modifying access of Swift variable at 0x10 by thread T1:", .write),
      ("Location is heap block of size 24 at 0x10 allocated by thread T1:", nil),
      ("Thread T3 (tid=42, running) created by main thread at:", nil),
    ] as [(String, SanitizerReport.Access.Kind?)])
  func `the headings of accesses are read, and no others`(
    heading: String, kind: SanitizerReport.Access.Kind?
  ) {
    let output = """
      WARNING: ThreadSanitizer: data race (pid=41)
        \(heading)
          #0 $s5Tally \(Self.tally):3:7 (TallySubject+0x1f)
      """
    let accesses = kind.map { [SanitizerReport.Access(kind: $0, place: place(3))] }
    #expect(
      SanitizerReport.reports(in: output, files: [Self.tally])
        == [SanitizerReport(kind: "data race", accesses: accesses ?? [])])
  }

  @Test func `a report without accesses has its kind, even one with brackets`() {
    let output =
      "WARNING: ThreadSanitizer: unlock of an unlocked mutex (or by a wrong thread) (pid=41)"
    #expect(
      SanitizerReport.reports(in: output, files: [Self.tally]).map(\.kind)
        == ["unlock of an unlocked mutex (or by a wrong thread)"])
  }

  @Test func `what the program itself printed changes nothing`() {
    let output = "no end of line " + Self.dictionary.dropFirst(19) + "\n  Read of all:\n    #0 it\n"
    #expect(
      SanitizerReport.reports(in: output, files: [Self.tally])
        == SanitizerReport.reports(in: Self.dictionary, files: [Self.tally]))
    #expect(SanitizerReport.reports(in: "", files: [Self.tally]).isEmpty)
    #expect(SanitizerReport.reports(in: "40000\n", files: [Self.tally]).isEmpty)
  }

  @Test func `a report that was cut off counts as far as it goes`() throws {
    let end = try #require(Self.dictionary.range(of: "  Previous write"))
    let reports = SanitizerReport.reports(
      in: String(Self.dictionary[..<end.lowerBound]), files: [Self.tally])
    #expect(reports.flatMap(\.accesses).map(\.place) == [place(35)])
  }

  private func place(_ line: Int?) -> SanitizerReport.Place {
    SanitizerReport.Place(file: Self.tally, line: line)
  }

  // MARK: What the sanitizer printed, with most of the outer frames left out

  /// `total.value += 1` on a `Shared` by two threads, unoptimised.
  private static let sharedValue = """
    ==================
    WARNING: ThreadSanitizer: data race (pid=41)
      Write of size 1 at 0x720800000ae8 by thread T1:
        #0 $s11ExerciseKit6SharedC5valuexvs /project/Sources/ExerciseKit/Shared.swift:19:26 (TallySubject+0x104097) (BuildId: 0123abcd)
        #1 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiXEfU1_yyYbcfU_ /project/04-Tally/Tally.swift (TallySubject+0xfe52d) (BuildId: 0123abcd)
        #2 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiXEfU1_yyYbcfU_TA /<compiler-generated> (TallySubject+0xffcdd) (BuildId: 0123abcd)
        #3 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfcyyYbcfU_ /project/Sources/ExerciseKit/Threads.swift:17:9 (TallySubject+0x104a77) (BuildId: 0123abcd)

      Previous read of size 1 at 0x720800000ae8 by thread T2:
        #0 $s11ExerciseKit6SharedC5valuexvg /project/Sources/ExerciseKit/Shared.swift:15:25 (TallySubject+0x103eec) (BuildId: 0123abcd)
        #1 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiXEfU1_yyYbcfU_ /project/04-Tally/Tally.swift:16:11 (TallySubject+0xfe4bc) (BuildId: 0123abcd)
        #2 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiXEfU1_yyYbcfU_TA /<compiler-generated> (TallySubject+0xffcdd) (BuildId: 0123abcd)
        #3 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfcyyYbcfU_ /project/Sources/ExerciseKit/Threads.swift:17:9 (TallySubject+0x104a77) (BuildId: 0123abcd)

      Location is heap block of size 24 at 0x720800000ae0 allocated by main thread:
        #0 malloc /toolchain/llvm-project/compiler-rt/lib/tsan/rtl/tsan_interceptors_posix.cpp:686:5 (TallySubject+0x7b6d0) (BuildId: 0123abcd)
        #1 swift_slowAlloc <null> (libswiftCore.so+0x46fa6e) (BuildId: 0123abcd)
        #2 $s5Tally3runyySSF /project/04-Tally/Tally.swift:12:17 (TallySubject+0x10057c) (BuildId: 0123abcd)
        #3 main /project/main.swift:2:1 (TallySubject+0x1010dd) (BuildId: 0123abcd)

      Thread T1 (tid=42, running) created by main thread at:
        #0 pthread_create /toolchain/llvm-project/compiler-rt/lib/tsan/rtl/tsan_interceptors_posix.cpp:1094:3 (TallySubject+0x7d2ba) (BuildId: 0123abcd)
        #1 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03Llfc /project/Sources/ExerciseKit/Threads.swift:28:18 (TallySubject+0x10471b) (BuildId: 0123abcd)
        #2 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfC /project/Sources/ExerciseKit/Threads.swift (TallySubject+0x1053a1) (BuildId: 0123abcd)
        #3 $s11ExerciseKit5spawnyAA13SpawnedThreadCyyYbcF /project/Sources/ExerciseKit/Threads.swift:66:3 (TallySubject+0x1055d0) (BuildId: 0123abcd)

      Thread T2 (tid=42, running) created by main thread at:
        #0 pthread_create /toolchain/llvm-project/compiler-rt/lib/tsan/rtl/tsan_interceptors_posix.cpp:1094:3 (TallySubject+0x7d2ba) (BuildId: 0123abcd)
        #1 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03Llfc /project/Sources/ExerciseKit/Threads.swift:28:18 (TallySubject+0x10471b) (BuildId: 0123abcd)
        #2 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfC /project/Sources/ExerciseKit/Threads.swift (TallySubject+0x1053a1) (BuildId: 0123abcd)
        #3 $s11ExerciseKit5spawnyAA13SpawnedThreadCyyYbcF /project/Sources/ExerciseKit/Threads.swift:66:3 (TallySubject+0x1055d0) (BuildId: 0123abcd)

    SUMMARY: ThreadSanitizer: data race /project/Sources/ExerciseKit/Shared.swift:19:26 in $s11ExerciseKit6SharedC5valuexvs
    ==================
    """

  /// `tally.count += 1` on a class of the student's, unoptimised.
  private static let ownField = """
    ==================
    WARNING: ThreadSanitizer: Swift access race (pid=41)
      Modifying access of Swift variable at 0x720800000af0 by thread T2:
        #0 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiXEfU2_yyYbcfU_ /project/04-Tally/Tally.swift (TallySubject+0xfef9b) (BuildId: 0123abcd)
        #1 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiXEfU2_yyYbcfU_TA /<compiler-generated> (TallySubject+0xffd1d) (BuildId: 0123abcd)
        #2 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfcyyYbcfU_ /project/Sources/ExerciseKit/Threads.swift:17:9 (TallySubject+0x104a77) (BuildId: 0123abcd)

      Previous write of size 1 at 0x720800000af0 by thread T1:
        #0 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiXEfU2_yyYbcfU_ /project/04-Tally/Tally.swift:26:23 (TallySubject+0xfefcc) (BuildId: 0123abcd)
        #1 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiXEfU2_yyYbcfU_TA /<compiler-generated> (TallySubject+0xffd1d) (BuildId: 0123abcd)
        #2 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfcyyYbcfU_ /project/Sources/ExerciseKit/Threads.swift:17:9 (TallySubject+0x104a77) (BuildId: 0123abcd)

      Location is heap block of size 32 at 0x720800000ae0 allocated by main thread:
        #0 malloc /toolchain/llvm-project/compiler-rt/lib/tsan/rtl/tsan_interceptors_posix.cpp:686:5 (TallySubject+0x7b6d0) (BuildId: 0123abcd)
        #1 swift_slowAlloc <null> (libswiftCore.so+0x46fa6e) (BuildId: 0123abcd)
        #2 $s5Tally3runyySSF /project/04-Tally/Tally.swift:22:17 (TallySubject+0x1008cc) (BuildId: 0123abcd)

      Thread T2 (tid=42, running) created by main thread at:
        #0 pthread_create /toolchain/llvm-project/compiler-rt/lib/tsan/rtl/tsan_interceptors_posix.cpp:1094:3 (TallySubject+0x7d2ba) (BuildId: 0123abcd)
        #1 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03Llfc /project/Sources/ExerciseKit/Threads.swift:28:18 (TallySubject+0x10471b) (BuildId: 0123abcd)
        #2 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfC /project/Sources/ExerciseKit/Threads.swift (TallySubject+0x1053a1) (BuildId: 0123abcd)

      Thread T1 (tid=42, finished) created by main thread at:
        #0 pthread_create /toolchain/llvm-project/compiler-rt/lib/tsan/rtl/tsan_interceptors_posix.cpp:1094:3 (TallySubject+0x7d2ba) (BuildId: 0123abcd)
        #1 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03Llfc /project/Sources/ExerciseKit/Threads.swift:28:18 (TallySubject+0x10471b) (BuildId: 0123abcd)
        #2 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfC /project/Sources/ExerciseKit/Threads.swift (TallySubject+0x1053a1) (BuildId: 0123abcd)

    SUMMARY: ThreadSanitizer: Swift access race /project/04-Tally/Tally.swift in $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiXEfU2_yyYbcfU_
    ==================
    """

  /// `tally.byName[name] = index` on a class of the student's, optimised.
  private static let dictionary = """
    ==================
    WARNING: ThreadSanitizer: data race (pid=41)
      Read of size 8 at 0x722000000040 by thread T1:
        #0 $ss22__RawDictionaryStorageC4find_9hashValues10_HashTableV6BucketV6bucket_Sb5foundtx_SitSHRzlFSS_Tg5 /<compiler-generated> (TallySubject+0xfea0d) (BuildId: 0123abcd)
        #1 $ss22__RawDictionaryStorageC4findys10_HashTableV6BucketV6bucket_Sb5foundtxSHRzlFSS_Tg5 /<compiler-generated> (TallySubject+0xfe6a0) (BuildId: 0123abcd)
        #2 $ss17_NativeDictionaryV8setValue_6forKey8isUniqueyq_n_xSbtFSS_SiTg5 /<compiler-generated> (TallySubject+0xfe4a7) (BuildId: 0123abcd)
        #3 $sSDyq_SgxcisSS_SiTg5 /<compiler-generated> (TallySubject+0xfe2b6) (BuildId: 0123abcd)
        #4 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiSgXEfU3_yyYbcfU_ /project/04-Tally/Tally.swift:35:34 (TallySubject+0xfe2b6)
        #5 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiSgXEfU3_yyYbcfU_TATm student.o (TallySubject+0xff4cb) (BuildId: 0123abcd)

      Previous write of size 8 at 0x722000000040 by thread T2:
        #0 $ss17_NativeDictionaryV7_insert2at3key5valueys10_HashTableV6BucketV_xnq_ntFSS_SiTg5 /<compiler-generated> (TallySubject+0xfe57b) (BuildId: 0123abcd)
        #1 $ss17_NativeDictionaryV8setValue_6forKey8isUniqueyq_n_xSbtFSS_SiTg5 /<compiler-generated> (TallySubject+0xfe57b)
        #2 $sSDyq_SgxcisSS_SiTg5 /<compiler-generated> (TallySubject+0xfe2b6) (BuildId: 0123abcd)
        #3 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiSgXEfU3_yyYbcfU_ /project/04-Tally/Tally.swift:35:34 (TallySubject+0xfe2b6)
        #4 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiSgXEfU3_yyYbcfU_TATm student.o (TallySubject+0xff4cb) (BuildId: 0123abcd)
        #5 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfcyyYbcfU_ /project/Sources/ExerciseKit/Threads.swift:17:9 (TallySubject+0x103cd7) (BuildId: 0123abcd)

      Location is heap block of size 120 at 0x722000000000 allocated by thread T2:
        #0 malloc /toolchain/llvm-project/compiler-rt/lib/tsan/rtl/tsan_interceptors_posix.cpp:686:5 (TallySubject+0x7b3b0) (BuildId: 0123abcd)
        #1 swift_slowAlloc <null> (libswiftCore.so+0x46fa6e) (BuildId: 0123abcd)
        #2 $ss17_NativeDictionaryV12ensureUnique02isD08capacityS2b_SitFSS_SiTg5 /<compiler-generated> (TallySubject+0xfe4ea) (BuildId: 0123abcd)
        #3 $ss17_NativeDictionaryV8setValue_6forKey8isUniqueyq_n_xSbtFSS_SiTg5 /<compiler-generated> (TallySubject+0xfe4ea)
        #4 $sSDyq_SgxcisSS_SiTg5 /<compiler-generated> (TallySubject+0xfe2b6) (BuildId: 0123abcd)
        #5 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiSgXEfU3_yyYbcfU_ /project/04-Tally/Tally.swift:35:34 (TallySubject+0xfe2b6)

      Thread T1 (tid=42, running) created by main thread at:
        #0 pthread_create /toolchain/llvm-project/compiler-rt/lib/tsan/rtl/tsan_interceptors_posix.cpp:1094:3 (TallySubject+0x7cf9a) (BuildId: 0123abcd)
        #1 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03Llfc /project/Sources/ExerciseKit/Threads.swift:28:18 (TallySubject+0x10397b) (BuildId: 0123abcd)
        #2 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfC /project/Sources/ExerciseKit/Threads.swift (TallySubject+0x104601) (BuildId: 0123abcd)
        #3 $s11ExerciseKit5spawnyAA13SpawnedThreadCyyYbcF /project/Sources/ExerciseKit/Threads.swift:66:3 (TallySubject+0x104830) (BuildId: 0123abcd)
        #4 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiSgXEfU3_ /project/04-Tally/Tally.swift:34:7 (TallySubject+0x100093) (BuildId: 0123abcd)
        #5 $sSiSg11ExerciseKit13SpawnedThreadCIgyo_SiADs5NeverOIegnrzr_TR /<compiler-generated> (TallySubject+0x100093)

      Thread T2 (tid=42, finished) created by main thread at:
        #0 pthread_create /toolchain/llvm-project/compiler-rt/lib/tsan/rtl/tsan_interceptors_posix.cpp:1094:3 (TallySubject+0x7cf9a) (BuildId: 0123abcd)
        #1 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03Llfc /project/Sources/ExerciseKit/Threads.swift:28:18 (TallySubject+0x10397b) (BuildId: 0123abcd)
        #2 $s11ExerciseKit13SpawnedThreadCyACyyYbcc33_88932888D0BC7359262C173E6668CC03LlfC /project/Sources/ExerciseKit/Threads.swift (TallySubject+0x104601) (BuildId: 0123abcd)
        #3 $s11ExerciseKit5spawnyAA13SpawnedThreadCyyYbcF /project/Sources/ExerciseKit/Threads.swift:66:3 (TallySubject+0x104830) (BuildId: 0123abcd)
        #4 $s5Tally3runyySSF11ExerciseKit13SpawnedThreadCSiSgXEfU3_ /project/04-Tally/Tally.swift:34:7 (TallySubject+0x100134) (BuildId: 0123abcd)
        #5 $sSiSg11ExerciseKit13SpawnedThreadCIgyo_SiADs5NeverOIegnrzr_TR /<compiler-generated> (TallySubject+0x100134)

    SUMMARY: ThreadSanitizer: data race /<compiler-generated> in $ss22__RawDictionaryStorageC4find_9hashValues10_HashTableV6BucketV6bucket_Sb5foundtx_SitSHRzlFSS_Tg5
    ==================
    """
}
