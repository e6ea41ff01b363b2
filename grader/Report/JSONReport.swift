import Foundation

/// Anything encodable as JSON, with its keys in a fixed order.
struct JSONReport<Content: Encodable>: Report {
  let name = "json"
  /// How the names of members are written.
  var keys = JSONEncoder.KeyEncodingStrategy.useDefaultKeys

  func text(of content: Content) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = keys
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(content), as: UTF8.self) + "\n"
  }
}
