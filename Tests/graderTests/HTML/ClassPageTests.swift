import Foundation
import Judge
import Testing

@testable import grader

@Suite struct ClassPageTests {
  private static let ropes = ExerciseResult(
    name: "Ropes",
    checks: [
      verdict("it pulls", points: 3), verdict("it holds", .failed, diagnosis: "deadlock"),
      verdict("it lifts", .notReached),
    ])

  private static let graded = GradedClass(
    exercises: ["Ropes"],
    rows: [
      GradedClass.Row(
        name: "a b/ü", document: Document(root: "/class/a", exercises: [ropes]),
        student: Student(name: "Ada")),
      GradedClass.Row(name: "notes.txt", document: nil, remarks: [.notASubmission]),
    ])

  @Test func `each student has a row with a sign for each check, and a way to the own page`() {
    let text = ClassPage().text(of: Self.graded)
    #expect(
      text.contains(
        """
        <tr><th class="who" scope="row"><a href="submissions/a%20b%2F%C3%BC.html">Ada</a></th>\
        <td class="sum">3</td><td class="sum">60</td><td class="sum"></td>\
        <td class=p>✓<td class=f title="deadlock">✗<td class=r title="not reached">–</tr>
        """))
    #expect(
      text.contains(
        """
        <tr><th class="who" scope="row">notes.txt</th><td class="sum"></td><td class="sum"></td>\
        <td class="sum"><a href="#doubts">look</a></td><td><td><td></tr>
        """))
    #expect(
      text.contains(
        """
        <th scope="col" data-column="5" data-check="Ropes 2, it holds" title="Ropes 2, it holds" \
        data-anchor="Ropes-2">2</th>
        """))
  }

  @Test func `it tells what is frequent, and what somebody should look at`() {
    let text = ClassPage().text(of: Self.graded)
    #expect(text.contains("1 graded. Of what there is to earn they have 60% on average"))
    #expect(text.contains("<a href=\"#doubts\">1 with a doubt to look at.</a>"))
    #expect(text.contains("<tr><th scope=\"row\">deadlock</th><td>1</td>"))
    #expect(text.contains("<tr><th scope=\"row\">Ropes: it pulls</th><td>1</td><td>1</td>"))
    #expect(text.contains("<li>notes.txt: \(Remark.notASubmission.text.prefix(10))"))
  }

  @Test func `a class in which nothing is graded says so`() {
    #expect(
      ClassPage().text(of: GradedClass(exercises: ["Ropes"], rows: []))
        .contains("<p class=\"big\">Nothing is graded. No doubts.</p>"))
  }

  @Test func `its page is the one that opens by itself, beside those of the submissions`() throws {
    try withFolder { folder in
      let submissions = folder.appendingPathComponent("submissions")
      try FileManager.default.createDirectory(at: submissions, withIntermediateDirectories: true)
      let row = GradedClass.Row(
        name: "ada", document: Document(root: "/class/ada", exercises: [Self.ropes]))
      _ = try Outlets(formats: [], rubric: nil, exercises: []).write(
        GradedClass(exercises: ["Ropes"], rows: [row]), in: folder
      ) { _ in }
      for file in ["index.html", "submissions/ada.html"] {
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        #expect(text.hasPrefix("<!DOCTYPE html>") && text.hasSuffix("</html>\n"))
      }
    }
  }
}
