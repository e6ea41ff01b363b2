import ExerciseKit
import Foundation

/// Downloads every URL with a team of `workers` threads.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard !urls.isEmpty else { return [] }

  let team = Team(urls: urls, fetch: fetch, progress: progress)
  var handles: [pthread_t] = []
  for _ in 0..<min(workers, urls.count) {
    var handle = pthread_t()
    let raw = Unmanaged.passRetained(team).toOpaque()
    let status = pthread_create(
      &handle, nil,
      { raw in
        guard let raw else { return nil }
        Unmanaged<Team>.fromOpaque(raw).takeRetainedValue().work()
        return nil
      }, raw)
    precondition(status == 0, "no room for one more thread")
    handles.append(handle)
  }
  for handle in handles { pthread_join(handle, nil) }
  return team.results
}

private final class Team: @unchecked Sendable {
  // Unchecked: every change to next, finished and results happens with the mutex held.
  private let urls: [URL]
  private let fetch: @Sendable (URL) throws -> Data
  private let progress: @Sendable (Int, Int) -> Void
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var next = 0
  private var finished = 0
  private(set) var results: [Result<Data, any Error>]

  init(
    urls: [URL], fetch: @escaping @Sendable (URL) throws -> Data,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) {
    self.urls = urls
    self.fetch = fetch
    self.progress = progress
    results = Array(repeating: .success(Data()), count: urls.count)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func work() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while next < urls.count {
      let index = next
      next += 1
      pthread_mutex_unlock(mutex)
      let result = Result { try fetch(urls[index]) }
      pthread_mutex_lock(mutex)
      results[index] = result
      finished += 1
      progress(finished, urls.count)
    }
  }
}
