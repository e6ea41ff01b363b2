import Judge

/// What a class's results have in common.
struct ClassStatistics: Codable, Equatable {
  /// One check of an exercise.
  struct Check: Codable, Equatable {
    let exercise: String
    let check: String
    /// In how many submissions it passed.
    let passed: Int
    /// In how many the exercise was begun.
    let begun: Int
  }

  /// A mistake.
  struct Frequency: Codable, Equatable {
    let diagnosis: String
    /// How many submissions got it, for whichever check.
    let submissions: Int
  }

  /// How many submissions have a result; who handed in nothing isn't counted.
  let graded: Int
  /// Of what there is to earn, in percent.
  let mean: Double
  /// The middle one, in percent; of an even number the mean of the two in the middle.
  let median: Double
  /// In the order of the exercises.
  let checks: [Check]
  /// The most frequent first.
  let diagnoses: [Frequency]

  /// Counts; a submission of several students counts once.
  init(_ graded: GradedClass) {
    var names = Set<String>()
    let documents = graded.rows.compactMap { row -> Document? in
      guard let document = row.document, document.isHandedIn,
        document.score.status != .judgeError, names.insert(row.name).inserted
      else { return nil }
      return document
    }
    let percents = documents.map(\.counted.percent).sorted()
    self.graded = documents.count
    mean = percents.isEmpty ? 0 : percents.reduce(0, +) / Double(percents.count)
    let middle = [(percents.count - 1) / 2, percents.count / 2]
    median = percents.isEmpty ? 0 : (percents[middle[0]] + percents[middle[1]]) / 2
    checks = graded.exercises.flatMap { exercise -> [Check] in
      let results = documents.compactMap { document in
        document.exercises.first { $0.name == exercise }
      }
      let begun = results.filter { $0.status != .notStarted }
      return (results.first?.checks ?? []).map { check in
        Check(
          exercise: exercise, check: check.check,
          passed: begun.count { result in
            result.checks.contains { $0.check == check.check && $0.status == .passed }
          }, begun: begun.count)
      }
    }
    let counts = documents.reduce(into: [String: Int]()) { counts, document in
      for diagnosis in document.diagnoses { counts[diagnosis, default: 0] += 1 }
    }
    diagnoses = counts.map { Frequency(diagnosis: $0, submissions: $1) }
      .sorted { ($1.submissions, $0.diagnosis) < ($0.submissions, $1.diagnosis) }
  }
}

extension Document {
  /// The names of the mistakes that were found, each once, in the order of the checks.
  var diagnoses: [String] {
    exercises.flatMap(\.checks).compactMap(\.diagnosis).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }
}
