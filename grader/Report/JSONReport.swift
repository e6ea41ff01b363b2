import Foundation

/// Anything encodable as JSON, with its keys in a fixed order.
struct JSONReport<Content: Encodable>: Report {
  let name = "json"

  func text(of content: Content) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(content), as: UTF8.self) + "\n"
  }
}
