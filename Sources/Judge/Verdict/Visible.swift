/// Text whose control characters can be seen and do nothing: a terminal acts on them, and some turn the
/// order of letters around.
///
/// Ends of lines and tabulators stay.
public func visible(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
    switch (scalar.value, scalar.properties.generalCategory) {
    case (0x09, _), (0x0a, _): result.append(scalar)
    // Unicode has pictures of the first 32 and of DEL.
    case (..<0x20, _): result.append(Unicode.Scalar(scalar.value + 0x2400) ?? scalar)
    case (0x7f, _): result.append("\u{2421}")
    case (_, .control), (0x202a...0x202e, _), (0x2066...0x2069, _):
      result.append(
        contentsOf: "<U+\(String(scalar.value, radix: 16, uppercase: true))>".unicodeScalars)
    // Every other character is just that.
    default: result.append(scalar)
    }
  }
  return String(result)
}
