import Testing

#if os(Linux)
  @Suite struct TaskTests {
    @Test(arguments: [
      "captured", "property", "pointer", "besideAMutex", "besideAnActor", "relaxedFlag", "asyncLet",
    ])
    func `what nothing orders is seen in every run, whatever the order of jobs`(
      situation: String
    ) throws {
      #expect(try proof("tasks", situation, "100") == "racing 100\n")
    }

    @Test(arguments: [
      "childrenReturn", "placeForEach", "placesDiscarding", "asyncLet", "handles", "errors",
    ])
    func `the start and the end of a task are an order`(situation: String) throws {
      #expect(try proof("orderedTasks", situation, "100") == "racing 0\n")
    }

    @Test(arguments: [
      "mutex", "lock", "serialQueue", "actor", "actorHandsOver", "continuation", "stream",
      "handedThroughAStream", "flag", "once",
    ])
    func `what a lock, an actor, a continuation or a stream orders is no race`(
      situation: String
    ) throws {
      #expect(try proof("orderedTasks", situation, "100") == "racing 0\n")
    }

    @Test(arguments: ["checked", "unchecked"])
    func `a continuation that is resumed twice is told with both places`(kind: String) throws {
      #expect(try proof("twice", kind) == "twice, both known true\n")
    }

    @Test func `what is called for a cancelled task comes before what that one does next`() throws {
      #expect(try proof("orderedTasks", "cancelled", "100") == "racing 0\n")
    }
  }
#endif
