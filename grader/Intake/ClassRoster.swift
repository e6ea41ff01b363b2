extension ClassIntake {
  /// Ties the entries to the students of a roster.
  ///
  /// Only a single student who fits is taken; everything else is told. Students without an entry get one
  /// that holds nothing.
  mutating func assign(_ roster: Roster) {
    var found: [Student: [Int]] = [:]
    for index in submissions.indices {
      let submission = submissions[index]
      let students = roster.students(of: submission.entry, name: submission.name)
      // A group's entry is of all whom the learning system names.
      let isGroup = submission.entry.students.count > 1
      if students.isEmpty {
        submissions[index].remarks.append(.notInRoster)
      } else if students.count > 1, !isGroup, !roster.names(submission.name, for: students) {
        submissions[index].remarks.append(.severalInRoster(students))
      } else {
        submissions[index].entry.students = students
        for student in students { found[student, default: []].append(index) }
        if students.count > 1, !isGroup {
          submissions[index].remarks.append(.handedInTogether(students))
        }
      }
    }
    for (student, indices) in found where indices.count > 1 {
      let names = indices.map { submissions[$0].name }
      for index in indices {
        submissions[index].remarks.append(.severalEntries(names, of: student.name))
      }
    }
    var identifiers = Identifiers(taken: submissions.map(\.entry.identifier))
    for student in roster.lines.map(\.student) where found[student] == nil {
      let identifier = identifiers.take(student.name, orElse: student.id ?? student.name)
      submissions.append(
        Submission(
          entry: ClassEntry(
            identifier: identifier, displayName: student.name, source: .roster, students: [student]),
          name: identifier, files: [], remarks: [.nothingHandedIn]))
    }
  }

  /// Says where two entries without a roster bear one name.
  mutating func remarkOnNames() {
    let names = Dictionary(grouping: submissions.indices) {
      submissions[$0].entry.displayName.lowercased()
    }
    for indices in names.values where indices.count > 1 {
      // Different numbers of the learning system are different students.
      let numbers = indices.compactMap { submissions[$0].entry.systemID }
      guard numbers.count < indices.count else { continue }
      for index in indices {
        submissions[index].remarks.append(
          .severalEntries(
            indices.map { submissions[$0].name }, of: submissions[index].entry.displayName))
      }
    }
  }
}

extension Roster {
  /// Whether the roster itself gives an entry to several students.
  fileprivate func names(_ entry: String, for students: [Student]) -> Bool {
    students.allSatisfy { student in
      lines.contains { $0.student == student && $0.entries.contains(entry) }
    }
  }
}
