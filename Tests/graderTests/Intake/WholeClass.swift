import Foundation
import Judge

@testable import grader

/// A class of many kinds of entries, as learning systems and students leave them.
struct WholeClass {
  /// An entry and what is expected of it.
  struct Expected {
    let identifier: String
    var student = ""
    /// The file that is graded for Ropes; nil for none.
    let main: String?
    var kinds: Set<Remark.Kind> = []
    var isLate = false
  }

  /// What lies in the class's folder, by the bytes of its path.
  private(set) var files: [(path: [UInt8], bytes: Data)] = []
  private(set) var expected: [Expected] = []
  let strays = ["Ropes.swift", "notes.txt"]

  init() {
    addFolders()
    addNames()
    addArchives()
    addSystems()
    add("Ropes.swift", code(1))
    add("notes.txt", "see you")
    add(
      GradescopeMetadata.file,
      """
      submission_1:
        :submitters:
        - :name: Grace Hopper
          :sid: '200'
        - :name: Alan Turing
          :sid: '201'
      submission_2:
        :submitters:
        - :name: 'Barbara Liskov'
          :sid: '202'
          :email: liskov@example.edu
      """)
  }

  private mutating func add(_ path: String, _ text: String) {
    files.append((Array(path.utf8), Data(text.utf8)))
  }

  private mutating func add(_ path: String, archive: Data) {
    files.append((Array(path.utf8), archive))
  }

  /// A folder with these files, of which one is expected to be taken.
  private mutating func folder(
    _ name: String, _ texts: [String: String], _ main: String?, _ kinds: Set<Remark.Kind> = []
  ) {
    for (path, text) in texts { add("\(name)/\(path)", text) }
    expected.append(Expected(identifier: name, student: name, main: main, kinds: kinds))
  }

  private mutating func addFolders() {
    let kit = [
      "Exercises/04-Ropes/Ropes.swift": Sample.stub,
      "Solutions/04-Ropes/Ropes.swift": Sample.solution,
      "Package.swift": "", "Sources/Kit/Kit.swift": "",
    ]
    folder("anna", ["Ropes.swift": code(1)], "Ropes.swift")
    folder("deep", ["a/b c/d/Ropes.swift": code(1)], "a/b c/d/Ropes.swift")
    folder(
      "both", ["04-Ropes/Ropes.swift": code(1), "05-Sails/Sails.swift": code(2)],
      "04-Ropes/Ropes.swift")
    folder("untouched", ["Ropes.swift": Sample.stub], nil, [.untouched])
    folder(
      "beside", ["Exercises/04-Ropes/Ropes.swift": Sample.stub, "mine/Ropes.swift": code(1)],
      "mine/Ropes.swift", [.changedBeforeUntouched])
    folder("clone", kit, nil, [.untouched, .solutionsFolder])
    folder(
      "clone begun", kit.merging(["Exercises/04-Ropes/Ropes.swift": code(1)]) { _, new in new },
      "Exercises/04-Ropes/Ropes.swift", [.solutionsFolder])
    folder("copied", ["Ropes.swift": Sample.solution], nil, [.kitSolution])
    folder("short", ["Ropes.swift": Sample.shortSolution], "Ropes.swift", [.likeKitSolution])
    folder(
      "again", ["Ropes.swift": code(1), "Ropes (1).swift": code(2)], "Ropes (1).swift",
      [.newestAttempt])
    folder(
      "tries", ["attempt1/Ropes.swift": code(1), "attempt2/Ropes.swift": code(2)],
      "attempt2/Ropes.swift", [.newestAttempt])
    folder("small", ["ropes.swift": code(1)], "ropes.swift", [.nearlyNamed])
    folder("text", ["Ropes.swift.txt": code(1)], "Ropes.swift.txt", [.nearlyNamed])
    folder("typo", ["Ropse.swift": code(1)], "Ropse.swift", [.nearlyNamed])
    folder("typos", ["Ropse.swift": code(1), "Rope.swift": code(2)], nil, [.nearNamesNotTaken])
    folder(
      "guess", ["a/Ropes.swift": code(1), "old/Ropes.swift": code(2)], "a/Ropes.swift",
      [.severalFiles])
    folder(
      "team", ["eve/Ropes.swift": code(1), "fin/Ropes.swift": code(2)], "eve/Ropes.swift",
      [.severalFiles, .severalStudents])
    folder(
      "helper", ["Ropes.swift": code(1), "Help.swift": code(2)], "Ropes.swift", [.filesNotRead])
    folder("main", ["Ropes.swift": code(1) + "@main struct M {}"], "Ropes.swift", [.hasMain])
    folder("python", ["ropes.py": "pull()"], nil, [.nothingFound])
    folder("built", [".build/x/Ropes.swift": code(1), "b/Ropes.swift": code(2)], "b/Ropes.swift")
    add("inner/hand-in.zip", archive: zipped([Packed("x/Ropes.swift", code(1))]))
    expected.append(
      Expected(
        identifier: "inner", student: "inner", main: "hand-in/x/Ropes.swift",
        kinds: [.archiveInside]))
    let deeper = zipped([Packed("b.zip", archive: zipped([Packed("Ropes.swift", code(1))]))])
    add("inner twice/a.zip", archive: deeper)
    expected.append(
      Expected(
        identifier: "inner twice", student: "inner twice", main: nil,
        kinds: [.archiveInside, .archiveNotUnpacked, .nothingFound]))
    folder(
      "inner torn", ["a.zip": "no archive", "Ropes.swift": code(1)], "Ropes.swift",
      [.archiveNotUnpacked])
  }

  /// Folders whose names are the difficulty.
  private mutating func addNames() {
    let plain = [
      "Lovelace, Ada", "say \"a\"", "it's", "=1+1", "+1", "@cmd", "-rf", "a | b", "a;b", "李明",
      "Дмитрий", "مريم", "🙂", "# title", "<b>", "100%", "space ",
    ]
    for name in plain { folder(name, ["Ropes.swift": code(1)], "Ropes.swift") }
    for (name, identifier) in [("new\nline", "new%Aline"), ("tab\there", "tab%9here")] {
      add("\(name)/Ropes.swift", code(1))
      expected.append(Expected(identifier: identifier, student: name, main: "Ropes.swift"))
    }
    // Names that a system tells apart and others don't may be one student's. The second two are the same
    // to Swift.
    let twice = [
      ("ADA", "ADA"), ("ada", "ada (2)"), ("zoe\u{301}", "zoe\u{301}"),
      ("zo\u{e9}", "zo\u{e9} (2)"),
    ]
    for (name, identifier) in twice {
      add("\(name)/Ropes.swift", code(1))
      expected.append(
        Expected(
          identifier: identifier, student: name, main: "Ropes.swift", kinds: [.severalEntries]))
    }
    #if os(Linux)
      for byte in [UInt8(0xfc), 0xfd] {
        files.append(
          (Array("M".utf8) + [byte] + Array("ller/Ropes.swift".utf8), Data(code(1).utf8)))
        let name = "M%\(String(byte, radix: 16, uppercase: true))ller"
        expected.append(
          Expected(identifier: name, student: name, main: "Ropes.swift", kinds: [.nameNotUTF8]))
      }
    #endif
    let long = String(repeating: "n", count: 200)
    add("\(long)/Ropes.swift", code(1))
    expected.append(
      Expected(identifier: String(long.prefix(180)), student: long, main: "Ropes.swift"))
  }

  private mutating func addArchives() {
    let hand = [Packed("x/Ropes.swift", code(1))]
    func archive(
      _ name: String, _ bytes: Data, _ main: String?, _ kinds: Set<Remark.Kind> = [],
      identifier: String? = nil
    ) -> (String, Data, Expected) {
      let stem = Archive.stem(of: name)
      return (
        name, bytes,
        Expected(identifier: identifier ?? stem, student: stem, main: main, kinds: kinds)
      )
    }
    let archives = [
      archive("cy.zip", zipped(hand), "x/Ropes.swift"),
      archive("di.tar", tarred(hand), "x/Ropes.swift"),
      archive("torn.zip", Data("no archive".utf8), nil, [.archiveNotUnpacked, .nothingFound]),
      archive("old.rar", Data("Rar!".utf8), nil, [.archiveNotUnpacked, .nothingFound]),
      archive(
        "secret.zip", zipped([Packed("Ropes.swift", code(1), flags: 1)]), nil,
        [.archiveNotUnpacked, .nothingFound]),
      archive(
        "out.zip",
        zipped([Packed("../../Ropes.swift", code(1)), Packed("a/Ropes.swift", code(2))]),
        "a/Ropes.swift", [.membersRefused]),
      archive(
        "link.tar", tarred([Packed("Ropes.swift", "/etc/passwd", mode: 0o120777)]), nil,
        [.linksNotFollowed, .nothingFound]),
      archive(
        "ada.zip", zipped(hand), "x/Ropes.swift", [.severalEntries], identifier: "ada.zip"),
    ]
    for (name, bytes, expected) in archives {
      add(name, archive: bytes)
      self.expected.append(expected)
    }
    add("gil_Ropes.swift", code(1))
    add("gil_Sails.swift", code(2))
    add("Ropes-hal.swift", code(1))
    expected.append(Expected(identifier: "gil", student: "gil", main: "Ropes.swift"))
    expected.append(Expected(identifier: "hal", student: "hal", main: "Ropes.swift"))
  }

  private mutating func addSystems() {
    add("Ada Lovelace_12345_assignsubmission_file_/Ropes.swift", code(1))
    add("Ada Lovelace_12345_assignsubmission_onlinetext_/onlinetext.html", "<p>Hello</p>")
    add(
      "Participant_881_assignsubmission_file/hand-in.zip",
      archive: zipped([Packed("Ropes.swift", code(1))]))
    add("Bo Li_12346_assignsubmission_file_Ropes.swift", code(1))
    add("lovelaceada_LATE_101_5001_Ropes.swift", code(1))
    add("lovelaceada_LATE_101_5009_Ropes-1.swift", code(2))
    add("hoppergrace_102_5002_hand-in.zip", archive: zipped([Packed("h/Ropes.swift", code(1))]))
    add("anon_aB3_5003_Ropes.swift", code(1))
    add("turingalan_103_text.html", "<p>Hello</p>")
    add("knuthdon_104_5010_Ropes.swift", code(1))
    add("knuthdon_104_5020_Ropes.swift", code(2))
    add("submission_1/Ropes.swift", code(1))
    add("submission_2/Ropes.swift", code(1))
    add("submission_3/Ropes.swift", code(1))
    expected += [
      Expected(
        identifier: "Ada Lovelace_12345", student: "Ada Lovelace", main: "Ropes.swift",
        kinds: [.textNotRead]),
      Expected(
        identifier: "Participant_881", student: "Participant", main: "hand-in/Ropes.swift",
        kinds: [.archiveInside]),
      Expected(identifier: "Bo Li_12346", student: "Bo Li", main: "Ropes.swift"),
      Expected(
        identifier: "lovelaceada_101", student: "lovelaceada", main: "Ropes-1.swift",
        kinds: [.late, .newestAttempt], isLate: true),
      Expected(identifier: "hoppergrace_102", student: "hoppergrace", main: "h/Ropes.swift"),
      Expected(identifier: "anon_aB3", student: "anon_aB3", main: "Ropes.swift"),
      Expected(
        identifier: "turingalan_103", student: "turingalan", main: nil,
        kinds: [.textNotRead, .nothingFound]),
      Expected(
        identifier: "knuthdon_104", student: "knuthdon", main: "Ropes.swift",
        kinds: [.newestAttempt]),
      Expected(
        identifier: "submission_1", student: "Grace Hopper, Alan Turing", main: "Ropes.swift",
        kinds: [.handedInTogether]),
      Expected(identifier: "submission_2", student: "Barbara Liskov", main: "Ropes.swift"),
      Expected(identifier: "submission_3", student: "submission_3", main: "Ropes.swift"),
    ]
  }
}
