import ExerciseKit
import Foundation

/// Runs every task on a POSIX thread.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let handles = tasks.map { start(Work($0)) }
  for handle in handles { pthread_join(handle, nil) }
}

private final class Work: Sendable {
  let task: @Sendable () -> Void
  init(_ task: @escaping @Sendable () -> Void) { self.task = task }
}

private func start(_ work: Work) -> pthread_t {
  let raw = Unmanaged.passRetained(work).toOpaque()
  #if canImport(Darwin)
    var handle: pthread_t?
    let status = pthread_create(&handle, nil, { run($0) }, raw)
    guard status == 0, let handle else { fatalError("pthread_create failed: \(status)") }
  #else
    var handle = pthread_t()
    let status = pthread_create(&handle, nil, { run($0) }, raw)
    guard status == 0 else { fatalError("pthread_create failed: \(status)") }
  #endif
  return handle
}

private func run(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().task() }
  return nil
}
