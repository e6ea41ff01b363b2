import Testing

@Suite struct PrintedTests {
  @Test func `a range stands for a number in it`() throws {
    let told = Printed("after 1.0...1.9 seconds")
    #expect(try told.fits("after 1.2345 seconds\n"))
    #expect(try !told.fits("after 2.1 seconds\n"))
    #expect(try !told.fits("after a while seconds\n"))
  }

  @Test func `a star stands for anything`() throws {
    #expect(try Printed("3 visitors, the last by *").fits("3 visitors, the last by north 7\n"))
  }

  @Test func `all else stands for itself`() throws {
    #expect(try Printed("[1, 2] (a.b)?").fits("[1, 2] (a.b)?\n"))
    #expect(try !Printed("a.b").fits("axb\n"))
  }

  @Test func `lines come in order unless they are said to come in any`() throws {
    #expect(try !Printed("a\nb\n").fits("b\na\n"))
    #expect(try Printed("a\nb\n", inAnyOrder: true).fits("b\na\n"))
    #expect(try !Printed("a\na\n", inAnyOrder: true).fits("b\na\n"))
  }

  @Test func `a line more or less is another output`() throws {
    #expect(try !Printed("a\n").fits("a\nb\n"))
    #expect(try !Printed("a\nb\n").fits("a\n"))
  }
}
