import Foundation

/// Who handed in what, from the `submission_metadata.yml` of Gradescope's "Download Submissions".
///
/// There is no public description of that file. This reads what published readers of it rely on: for each
/// folder a list `:submitters:` whose items have `:name:`, `:sid:` and `:email:`. Everything else, results
/// and history among it, is passed over.
struct GradescopeMetadata: Equatable {
  static let file = "submission_metadata.yml"

  /// The students by the name of their folder.
  private(set) var submitters: [String: [Student]] = [:]

  init(_ text: String) {
    var folder: String?
    // How far the list's own heading is moved in, while it is read.
    var list: Int?
    // How far the first key below a folder is moved in.
    var level: Int?
    for line in text.split(whereSeparator: \.isNewline) {
      let margin = line.prefix { $0 == " " }.count
      var words = line.dropFirst(margin)
      guard !words.isEmpty, words != "---", words.first != "#" else { continue }
      if margin == 0, words.first != "-" {
        folder = Self.pair(words)?.key
        (list, level) = (nil, nil)
        continue
      }
      guard let folder else { continue }
      if level == nil { level = margin }
      let isItem = words.hasPrefix("- ")
      if margin == level, !isItem {
        list = words.trimmingPrefix(":").hasPrefix("submitters:") ? margin : nil
        continue
      }
      guard list != nil else { continue }
      if isItem {
        submitters[folder, default: []].append(Student(name: ""))
        words = words.dropFirst(2).drop { $0 == " " }
      }
      guard let pair = Self.pair(words), let last = submitters[folder]?.indices.last else {
        continue
      }
      switch pair.key {
      case "name": submitters[folder]?[last].name = pair.value
      case "sid": submitters[folder]?[last].id = pair.value.isEmpty ? nil : pair.value
      case "email": submitters[folder]?[last].email = pair.value.isEmpty ? nil : pair.value
      // Whatever else there is to know of a student.
      default: break
      }
    }
  }

  /// The key and the value of `:key: value`, without colons and quotes.
  private static func pair(_ words: Substring) -> (key: String, value: String)? {
    let words = words.trimmingPrefix(":")
    guard let colon = words.firstIndex(of: ":") else { return nil }
    let value = words[words.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    return (
      unquoted(String(words[..<colon])), value == "null" || value == "~" ? "" : unquoted(value)
    )
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, let quote = text.first, quote == text.last else { return text }
    switch quote {
    case "'": return String(text.dropFirst().dropLast()).replacing("''", with: "'")
    case "\"":
      return unescaped(text.dropFirst().dropLast())
    // Any other character is the text's own.
    default: return text
    }
  }

  /// What stands for a quote, a backslash, or a letter by its number.
  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing(/\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))/) { match in
      if let digits = match.1 ?? match.2, let number = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(number)
      {
        return String(Character(scalar))
      }
      return match.3.map(String.init) ?? ""
    }
  }
}
