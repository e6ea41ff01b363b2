/// Pieces that several pages have.
extension HTML {
  /// A bar that is as long as its part of the whole, for those who see it; its number stands beside it.
  static func bar(_ part: Int, of whole: Int) -> HTML {
    let width = 100 * Double(part) / Double(max(whole, 1))
    return """
      <svg aria-hidden="true" width="100" height="12"><rect class="back" width="100" height="12"/>\
      <rect class="bar" width="\(width)" height="12"/></svg>
      """
  }

  /// A table's row.
  static func row(heading: HTML, _ cells: HTML...) -> HTML {
    "<tr><th scope=\"row\">\(heading)</th>\(cells.map { "<td>\($0)</td>" as HTML })</tr>\n"
  }

  /// A table with a heading above each column.
  static func table(_ caption: HTML, headings: [HTML], _ rows: [HTML]) -> HTML {
    """
    <div class="wide" tabindex="0" role="group" aria-label="\(caption)"><table><caption>\(caption)</caption>
    <thead><tr>\(headings.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
    <tbody>
    \(rows)</tbody></table></div>

    """
  }
}
