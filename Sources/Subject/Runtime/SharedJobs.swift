import Synchronization

/// The jobs that would go to the threads which all tasks share, such as those of `Task {}` and of
/// `Task.detached`.
///
/// The Swift runtime has a place for a function that is given them instead.
enum SharedJobs {
  private typealias Enqueue = @convention(thin) (UnownedJob) -> Void
  private typealias Hook = @convention(thin) (UnownedJob, Enqueue) -> Void

  private static let taker = Mutex<(@Sendable (UnownedJob) -> Void)?>(nil)

  private static let isHooked: Bool = {
    let name = "swift_task_enqueueGlobal_hook"
    guard let place = symbol(name, as: UnsafeMutablePointer<Hook?>.self) else { return false }
    place.pointee = { job, enqueue in
      if let take = taker.withLock({ $0 }) { take(job) } else { enqueue(job) }
    }
    return true
  }()

  /// Has each of these jobs given to `take` while `body` runs, where the runtime has that place.
  static func taken(by take: @escaping @Sendable (UnownedJob) -> Void, while body: () -> Void) {
    if isHooked { taker.withLock { $0 = take } }
    defer { taker.withLock { $0 = nil } }
    body()
  }
}
