import Foundation

/// The exercises by what they may be called: their number, name or folder in any case, the beginning of
/// a name that is no other's, or the path of a folder or file of theirs.
///
/// Every command looks names up here.
struct Naming {
  let exercises: [KitExercise]

  /// The exercise that is called so.
  ///
  /// - Throws: `UsageError` if there is none, or if it may be several.
  func exercise(_ called: String) throws(UsageError) -> KitExercise {
    let found = candidates(called)
    if found.count == 1 { return found[0] }
    guard found.isEmpty else {
      throw UsageError(
        "'\(called)' may be \(inARow(found.map(\.name), "or")); write more of the name")
    }
    let hint =
      nearest(to: called, among: exercises.map(\.name)).map { "did you mean '\($0)'?" }
      ?? "there are \(listed)"
    throw UsageError("there is no exercise '\(called)'; \(hint)")
  }

  /// Whether it may be meant for one exercise or several.
  func isExercise(_ called: String) -> Bool { !candidates(called).isEmpty }

  /// The exercises with their numbers.
  var listed: String { exercises.map { "\($0.number) \($0.name)" }.joined(separator: ", ") }

  private func candidates(_ called: String) -> [KitExercise] {
    let word = Self.word(of: called)
    guard !word.isEmpty else { return [] }
    if word.allSatisfy(\.isASCIIDigit) {
      return exercises.filter { Int($0.number) == Int(word) }
    }
    let exact = exercises.filter { [$0.name.lowercased(), $0.folder.lowercased()].contains(word) }
    // A path names a whole file or folder.
    guard exact.isEmpty, !called.contains("/") else { return exact }
    return exercises.filter { $0.name.lowercased().hasPrefix(word) }
  }

  /// The part of a path that says which exercise it is, such as `urldownloader` of
  /// `Exercises/04-URLDownloader/URLDownloader.swift`; of anything else, all of it.
  private static func word(of called: String) -> String {
    var parts = called.split(separator: "/").map { $0.lowercased() }
    if parts.count > 1, parts.last == "readme.md" { parts.removeLast() }
    let last = parts.last ?? ""
    return last.hasSuffix(".swift") ? String(last.dropLast(6)) : last
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

/// The word that is most like another, as long as half of the other is in it; nil if none is.
func nearest(to word: String, among words: [String]) -> String? {
  let changes = words.map { ($0, $0.lowercased().difference(from: word.lowercased()).count) }
  return changes.filter { $0.1 <= word.count / 2 }.min { $0.1 < $1.1 }?.0
}
