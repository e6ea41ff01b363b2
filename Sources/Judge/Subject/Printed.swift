import Foundation
import Wire

/// What a process printed: the beginning and the end of it, and how much it was.
public struct Printed: Sendable, Equatable {
  /// How many bytes are kept of the beginning, and as many of the end.
  static let kept = 4096

  /// How many bytes were printed in all.
  public private(set) var total = 0
  private var head = Data()
  private var tail = Data()

  /// Takes more of the output.
  mutating func append(_ bytes: Data) {
    total += bytes.count
    let room = Self.kept - head.count
    head.append(bytes.prefix(room))
    tail.append(bytes.dropFirst(room))
    if tail.count > Self.kept { tail = Data(tail.suffix(Self.kept)) }
  }

  /// The output as text, with a note where its middle was left out.
  ///
  /// Its control characters can be seen, and the calls of a crash, which are the system's and the
  /// library's, aren't told.
  public var text: String { visible(withoutCalls(CrashNote.split(all).rest)) }

  /// The calls in which the process crashed, innermost first, if it could still tell them.
  var crash: [Int] { CrashNote.split(all).calls }

  private var all: String {
    let left = total - head.count - tail.count
    guard left > 0 else { return String(decoding: head + tail, as: UTF8.self) }
    let gap = "\n[... \(left) bytes left out ...]\n"
    return String(decoding: head, as: UTF8.self) + gap + String(decoding: tail, as: UTF8.self)
  }
}

/// What was printed without the list of calls that Swift's library prints when it crashes.
private func withoutCalls(_ output: String) -> String {
  guard output.contains(heading) else { return output }
  var isInList = false
  return output.split(omittingEmptySubsequences: false) { $0 == "\n" }.filter { line in
    let isCall = line.prefixMatch(of: /\d+ +\S.* 0x[0-9a-f]{8,}\b/) != nil
    isInList = line == heading || isInList && isCall
    return !isInList
  }.joined(separator: "\n")
}

/// The line above that list.
private let heading = "Current stack trace:"
