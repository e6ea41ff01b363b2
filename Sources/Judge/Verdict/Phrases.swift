import Foundation

/// The first few of many items, and how many there are in all.
func list(_ first: [some CustomStringConvertible], of count: Int) -> String {
  let shown = first.prefix(6).map { shortened("\($0)", to: 80) }.joined(separator: ", ")
  return count > min(first.count, 6) ? "\(shown), ... (\(count) in all)" : shown
}

/// Items with their middle left out when there are many.
func list(_ items: [some CustomStringConvertible]) -> String {
  guard !items.isEmpty else { return "nothing" }
  return shortened(items.map { "\"\($0)\"" }.joined(separator: ", "), to: 200)
}

/// A text of at most `limit` characters, cut in its middle.
public func shortened(_ text: String, to limit: Int) -> String {
  guard text.count > limit else { return text }
  let half = (limit - 5) / 2
  return "\(text.prefix(half)) ... \(text.suffix(half))"
}

/// The end of what a program printed, or nothing if it printed nothing.
func quoted(_ printed: String) -> String {
  let text = printed.trimmingCharacters(in: .whitespacesAndNewlines)
  return text.isEmpty ? "" : " It printed: \(shortened(text, to: 400))"
}

/// A size in MB of 1,048,576 bytes.
func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }

/// A number with two places.
func decimal(_ number: Double) -> String { String(format: "%.2f", number) }

/// What a Dispatch queue that runs several pieces of work at once has to do with their number.
func sharedPool(_ queue: String) -> (seen: String, why: String) {
  guard !queue.isEmpty else { return ("", "") }
  return (
    " They ran on the Dispatch queue \"\(queue)\".",
    """
     Concurrent queues, `concurrentPerform` and `OperationQueue` all take their threads from \
    Dispatch's one shared pool. On Linux it has about as many threads as the machine has cores and \
    adds one a second at most: enough for computing, too few for waiting.
    """
  )
}
