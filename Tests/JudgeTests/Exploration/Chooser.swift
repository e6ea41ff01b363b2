import Interleaving

/// Follows the choices of a strategy through one run; then each thread goes on as long as it can.
struct Scheduler {
  private let choices: [Int]
  private var taken = 0
  private var last = 0
  /// Whether a thread that had to be chosen couldn't go.
  private(set) var hasDiverged = false

  init(_ strategy: SchedulingStrategy) { choices = strategy.choices }

  /// Chooses from the threads that can go, of which there must be one, or wakes one that is asleep.
  mutating func next(enabled: ThreadSet, asleep: ThreadSet) -> Int {
    defer { taken += 1 }
    if taken < choices.count {
      let choice = choices[taken]
      if enabled.contains(choice) || asleep.contains(choice) {
        last = choice
        return choice
      }
      hasDiverged = true
    }
    if !enabled.contains(last) { last = enabled.next(after: last) ?? last }
    return last
  }
}
