/// What happened on some lanes, as a drawing.
struct LanePicture {
  /// A stretch on a lane.
  struct Box {
    let lane: Int
    let start: Double
    let end: Double
    let label: String
    let isMarked: Bool
  }

  /// What it shows, for those who don't see it.
  let what: String
  /// What the numbers on its axis are; nil if it has none.
  let unit: String?
  let names: [String]
  let boxes: [Box]

  private static let margin = 150.0
  private static let width = 900.0
  private static let lane = 22.0
  /// At most so wide is a letter of a label.
  private static let letter = 7.5
  /// A box is at most so wide where each stands for a step.
  private static let widest = 60.0

  private var end: Double { max(boxes.map(\.end).max() ?? 0, 1e-9) }

  private var scale: Double {
    let room = (Self.width - Self.margin) / end
    return unit == nil ? min(room, Self.widest) : room
  }

  var html: HTML {
    let height = Self.lane * Double(names.count) + (unit == nil ? 4 : 20)
    return """
      <svg viewBox="0 0 \(Self.width + 4) \(height)" role="img" aria-label="\(what)">
      \(names.enumerated().map(line))\(boxes.map(box))\(axis)</svg>
      """
  }

  private func line(_ index: Int, _ name: String) -> HTML {
    let middle = Self.lane * (Double(index) + 0.5)
    return """
      <text x="0" y="\(middle + 4)">\(String(name.prefix(22)))</text>\
      <line class="axis" x1="\(Self.margin)" x2="\(Self.width)" y1="\(middle)" y2="\(middle)"/>

      """
  }

  private func box(_ box: Box) -> HTML {
    let (left, top) = (Self.margin + box.start * scale, Self.lane * Double(box.lane) + 3)
    let width = max((box.end - box.start) * scale - 1, 0.5)
    let title: HTML = box.label.isEmpty ? .nothing : "<title>\(box.label)</title>"
    let hasRoom = !box.label.isEmpty && width > Self.letter * Double(box.label.count + 1)
    let text: HTML = "<text class=\"in\" x=\"\(left + 4)\" y=\"\(top + 12)\">\(box.label)</text>"
    return """
      <rect class="step\(box.isMarked ? " marked" : "")" x="\(left)" y="\(top)" width="\(width)" \
      height="\(Self.lane - 6)">\(title)</rect>\(hasRoom ? text : .nothing)

      """
  }

  private var axis: HTML {
    guard let unit else { return .nothing }
    let bottom = Self.lane * Double(names.count) + 14
    return """
      <text x="\(Self.margin)" y="\(bottom)">0</text>\
      <text x="\(Self.width)" y="\(bottom)" text-anchor="end">\(end) \(unit)</text>

      """
  }
}
