import Testing

@testable import grader

@Suite struct FileNameTests {
  @Test(arguments: [
    ("Ropes.swift", 1), ("Ropes (1).swift", 2), ("Ropes(3).swift", 4), ("Ropes-1.swift", 2),
    ("Ropes 2.swift", 3), ("Ropes_2.swift", 3), ("Ropes copy.swift", 2), ("Ropes - Copy.swift", 2),
    ("Copy of Ropes.swift", 2),
  ])
  func `a copy's number is the attempt, as browsers, systems and Canvas write it`(
    name: String, attempt: Int
  ) {
    #expect(FileName(name).match("Ropes") == FileName.Match(nearness: .exact, attempt: attempt))
  }

  @Test(arguments: [
    "ropes.swift", "ROPES.SWIFT", "Ropes.swift.txt", "Ropes.swift.swift", "04-Ropes.swift",
    "ro_pes.swift", "ropes (1).swift",
  ])
  func `another case, ending or separator is nearly the name`(name: String) {
    #expect(FileName(name).match("Ropes")?.nearness == .otherwise)
  }

  @Test(arguments: [
    ("SafeCouter.swift", "SafeCounter"), ("SafeCoutner.swift", "SafeCounter"),
    ("SaveCounter.swift", "SafeCounter"), ("SafeCounterr.swift", "SafeCounter"),
    ("safecuonter (1).swift", "SafeCounter"), ("Rope.swift", "Ropes"), ("Ropse.swift", "Ropes"),
  ])
  func `a letter or two may be mistyped`(name: String, exercise: String) {
    #expect(FileName(name).match(exercise)?.nearness == .mistyped)
  }

  @Test(arguments: [
    "Ropes.txt", "Ropes", "Ropes.swift.zip", "Popes.swift", "MyRopes.swift", "Ro.swift",
    "RopesTests.swift", "main.swift", "Counter.swift",
  ])
  func `anything else is another file`(name: String) {
    #expect(FileName(name).match("Ropes") == nil)
    #expect(FileName("Counter.swift").match("SafeCounter") == nil)
  }

  @Test func `no exercise's own name is taken for another's`() throws {
    let names = try names(in: "Exercises").filter { !$0.hasSuffix(".md") }.map { $0.dropFirst(3) }
    #expect(names.count == 10)
    for name in names {
      #expect(names.filter { FileName("\(name).swift").match(String($0)) != nil } == [name])
    }
  }
}

@Suite struct EntryNameTests {
  @Test(arguments: [
    ("Ada Lovelace_12345_assignsubmission_file_", "Ada Lovelace", "12345"),
    ("Ada Lovelace_12345_assignsubmission_file", "Ada Lovelace", "12345"),
    ("Ada_King_Lovelace_7_assignsubmission_file_", "Ada King Lovelace", "7"),
    ("Participant_881_assignsubmission_file_", "Participant", "881"),
    ("Группа 3_12_assignsubmission_file", "Группа 3", "12"),
    ("Default group_assignsubmission_file_", "Default group", nil),
  ])
  func `Moodle's folders have the name and the participant's number`(
    name: String, display: String, number: String?
  ) throws {
    let entry = try #require(EntryName(moodle: name, isFolder: true))
    #expect(entry.displayName == display)
    #expect(entry.systemID == number)
    #expect(entry.file == nil)
  }

  @Test func `Moodle's files have their own name behind it, and texts are no files`() throws {
    let name = "Ada Lovelace_12345_assignsubmission_file_Ropes_1.swift"
    let file = try #require(EntryName(moodle: name, isFolder: false))
    #expect(file.file == "Ropes_1.swift")
    let text = "Ada Lovelace_12345_assignsubmission_onlinetext_onlinetext.html"
    let typed = try #require(EntryName(moodle: text, isFolder: false))
    #expect(typed.isText)
    #expect(typed.owner == file.owner)
    #expect(EntryName(moodle: "Ada Lovelace", isFolder: true) == nil)
  }

  @Test(arguments: [
    ("lovelaceada_101_5001_Ropes.swift", "lovelaceada", "101", false, "Ropes.swift"),
    ("lovelaceada_LATE_101_5001_Ropes-1.swift", "lovelaceada", "101", true, "Ropes-1.swift"),
    ("hopper_2ndgrace_7_9_my_own file.zip", "hopper_2ndgrace", "7", false, "my_own file.zip"),
    ("李明_102_5002_Ropes.swift", "李明", "102", false, "Ropes.swift"),
    ("anon_aB3x_5003_Ropes.swift", "anon_aB3x", "anon_aB3x", false, "Ropes.swift"),
    ("LATE_anon_aB3x_5003_Ropes.swift", "anon_aB3x", "anon_aB3x", true, "Ropes.swift"),
  ])
  func `Canvas's files have the user, the upload and whether it was late`(
    name: String, display: String, user: String, isLate: Bool, file: String
  ) throws {
    let entry = try #require(EntryName(canvas: name))
    #expect(entry.displayName == display)
    #expect(entry.systemID == user)
    #expect(entry.isLate == isLate)
    #expect(entry.file == file)
  }

  @Test func `a later upload to Canvas has a higher number, and texts are no files`() throws {
    #expect(EntryName(canvas: "a_1_20_Ropes.swift")?.order == 20)
    #expect(EntryName(canvas: "lovelaceada_101_text.html")?.isText == true)
    #expect(EntryName(canvas: "lovelaceada_LATE_101_link.html")?.isLate == true)
    #expect(EntryName(canvas: "ada_Ropes.swift") == nil)
    #expect(EntryName(canvas: "12_13_Ropes.swift") == nil)
  }

  @Test(arguments: [
    ("ada_Ropes.swift", "ada", "Ropes.swift"), ("Ropes-ada.swift", "ada", "Ropes.swift"),
    ("Ada Lovelace - Ropes.swift", "Ada Lovelace -", "Ropes.swift"),
    ("ada.ropes (1).swift", "ada", "Ropes-1.swift"), ("ada.swift", "ada", "ada.swift"),
  ])
  func `a single file is of whom its name tells besides the exercise`(
    name: String, owner: String, file: String
  ) throws {
    let entry = try #require(EntryName(file: name, exercises: ["Windmill", "Ropes"]))
    #expect(entry.owner == owner)
    #expect(entry.file == file)
  }

  @Test(arguments: ["Ropes.swift", "ropes.swift", "Ropes (1).swift", "Windmil.swift"])
  func `a file with an exercise's name alone is nobody's`(name: String) {
    #expect(EntryName(file: name, exercises: ["Windmill", "Ropes"]) == nil)
  }
}

@Suite struct GradescopeMetadataTests {
  @Test func `each folder has its students, and nothing else is read`() {
    let metadata = GradescopeMetadata(
      """
      ---
      submission_1:
        :submitters:
        - :name: Ada Lovelace
          :sid: '0100'
          :email: ada@example.edu
        :created_at: 2026-01-02 03:04:05.000000000 Z
        :score: 3.0
        :results:
          tests:
          - name: not a student
            :submitters:
            - :name: neither
      submission_2:
        :score:
        :submitters:
        - :name: "Grace \\"Amazing\\" H\\u00f6pper"
          :sid:
          :email: grace@example.edu
        - :sid: 200
          :name: 'O''Neill: Bob'
      """)
    #expect(
      metadata.submitters == [
        "submission_1": [Student(name: "Ada Lovelace", id: "0100", email: "ada@example.edu")],
        "submission_2": [
          Student(name: "Grace \"Amazing\" Höpper", email: "grace@example.edu"),
          Student(name: "O'Neill: Bob", id: "200"),
        ],
      ])
  }

  @Test(arguments: [
    "", "- a\n- b\n", ":\n:\n  :\n", "submission_1\n  :submitters:\n  - :name: x\n",
  ])
  func `what is no metadata names nobody`(text: String) {
    #expect(GradescopeMetadata(text).submitters.isEmpty)
  }
}
