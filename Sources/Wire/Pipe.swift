public import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The file descriptors that a subject finds its connection at.
public enum SubjectDescriptor {
  /// The subject reads what the judge says here.
  public static let fromJudge: Int32 = 3
  /// The subject writes what it says to the judge here.
  public static let toJudge: Int32 = 4
}

/// Writes all of `bytes`, and returns whether the other side took them.
public func writeAll(_ bytes: Data, to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// Waits for bytes and returns them, at most `limit`; empty at the end of the stream or on an error.
public func readSome(from descriptor: Int32, limit: Int = 1 << 16) -> Data {
  var bytes = Data(count: limit)
  while true {
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    return bytes.prefix(max(count, 0))
  }
}
