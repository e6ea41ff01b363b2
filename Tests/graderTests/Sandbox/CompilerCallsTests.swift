import Foundation
import Testing

@testable import Judge
@testable import grader

#if os(Linux)
  /// The sandbox of this machine with a shell in it, for programs in the compiler's place; nil if it has none.
  private let sandbox: Sandbox? = {
    let launcher = SubjectPrograms.lineWorker.deletingLastPathComponent()
      .appendingPathComponent("Launcher")
    // Whatever the reason is, it is the same for `grade`, which tells it.
    guard let kit = try? Kit(), var sandbox = try? Sandbox(kit: kit, launcher: launcher),
      (try? sandbox.failure()) == .some(nil)
    else { return nil }
    sandbox.policy.readable += ["/usr/bin/sh", "/usr/bin/sleep"]
    return sandbox
  }()

  @Suite(.enabled(if: sandbox != nil, "this machine has no sandbox"))
  struct CompilerCallsTests {
    private let place: TemporaryFolder
    /// Where the subject is built, where the submission's file lies, and where a neighbour's does.
    private let (folder, source, neighbour): (URL, URL, URL)

    init() throws {
      place = try TemporaryFolder()
      for name in ["ada", "bo"] {
        try FileManager.default.createDirectory(
          at: place.url.appendingPathComponent(name), withIntermediateDirectories: true)
      }
      folder = place.url.appendingPathComponent("built")
      // As folders of a grader are, which nobody else may look into.
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      source = place.url.appendingPathComponent("ada/SafeCounter.swift")
      neighbour = place.url.appendingPathComponent("bo/SafeCounter.swift")
      try Data("let x: Int = \"\"\n".utf8).write(to: source)
      try Data("secret\n".utf8).write(to: neighbour)
    }

    /// A program in the compiler's place.
    private func standIn(_ script: String) throws -> URL {
      let file = place.url.appendingPathComponent("stand-in")
      try Data("#!/usr/bin/sh\n\(script)\n".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
      return file
    }

    private func calls(
      modules: URL? = nil, _ limits: CompilerCalls.Limits = CompilerCalls.Limits()
    ) throws -> CompilerCalls {
      try CompilerCalls(
        in: sandbox, sources: [source], folder: folder,
        modules: modules ?? place.url.appendingPathComponent("none"), limits: limits)
    }

    private func output(_ script: String) throws -> String {
      try calls().run(standIn(script), [], seeing: []).output
    }

    /// What comes of a build whose compiler is a stand-in.
    private func outcome(
      _ script: String, _ limits: CompilerCalls.Limits
    ) throws -> SubjectBuild.Outcome {
      let kit = try Kit()
      var build = try SubjectBuild(
        kit: kit, exercise: kit.exercise(named: "SafeCounter"), files: ExerciseFiles(file: source),
        folder: folder, sandbox: sandbox, compiler: standIn(script), limits: limits)
      build.isPrepared = false
      return try build.run()
    }

    @Test func `a compiler that sleeps for ever is ended, and that is told`() throws {
      let limits = CompilerCalls.Limits(timeout: .seconds(2), timeAsleep: .milliseconds(500))
      let outcome = try outcome("sleep 60", limits)
      #expect(
        outcome
          == .didNotCompile(
            "The compiler was still at it after 2 seconds. Split long expressions into parts, and "
              + "say what type each has."))
    }

    @Test func `a compiler that takes too much memory is ended, and that is told`() throws {
      // In steps, to half a GB, and it ends by itself.
      let script = """
        all=0123456789abcdef; step=0
        while [ $step -lt 25 ]; do all=$all$all; step=$((step + 1)); done
        sleep 20
        """
      let outcome = try outcome(script, CompilerCalls.Limits(memory: 100 << 20))
      #expect(
        outcome
          == .didNotCompile(
            "The compiler took more than 100 MB of memory. Split long expressions into parts, and "
              + "say what type each has."))
    }

    @Test func `a compiler that prints too much is ended, and that is told`() throws {
      let script =
        "step=0; while [ $step -lt 300000 ]; do echo 0123456789; step=$((step + 1)); done"
      let outcome = try outcome(script + "; sleep 20", CompilerCalls.Limits(output: 1 << 20))
      #expect(
        outcome
          == .didNotCompile(
            "The compiler printed more than 1 MB. Split long expressions into parts, and say what "
              + "type each has."))
    }

    @Test func `a compiler that writes too large a file is ended, and that is told`() throws {
      let script = """
        step=0; while [ $step -lt 300000 ]; do echo 0123456789; step=$((step + 1)); done >large
        """
      let outcome = try outcome(script, CompilerCalls.Limits(file: 1 << 20))
      #expect(
        outcome
          == .didNotCompile(
            "The compiler wrote a file of more than 1 MB. Split long expressions into parts, and "
              + "say what type each has."))
    }

    @Test func `it sees the submission's own file and none of a neighbour`() throws {
      let script = #"read line <"\#(source.path)"; echo "$line"; read line <"\#(neighbour.path)""#
      let output = try output(script)
      #expect(output.hasPrefix("let x: Int = \"\"\n"))
      #expect(output.contains("No such file") && !output.contains("secret"))
    }

    @Test func `it sees neither solutions, nor checks, nor somebody's home`() throws {
      let root = try Kit().root.path
      let paths = [
        "\(root)/Solutions", "\(root)/Tests", "\(root)/Exercises", NSHomeDirectory(), "/root",
        "/home", "/etc/passwd", "/var",
      ]
      let script = paths.map { #"[ -e "\#($0)" ] && echo "\#($0)""# }.joined(separator: "\n")
      // A folder on the way to what is seen is there, and empty.
      let listed = try output(script).split(separator: "\n").map(String.init)
      for path in listed { #expect(source.path.hasPrefix(path) || root.hasPrefix(path)) }
    }

    @Test func `it writes where the subject is built, and nowhere else`() throws {
      let paths = [source, neighbour, place.url.appendingPathComponent("new")].map(\.path)
      let script = (paths + ["/usr/lib/new", "/new"]).map { #"echo forged >"\#($0)""# }
      let output = try output((script + ["echo built >made"]).joined(separator: "\n"))
      #expect(output.split(separator: "\n").count == 5, "\(output)")
      #expect(try String(contentsOf: source, encoding: .utf8) == "let x: Int = \"\"\n")
      #expect(try String(contentsOf: neighbour, encoding: .utf8) == "secret\n")
      let made = folder.appendingPathComponent("made")
      #expect(try String(contentsOf: made, encoding: .utf8) == "built\n")
    }

    @Test func `what it adds to the cache of modules is gone with its call`() throws {
      let modules = place.url.appendingPathComponent("modules")
      let some = modules.appendingPathComponent("ONE")
      try FileManager.default.createDirectory(at: some, withIntermediateDirectories: true)
      try Data("made\n".utf8).write(to: some.appendingPathComponent("Old.pcm"))
      let script = """
        cd "\(some.path)"; read line <Old.pcm; echo "$line"
        echo forged >Old.pcm; echo forged >New.pcm && read line <New.pcm && echo "$line"
        """
      let output = try calls(modules: modules).run(standIn(script), [], seeing: []).output
      #expect(output.hasPrefix("made\n") && output.hasSuffix("forged\n"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: some.path) == ["Old.pcm"])
      let old = some.appendingPathComponent("Old.pcm")
      #expect(try String(contentsOf: old, encoding: .utf8) == "made\n")
    }

    @Test func `it has nothing of the grader's environment, and nobody's network`() throws {
      let output = try output(#"echo "$HOME $TMPDIR"; read line </proc/net/route; read line"#)
      #expect(output == "/tmp /tmp\n")
    }

    @Test func `a status is the program's own`() throws {
      #expect(try calls().run(standIn("exit 3"), [], seeing: []).status == 3)
      #expect(try calls().run(standIn("kill -9 $$"), [], seeing: []).status == 137)
    }

    @Test func `a sandbox that can't be set up is the kit's fault, and no compiler's error`() throws
    {
      let nowhere = URL(fileURLWithPath: "/nowhere/swiftc")
      #expect(throws: GraderError.self) { try calls().run(nowhere, [], seeing: []) }
    }

    @Test func `errors name the submission's file by the name that it has outside`() throws {
      let toolchain = try #require(sandbox).toolchain
      let compiler = toolchain.appendingPathComponent("bin/swift-frontend")
      try Data("let = 1\n".utf8).write(to: source)
      let result = try calls().run(compiler, ["-frontend", "-parse", source.path], seeing: [])
      #expect(result.output.contains("\(source.path):1:5: error: "))
      #expect(result.status == 1)
    }
  }
#endif
