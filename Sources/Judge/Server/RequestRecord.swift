/// One request as the server saw it.
public struct RequestRecord: Sendable, Equatable {
  /// Which request it was, from 0, in the order of arrival.
  public let index: Int
  /// The path that was asked for, with percent-encoding undone.
  public let path: String
  /// When the last byte of the request's head had come.
  public let arrived: ContinuousClock.Instant
  /// How many requests were in flight when it arrived, itself included.
  ///
  /// Without itself when its client had closed the connection before the server read the request.
  public let inFlight: Int
  /// When the last bytes of the answer went out or its fault was done; `nil` while in flight.
  ///
  /// It is taken just before the last bytes go to the kernel, never after: a client that has its
  /// answer may send its next request before the server's thread runs again, and would then seem
  /// to have two in flight.
  public internal(set) var departed: ContinuousClock.Instant?
  /// Whether the client closed the connection before its answer was ready.
  public internal(set) var wasAbandoned = false
}
