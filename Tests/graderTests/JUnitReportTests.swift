import Foundation
import Judge
import Testing

@testable import grader

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct JUnitReportTests {
  @Test func `an XML parser finds each check once, with one reason if it didn't pass`() throws {
    let cases = try cases(OutletSamples.mixed())
    #expect(
      cases.map(\.name) == [
        "it pulls", "it holds <&>", "it lifts", "it is quick", "it turns", "it holds",
      ])
    #expect(
      cases.map(\.exercise) == ["Ropes", "Ropes", "Ropes", "Ropes", "Windmills", "Knots"])
    #expect(
      cases.map { $0.inside.map(\.element) } == [
        [], ["failure"], ["skipped"], ["skipped"], ["failure"], ["skipped"],
      ])
    #expect(cases.map(\.file).last == "Exercises/03-Knots/Knots.swift")
  }

  @Test func `texts come back as they were, but for control characters, which are pictures`() throws
  {
    let failure = try #require(cases(OutletSamples.mixed())[1].inside.first)
    #expect(failure.attributes["type"] == "deadlock")
    #expect(
      failure.attributes["message"]?.hasPrefix("a <b> & \"c\" 'd' ]]> ␛[31m␀ 100%, x: y") == true)
    #expect(
      failure.text.contains("a <b> & \"c\" 'd' ]]> ␛[31m␀ 100%, x: y␍\nsecond line\ttab \u{FFFD}"))
    #expect(failure.text.contains("The code printed:\n␇a <b>"))
  }

  @Test func `what wasn't started, reached or measured says why it was skipped`() throws {
    let skipped = try cases(OutletSamples.mixed()).compactMap { one in
      one.inside.first { $0.element == "skipped" }?.attributes["message"]
    }
    #expect(
      skipped == [
        "Not reached: no rope.", "Not measured: one core.", "There is no file Knots.swift.",
      ])
  }

  @Test func `what doesn't compile fails in each of its checks, with the compiler's words`() throws
  {
    let failure = try #require(cases(OutletSamples.mixed())[4].inside.first)
    #expect(failure.attributes["type"] == "didNotCompile")
    #expect(failure.text == "Windmills.swift:3: error: no & such")
  }

  @Test func `suites and the whole count their cases`() throws {
    let (counts, _) = try parsed(OutletSamples.mixed())
    #expect(counts["testsuites"]?.first?["tests"] == "6")
    #expect(counts["testsuites"]?.first?["failures"] == "2")
    #expect(counts["testsuites"]?.first?["skipped"] == "3")
    #expect(counts["testsuites"]?.first?["errors"] == "0")
    #expect(counts["testsuite"]?.map { $0["tests"] } == ["4", "1", "1"])
  }

  @Test func `a failure of the kit is an error, not a failure`() throws {
    let document = Document(
      root: "/class/ada",
      exercises: [
        ExerciseResult(
          name: "Ropes", checks: [verdict("it pulls", .judgeError, message: "no disk")])
      ])
    let one = try #require(cases(OutletSamples.submission(document)).first)
    #expect(one.inside.map(\.element) == ["error"])
    #expect(one.inside.map(\.text) == ["no disk"])
  }

  private struct Case {
    let name: String
    let exercise: String
    let file: String
    var inside: [(element: String, attributes: [String: String], text: String)] = []
  }

  private func cases(_ submission: GradedSubmission) throws -> [Case] {
    try parsed(submission).cases
  }

  private func parsed(
    _ submission: GradedSubmission
  ) throws -> (counts: [String: [[String: String]]], cases: [Case]) {
    let reader = Reader()
    let parser = XMLParser(data: Data(JUnitReport().text(of: submission).utf8))
    parser.delegate = reader
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
    return (reader.counts, reader.cases)
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: [[String: String]]] = [:]
    var cases: [Case] = []

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      switch element {
      case "testsuites", "testsuite": counts[element, default: []].append(attributes)
      case "testcase":
        cases.append(
          Case(
            name: attributes["name"] ?? "", exercise: attributes["classname"] ?? "",
            file: attributes["file"] ?? ""))
      // Whatever stands in a case.
      default:
        cases[cases.count - 1].inside.append((element, attributes, ""))
        isInside = true
      }
    }

    private var isInside = false

    func parser(
      _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
      qualifiedName: String?
    ) { isInside = false }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      guard isInside, let one = cases.indices.last, let last = cases[one].inside.indices.last
      else { return }
      cases[one].inside[last].text += text
    }
  }
}
