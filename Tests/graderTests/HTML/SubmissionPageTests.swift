import Foundation
import Judge
import Testing
import Wire

@testable import grader

@Suite struct SubmissionPageTests {
  private func page(of checks: [Verdict], message: String? = nil) throws -> String {
    let result = ExerciseResult(name: "Ropes", checks: checks, message: message)
    return SubmissionPage().text(of: try PageSamples.submission([result]))
  }

  @Test func `a page has every check with its verdict, its points and what was printed`() throws {
    let text = try page(
      of: [
        verdict("it pulls", points: 3),
        verdict(
          "it holds", .failed, points: 2, diagnosis: "deadlock", message: "all slept", printed: "a"),
        verdict("it rests", .failed, points: 1, diagnosis: "busyWait", message: "busy"),
      ],
      message: "2 files are named Ropes.swift")
    #expect(text.contains("<title>ada</title>"))
    #expect(text.contains("<p class=\"big\">3 of 6 points</p>"))
    #expect(text.contains("<pre>2 files are named Ropes.swift</pre>"))
    #expect(text.contains("<h3 id=\"Ropes-1-name\">1. it pulls</h3>"))
    #expect(text.contains("</span> deadlock</span>\n<h3 id=\"Ropes-2-name\">2. it holds</h3>"))
    #expect(text.contains("<p class=\"told\">all slept</p>\n<p>The code printed:</p>\n<pre>a<"))
    #expect(text.components(separatedBy: "Mend this one first.").count == 2)
    #expect(text.contains("<article class=\"check first\" id=\"Ropes-2\""))
  }

  @Test func `an order of steps is a table with the source beside it, and not told twice`() throws {
    let text = try page(of: [
      verdict(
        "it counts", .failed, diagnosis: "lostUpdate", message: PageSamples.orderMessage,
        evidence: PageSamples.order)
    ])
    #expect(!text.contains("This is order"))
    #expect(text.contains("<p>Order 7 of those that were tried:</p>"))
    #expect(text.contains("<p class=\"told\">count: one was lost.</p>"))
    #expect(text.contains("To see it again: swift run grader replay Ropes abc\n"))
    #expect(text.contains("What keeps <code>others</code> out?"))
    // The caller has no steps, so it has no column.
    #expect(!text.contains("the caller"))
    #expect(
      text.contains(
        """
        <tr class="at marked" data-line="2"><th scope="row">▶ 2</th><td>reads value 1: 0</td><td></td>\
        <td class="code">Ropes.swift:10</td></tr>
        """))
    // What the code calls it, and no other number that begins alike.
    #expect(text.contains("<td>takes lock <code>door</code></td><td></td>"))
    #expect(text.contains("<td></td><td>writes value 12: 1</td>"))
    #expect(text.contains("Then nobody can go on:</td></tr>\n<tr class=\"at marked\""))
    #expect(text.contains("... 2 further steps ..."))
    #expect(
      text.contains(
        """
        <tr data-line="0"><th scope="row" class="code">Ropes.swift:3</th>\
        <td class="code">let door = Lock()</td></tr>
        <tr data-line="1"><th scope="row" class="code">9</th>
        """))
    #expect(text.components(separatedBy: "<rect class=\"step").count == 5)
  }

  @Test func `a message in which the order isn't found is told whole`() throws {
    let text = try page(of: [
      verdict(
        "it counts", .failed, diagnosis: "lostUpdate", message: "in other words",
        evidence: PageSamples.order)
    ])
    #expect(text.contains("<p class=\"told\">in other words</p>"))
    #expect(text.contains("<p>Order 7"))
  }

  @Test func `an order with numbers that are none of its own is drawn as far as it goes`() throws {
    guard case .object(var members) = PageSamples.order["history"] else { return }
    members["columns"] = []
    members["marks"] = [.int(.max), .int(.min), -3]
    members["waits"] = .int(.min)
    members["stepsLeftOut"] = .int(.max)
    members["rows"] = [PageSamples.step(.max, "a", .max, ""), PageSamples.step(.min, "b", -1, "")]
    let text = try page(of: [
      verdict(
        "it counts", .failed, diagnosis: "lostUpdate", message: "m",
        evidence: ["history": .object(members)])
    ])
    #expect(text.contains("<td>a</td>"))
  }

  @Test func `rounds are drawn, and told in numbers`() throws {
    let text = try page(of: [
      verdict(
        "it is fast", .failed, diagnosis: "tooSlow", message: "slow", evidence: PageSamples.rounds)
    ])
    #expect(text.contains("aria-label=\"Speedups of 2 rounds; this code has the median 1.5\""))
    #expect(text.components(separatedBy: "<circle").count == 2)
    #expect(text.contains("<line class=\"needed\""))
    #expect(
      text.contains(
        "<tr><th scope=\"row\">1</th><td>1.2</td><td>–</td><td>–</td><td>no</td></tr>\n"))
    #expect(
      text.contains(
        "<tr><th scope=\"row\">2</th><td>2</td><td>1.5</td><td>2</td><td>yes</td></tr>\n"))
  }

  @Test func `work is drawn on a lane for each thread, and on more where it shares one`() throws {
    var check = verdict("it holds", .failed, diagnosis: "sequential", message: "m")
    check.work = try PageSamples.work.decoded(as: WorkTimes.self)
    let text = try page(of: [check])
    #expect(text.contains("<details class=\"picture\" open>"))
    #expect(text.components(separatedBy: ">thread 1</text>").count == 3)
    #expect(text.components(separatedBy: ">thread 2</text>").count == 2)
    #expect(text.contains("<title>/a</title></rect><text class=\"in\""))
    #expect(text.components(separatedBy: "<rect class=\"step marked\"").count == 2)
    #expect(
      text.contains(
        "<tr><th scope=\"row\">fetch /b</th><td>1</td><td>2</td><td>still under way</td></tr>"))
    #expect(text.contains(" 7 more came later."))
    check = verdict("it holds")
    check.work = try PageSamples.work.decoded(as: WorkTimes.self)
    #expect(try page(of: [check]).contains("<details class=\"picture\"><summary>"))
  }

  @Test func `of code that doesn't compile there is what the compiler said, and no checks`() throws
  {
    let result = ExerciseResult(
      name: "Ropes", status: .didNotCompile, plan: [verdict("it pulls")], message: "error: a < b")
    let text = SubmissionPage().text(of: try PageSamples.submission([result]))
    #expect(text.contains("<pre>error: a &lt; b</pre>"))
    #expect(!text.contains("it pulls"))
  }
}
