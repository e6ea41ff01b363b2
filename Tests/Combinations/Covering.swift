/// The smallest set, as far as taking the best next one finds it, that has all of some things.
///
/// - Parameters:
///   - candidates: What to choose from; of equally good ones the earlier is taken.
///   - goals: What a candidate has of that which is to be covered.
func covering<Candidate, Goal: Hashable>(
  _ candidates: [Candidate], goals: (Candidate) -> [Goal]
) -> [Candidate] {
  var numbers: [Goal: Int] = [:]
  let all = candidates.map { candidate in
    goals(candidate).map { goal in
      let number = numbers[goal] ?? numbers.count
      numbers[goal] = number
      return number
    }
  }
  var isCovered = [Bool](repeating: false, count: numbers.count)
  var taken: [Int] = []
  // What a candidate adds only ever falls, so one look at each is enough for each number.
  for gain in stride(from: all.map(\.count).max() ?? 0, to: 0, by: -1) {
    for (index, goals) in all.enumerated()
    where goals.count >= gain && goals.count(where: { !isCovered[$0] }) == gain {
      for goal in goals { isCovered[goal] = true }
      taken.append(index)
    }
  }
  return taken.sorted().map { candidates[$0] }
}
