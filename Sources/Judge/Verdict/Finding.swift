public import Wire

/// What a check found, as data; `Message` puts it into words.
public enum Finding: Sendable, Equatable, Codable {
  /// A mistake.
  case mistake(Mistake)
  /// A mistake as it is read back from a document, which has its words and not its case.
  case recorded(
    diagnosis: String, message: String?, evidence: Value?, threads: [ThreadPlaces.Place]?)
  /// No mistake: what there is to say, and what a timed check measured.
  case remark(String?, measurement: Measurement?)

  /// A finding without a mistake; nil if there is nothing to say.
  public init?(remark: String?, measurement: Measurement?) {
    guard remark != nil || measurement != nil else { return nil }
    self = .remark(remark, measurement: measurement)
  }
}

/// A mistake with what belongs to it.
public struct Mistake: Sendable, Equatable, Codable {
  /// What it is.
  public let diagnosis: Diagnosis
  /// The exercise's name.
  public let exercise: String
  /// What the subject had been asked; nil if the check asked several, or none.
  public let call: String?
  /// Where the student's threads were, if it shows in that.
  public let threads: ThreadPlaces?
  /// The lesson's file, seen from the package's folder; the section there has the diagnosis's name.
  public let lesson: String

  /// Puts the parts together.
  public init(
    _ diagnosis: Diagnosis, in exercise: String, call: String?, threads: ThreadPlaces?,
    lesson: String
  ) {
    self.diagnosis = diagnosis
    self.exercise = exercise
    self.call = call
    self.threads = threads
    self.lesson = lesson
  }

  /// Whether a line of the student's code is pointed at: as a marked step of an order, as where threads
  /// were, or as where it crashed.
  func shows(_ line: String) -> Bool {
    switch diagnosis.words.shown {
    case .history(let history): history.linesPointedAt.contains(line)
    case .threads: (threads?.places ?? []).prefix(ThreadPlaces.most).contains { $0.source == line }
    case .place(let place): place.contains("`\(line)`")
    case .measurement, .nothing: false
    }
  }
}
