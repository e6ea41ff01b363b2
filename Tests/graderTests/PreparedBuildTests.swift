import Testing

@testable import grader

@Suite struct PreparedBuildTests {
  @Test func `words of a command line are apart at blanks that aren't quoted`() {
    #expect(
      shellWords(#" "/usr/bin/ld lld"  -o 'a \\ b' c\ d "e \"f\"" '' "#)
        == ["/usr/bin/ld lld", "-o", #"a \\ b"#, "c d", #"e "f""#, ""])
  }

  @Test func `a command is for a student's files and folder what it was for the stand-in's`() {
    let command = PreparedBuild.Command(
      words: [
        "/swift", "-c", "/tmp/one/Ropes.swift", "-o", "/tmp/one/student.o", "/tmp/one", "/tmp/ones",
      ],
      file: "/tmp/one/Ropes.swift", folder: "/tmp/one")
    #expect(
      command.words(files: ["/home/a/Ropes.swift", "/home/a/More.swift"], folder: "/tmp/two") == [
        "/swift", "-c", "/home/a/Ropes.swift", "/home/a/More.swift", "-o", "/tmp/two/student.o",
        "/tmp/two", "/tmp/ones",
      ])
  }
}
