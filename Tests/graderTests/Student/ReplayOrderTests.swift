import Foundation
import Testing

@testable import grader

@Suite struct ReplayOrderTests {
  private static let token = Data(#"{"exercise":"Ropes","request":null,"turns":[[0,1]]}"#.utf8)
    .base64EncodedString()
  private static let older = Data(#"{"request":null,"turns":[[0,1]]}"#.utf8).base64EncodedString()
  private static let kept = KeptOrder(
    number: 3, token: token, told: "one pulls", marks: [2], root: "/class")

  @Test func `an order has a number, or a token`() throws {
    #expect(try order("3").kept == Self.kept)
    #expect(try order(Self.token).kept == Self.kept)
    #expect(try order(Self.token, known: []).kept == nil)
    #expect(try order(Self.older).steps != nil)
  }

  @Test func `a token of another exercise is refused`() throws {
    #expect(throws: UsageError("that is a token of Ropes, not of Mills")) {
      try order(Self.token, of: "02-Mills", known: [])
    }
  }

  @Test(arguments: [
    ("4", "no order of steps of Ropes is kept under 4; there is 3"),
    ("x", "'x' is neither the number of an order of steps nor a token; "),
    ("", "'' is neither the number of an order of steps nor a token; "),
  ])
  func `what is neither is refused`(word: String, sentence: String) throws {
    let error = #expect(throws: UsageError.self) { try order(word) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(String(describing: error))")
  }

  @Test func `where none was told, it is said what tells one`() throws {
    let error = #expect(throws: UsageError.self) { try order("1", known: []) }
    #expect(error?.description.hasSuffix("'grader check Ropes' tells one if it finds one") == true)
  }

  private func order(
    _ word: String, of folder: String = "01-Ropes", known: [KeptOrder] = [Self.kept]
  ) throws -> ReplayCommand.Order {
    try ReplayCommand.order(word, of: exercise(folder), known: known)
  }
}
