import ExerciseKit
import Foundation
import Judge

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Carries out what `Watch` asks for, and tells it what happens.
final class WatchSession {
  /// So often it is looked for saved files, in microseconds.
  private static let pause: UInt32 = 100_000
  /// So long an editor is given for the next step of its writing, in microseconds.
  private static let rest: UInt32 = 20_000

  private let kit: Kit
  private let root: URL
  private let kitFingerprint: String
  private let catalogue: Catalogue
  private let progress: ProgressFile
  private let events = Mailbox<Watch.Event>()
  private let judge: WatchJudge
  private var watch: Watch
  /// Whether keys are read and the screen is drawn; else verdicts are printed one below the other.
  private var isOnScreen = false
  private var isOver = false
  /// What was printed last, where there is no screen.
  private var printed = ""
  private var sources: [any DispatchSourceSignal] = []

  init(kit: Kit, root: URL, first: KitExercise?) throws {
    (self.kit, self.root) = (kit, root)
    let kitFingerprint = try kit.fingerprint()
    self.kitFingerprint = kitFingerprint
    catalogue = try Catalogue(of: kit)
    progress = ProgressFile(of: kit)
    let known = progress.read()
    let standings = kit.exercises.map { exercise in
      Standing(
        of: exercise, files: ExerciseFiles.readable(of: exercise, below: root),
        kept: known.verdicts[exercise.name], kitFingerprint: kitFingerprint)
    }
    let lessons = try kit.exercises.map { ($0.name, try Lesson(of: $0, in: kit)) }
    watch = Watch(
      standings, first: first, last: known.last, hints: known.hints,
      lessons: Dictionary(uniqueKeysWithValues: lessons))
    judge = WatchJudge(kit: kit, root: root, kitFingerprint: kitFingerprint) { [events] in
      events.put($0)
    }
  }

  func run() {
    isOnScreen = Terminal.begin()
    defer { Terminal.restore() }
    // Before all else: with no input at all, there is still one verdict.
    events.put(.began)
    lookForSaves()
    lookForKeys()
    if isOnScreen { followTerminal() }
    while !isOver {
      let event = events.take()
      if case .key(" ") = event {
        watch.turn(screen.page(rows: rows))
        show()
      } else {
        for action in watch.handle(event) { carryOut(action) }
      }
    }
  }

  private func carryOut(_ action: Watch.Action) {
    switch action {
    case .judge(let name, let run, let all):
      guard let exercise = kit.exercises.first(where: { $0.name == name }) else { return }
      judge.begin(exercise, run: run, all: all)
    case .stopJudging: judge.stop()
    case .rememberHints(let name, let count): progress.keep { $0.hints[name] = count }
    case .show: show()
    case .quit:
      judge.stop()
      isOver = true
    }
  }

  // MARK: What happens

  private func lookForSaves() {
    let (kit, root, kitFingerprint, events) = (kit, root, kitFingerprint, events)
    // Before anything is shown: a save right after that is none that was there before.
    let first = kit.exercises.map { Looking(at: $0, below: root) }
    _ = spawn {
      var places = first
      while true {
        for index in places.indices {
          let exercise = places[index].exercise
          switch places[index].look(rest: { usleep(Self.rest) }) {
          case .saved:
            let kept = ProgressFile(of: kit).read().verdicts[exercise.name]
            events.put(
              .saved(
                Standing(
                  of: exercise, files: ExerciseFiles.readable(of: exercise, below: root),
                  kept: kept,
                  kitFingerprint: kitFingerprint)))
          case .vanished: events.put(.vanished(exercise.name))
          case nil: break
          }
        }
        usleep(Self.pause)
      }
    }
  }

  private func lookForKeys() {
    let (events, hasKeys) = (events, isOnScreen)
    _ = spawn {
      var bytes = [UInt8](repeating: 0, count: 64)
      while true {
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return events.put(.inputEnded) }
        // What begins with an escape and goes on is a key that means nothing here.
        guard hasKeys, bytes[0] != 0x1b || count == 1 else { continue }
        for character in String(decoding: bytes.prefix(count), as: UTF8.self) {
          events.put(.key(character))
        }
      }
    }
  }

  /// Follows the terminal's size, and gives it back while the program is stopped from the keyboard.
  private func followTerminal() {
    let queue = DispatchQueue(label: "terminal")
    let handlers: [(Int32, @Sendable () -> Void)] = [
      (SIGWINCH, { [events] in events.put(.resized) }),
      (
        SIGTSTP,
        { [events] in
          Terminal.restore()
          kill(getpid(), SIGSTOP)
          _ = Terminal.begin()
          events.put(.resized)
        }
      ),
    ]
    for (number, handler) in handlers {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler(handler: handler)
      source.resume()
      sources.append(source)
    }
  }

  // MARK: What is shown

  private var screen: WatchScreen {
    WatchScreen(watch: watch, catalogue: catalogue, layout: Terminal.layout())
  }

  private var rows: Int { Terminal.size?.rows ?? 24 }

  private func show() {
    guard isOnScreen else { return say() }
    Terminal.show(screen.lines(rows: rows))
  }

  /// Prints what has come to its end and wasn't printed before.
  private func say() {
    guard watch.run == nil else { return }
    let text = screen.text
    guard text != printed else { return }
    printed = text
    FileHandle.standardOutput.write(Data((text + "\n\n").utf8))
  }
}
