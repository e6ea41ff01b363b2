import Foundation
import Testing

@testable import grader

@Suite struct HTMLTests {
  @Test(arguments: [
    ("plain", "plain"), ("<script>", "&lt;script&gt;"), ("a & b", "a &amp; b"),
    ("\"'", "&quot;&#39;"), ("naïve", "naïve"), ("\u{1b}[31m", "␛[31m"),
    ("\u{202e}txt", "&lt;U+202E&gt;txt"), ("a\nb", "a\nb"),
  ])
  func `what is put between markup is text`(text: String, source: String) {
    let part: HTML = "<b title=\"\(text)\">\(text)</b>"
    #expect(part.source == "<b title=\"\(source)\">\(source)</b>")
  }

  @Test func `parts stay what they are`() {
    let parts: [HTML] = ["<i>\("<")</i>", "\(3)", "\(2.5)"]
    let whole: HTML = "<p>\(parts)</p>"
    #expect(whole.source == "<p><i>&lt;</i>32.5</p>")
  }

  @Test(arguments: [
    ("read `x` and `y`", "read <code>x</code> and <code>y</code>"),
    ("`a<b`", "<code>a&lt;b</code>"), ("one ` alone", "one ` alone"), ("", ""),
  ])
  func `between backticks is code`(text: String, source: String) {
    #expect(HTML.prose(text).source == source)
  }

  @Test(arguments: [true, false])
  func `the policy of a page knows its style and its script by their contents`(
    isStyle: Bool
  ) throws {
    let content = isStyle ? WebPage.style : WebPage.script
    let hash = isStyle ? WebPage.styleHash : WebPage.scriptHash
    try withFolder(["content": content]) { folder in
      let file = folder.appendingPathComponent("content").path
      // Linux has the one, macOS the other.
      let tool = try (try? Tool.find("sha256sum")) ?? Tool.find("shasum")
      let options = tool.lastPathComponent == "shasum" ? ["-a", "256"] : []
      let output = try Tool(executable: tool, arguments: options + [file], timeout: .seconds(60))
        .run().output
      let digits = Array(output.prefix(64))
      let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(digits[$0..<$0 + 2]), radix: 16)
      }
      #expect(hash == Data(bytes).base64EncodedString())
      #expect(WebPage.policy.contains("'sha256-\(hash)'"))
    }
  }

  @Test func `a page asks for nothing from elsewhere`() {
    let page = WebPage(title: "a", content: "<p>b</p>").text
    #expect(WebPage.policy.hasPrefix("default-src 'none'; "))
    for word in ["http:", "https:", "src=", "@import", "url(", "unsafe-"] {
      #expect(!page.contains(word))
    }
  }
}
