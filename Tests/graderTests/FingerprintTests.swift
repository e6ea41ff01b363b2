import Foundation
import Testing

@testable import grader

@Suite struct FingerprintTests {
  @Test func `the same files and the same kit have the same fingerprint`() throws {
    try withFolder(["Ropes.swift": "let a = 1\n", "Knots.swift": ""]) { folder in
      let first = fingerprint(folder, ["Ropes.swift", "Knots.swift"])
      #expect(fingerprint(folder, ["Ropes.swift", "Knots.swift"]) == first)
      try write("let a = 1\n", to: "Ropes.swift", in: folder)
      try write("not one of them", to: "Mills.swift", in: folder)
      #expect(fingerprint(folder, ["Ropes.swift", "Knots.swift"]) == first)
    }
  }

  @Test(arguments: ["let a = 2\n", "let a = 1", "let a = 1\r\n", "", "let a = 1\n\0"])
  func `another byte makes another fingerprint`(text: String) throws {
    try withFolder(["Ropes.swift": "let a = 1\n"]) { folder in
      let first = fingerprint(folder, ["Ropes.swift"])
      try write(text, to: "Ropes.swift", in: folder)
      #expect(fingerprint(folder, ["Ropes.swift"]) != first)
    }
  }

  @Test func `another name makes another fingerprint`() throws {
    try withFolder(["Ropes.swift": "x", "Mills.swift": "x", "Ropes/Ropes.swift": "x"]) { folder in
      let ropes = fingerprint(folder, ["Ropes.swift"])
      #expect(fingerprint(folder, ["Mills.swift"]) != ropes)
      // The same file elsewhere is the same: a class that is moved isn't graded anew.
      #expect(fingerprint(folder, ["Ropes/Ropes.swift"]) == ropes)
    }
  }

  @Test func `a file more or less makes another fingerprint, even an empty one`() throws {
    try withFolder(["Ropes.swift": "x", "Knots.swift": ""]) { folder in
      let all = [[], ["Ropes.swift"], ["Ropes.swift", "Knots.swift"]].map {
        fingerprint(folder, $0)
      }
      #expect(Set(all).count == 3)
    }
  }

  @Test func `another kit makes another fingerprint`() throws {
    try withFolder(["Ropes.swift": "x"]) { folder in
      let all = ["", "kit 1", "kit 2"].map { fingerprint(folder, ["Ropes.swift"], kit: $0) }
      #expect(Set(all).count == 3)
    }
  }

  @Test func `bytes that aren't text count as well`() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("Ropes.swift")
      let all = try ["/w==", "/g==", "//4="].map { base64 in
        try Data(base64Encoded: base64)?.write(to: file)
        return fingerprint(folder, ["Ropes.swift"])
      }
      #expect(Set(all).count == 3)
    }
  }

  private func fingerprint(_ folder: URL, _ names: [String], kit: String = "kit") -> String {
    Fingerprint.of(names.map(folder.appendingPathComponent), kit: kit)
  }
}
