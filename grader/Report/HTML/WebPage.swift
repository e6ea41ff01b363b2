/// One file with all that it needs: no network, and no script but its own.
struct WebPage {
  let title: String
  let content: HTML

  /// The whole file.
  var text: String {
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTML(stringLiteral: Self.policy))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>\(HTML(stringLiteral: Self.style))</style>
      </head>
      <body>
      <main>
      \(content)
      </main>
      <script>\(HTML(stringLiteral: Self.script))</script>
      </body>
      </html>

      """
    return page.source
  }

  /// What a browser lets the page do: it has one style and one script, known by their contents.
  ///
  /// Should markup of somebody else's get in all the same, it can neither run nor load anything.
  static let policy = """
    default-src 'none'; style-src 'sha256-\(styleHash)'; script-src 'sha256-\(scriptHash)'; \
    base-uri 'none'; form-action 'none'
    """

  /// The SHA-256 of the style and of the script, in base64; a test says what they must be.
  static let styleHash = "IiqcR7BTIdOoqDh8QcTU9sufD3y8fCQG6eb7ytNLIDU="
  static let scriptHash = "QAWFFb+NiPcvbmkT/AOjyNem9d06Aw4R2eG+FED0l8U="
}
