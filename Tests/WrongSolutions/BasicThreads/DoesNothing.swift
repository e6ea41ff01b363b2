// Mistake: It does nothing that the task asks for.
// Diagnosis: missedWork
// Earns: at most 20%

import ExerciseKit

/// Returns without a task having run.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {}
