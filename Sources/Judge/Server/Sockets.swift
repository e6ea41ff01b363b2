import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Thrown when the operating system refuses a socket.
public struct SocketError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The system call that failed.
  public let call: String
  /// The system's error number, `errno`.
  public let code: Int32

  /// Takes the error number that the call has just left.
  init(_ call: String, code: Int32 = errno) {
    self.call = call
    self.code = code
  }

  /// Whether nobody waits to be accepted, or gave up waiting; otherwise the system is exhausted.
  var meansNobodyWaits: Bool { [EAGAIN, EWOULDBLOCK, ECONNABORTED, EPROTO].contains(code) }

  /// What failed, and why, in one sentence.
  public var description: String {
    "the loopback server could not \(call): \(String(cString: strerror(code))) (error \(code))"
  }
}

/// A file descriptor of a socket; whoever made it closes it.
struct Socket: Sendable, Equatable {
  let descriptor: Int32

  /// Opens a listening socket on 127.0.0.1, at a port that the system chooses.
  ///
  /// `accept` on it never blocks, so that a client which gives up between `poll` and `accept`
  /// can't hold the accepting thread.
  static func listening(backlog: Int32) throws -> (socket: Socket, port: UInt16) {
    let descriptor = socket(AF_INET, streamKind, 0)
    guard descriptor >= 0 else { throw SocketError("open a socket") }
    let socket = Socket(descriptor: descriptor)
    do {
      socket.setCloseOnExec()
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
      try address.withSocketAddress { pointer, size in
        guard bind(descriptor, pointer, size) == 0 else { throw SocketError("bind to 127.0.0.1") }
      }
      guard listen(descriptor, backlog) == 0 else { throw SocketError("listen") }
      try address.withSocketAddress { pointer, size in
        var size = size
        guard getsockname(descriptor, pointer, &size) == 0 else {
          throw SocketError("read its own port")
        }
      }
      return (socket, UInt16(bigEndian: address.sin_port))
    } catch {
      socket.close()
      throw error
    }
  }

  /// Opens a connection to a port of 127.0.0.1.
  static func connected(to port: UInt16) throws -> Socket {
    let descriptor = socket(AF_INET, streamKind, 0)
    guard descriptor >= 0 else { throw SocketError("open a socket") }
    let socket = Socket(descriptor: descriptor)
    socket.configure()
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    do {
      try address.withSocketAddress { pointer, size in
        guard connect(descriptor, pointer, size) == 0 else { throw SocketError("connect") }
      }
      return socket
    } catch {
      socket.close()
      throw error
    }
  }

  /// Opens a pair of connected sockets; what is written to the second can be read from the first.
  static func pair() throws -> (reading: Socket, writing: Socket) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, streamKind, 0, &ends) == 0 else {
      throw SocketError("open a pair of sockets")
    }
    let (reading, writing) = (Socket(descriptor: ends[0]), Socket(descriptor: ends[1]))
    for end in [reading, writing] {
      end.setCloseOnExec()
      // A full buffer must not hold up whoever wakes the accepting thread.
      _ = fcntl(end.descriptor, F_SETFL, O_NONBLOCK)
    }
    return (reading, writing)
  }

  /// The next connection that waits in the backlog, or why there is none.
  func accept() -> Result<Socket, SocketError> {
    while true {
      let accepted = systemAccept(descriptor)
      if accepted >= 0 {
        let socket = Socket(descriptor: accepted)
        socket.configure()
        return .success(socket)
      }
      if errno != EINTR { return .failure(SocketError("accept")) }
    }
  }

  /// Waits for bytes and returns up to `limit` of them; empty when the other side has closed.
  func receive(upTo limit: Int) throws -> [UInt8] {
    while true {
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
        count = recv(descriptor, buffer.baseAddress, limit, 0)
        filled = max(count, 0)
      }
      if count >= 0 { return bytes }
      if errno != EINTR { throw SocketError("receive") }
    }
  }

  /// Hands all the bytes to the kernel, and waits while its buffer is full.
  func send(_ bytes: some Collection<UInt8>) throws {
    let sent: Void? = try bytes.withContiguousStorageIfAvailable { try send($0) }
    if sent == nil { try Array(bytes).withUnsafeBufferPointer { try send($0) } }
  }

  private func send(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    var rest = UnsafeRawBufferPointer(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        systemSend(descriptor, $0.baseAddress, $0.count, noSignal)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw SocketError("send")
      }
    }
  }

  /// What stands at the front of what was received.
  enum Incoming {
    case nothing
    /// Bytes that nobody has read; whether the connection ends after them can't be told.
    case bytes
    /// The other side has closed or reset the connection.
    case ended
  }

  /// Looks at what was received without reading it or waiting for it.
  func incoming() -> Incoming {
    var byte: UInt8 = 0
    let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
    if count > 0 { return .bytes }
    return count < 0 && [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) ? .nothing : .ended
  }

  /// Of `sockets`, the positions of those with something to read or an end.
  ///
  /// Waits up to `timeout` milliseconds for the first; -1 is for ever.
  static func readable(_ sockets: [Socket], timeout: Int32) -> [Int] {
    var polled = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    guard poll(&polled, nfds_t(polled.count), timeout) > 0 else { return [] }
    return polled.indices.filter { polled[$0].revents != 0 }
  }

  /// Wakes whoever reads the other socket of this pair.
  func wakeReader() {
    var byte: UInt8 = 1
    _ = systemSend(descriptor, &byte, 1, noSignal)
  }

  /// Throws away what `wakeReader` has written.
  func discardWakes() {
    var bytes: [UInt8] = Array(repeating: 0, count: 256)
    while recv(descriptor, &bytes, bytes.count, 0) > 0 {}
  }

  /// Says that no more bytes follow; what was sent still arrives.
  func endSending() { _ = shutdown(descriptor, shutWrite) }

  /// Ends both directions, which wakes a thread that is blocked on this socket.
  func interrupt() { _ = shutdown(descriptor, shutBoth) }

  /// Gives the descriptor back to the system.
  func close() { _ = systemClose(descriptor) }

  /// Closes so that the other side sees a reset, not an orderly end.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  private func configure() {
    setCloseOnExec()
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
    #if canImport(Darwin)
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, size)
      // Darwin hands the listening socket's O_NONBLOCK on to what it accepts.
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    #endif
  }

  private func setCloseOnExec() { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
}

extension sockaddr_in {
  fileprivate mutating func withSocketAddress<Result>(
    _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) throws -> Result
  ) rethrows -> Result {
    try withUnsafeMutablePointer(to: &self) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        try body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}

// Names that `Socket`'s own methods hide, or that the two C libraries spell differently. A write
// to a closed connection must be an error here and never a SIGPIPE, which would end the process.
#if canImport(Darwin)
  private let systemSend = Darwin.send
  private let systemClose = Darwin.close
  private let streamKind = SOCK_STREAM
  private let noSignal: Int32 = 0
  private let shutWrite = SHUT_WR
  private let shutBoth = SHUT_RDWR

  private func systemAccept(_ descriptor: Int32) -> Int32 { Darwin.accept(descriptor, nil, nil) }
#else
  private let systemSend = Glibc.send
  private let systemClose = Glibc.close
  private let streamKind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
  private let noSignal = Int32(MSG_NOSIGNAL)
  private let shutWrite = Int32(SHUT_WR)
  private let shutBoth = Int32(SHUT_RDWR)

  /// `accept4`, which Swift's view of Glibc leaves out, looked up by name.
  ///
  /// It sets close-on-exec in the same call. With plain `accept` a subject that another thread
  /// launches just then would inherit the connection and keep it open.
  private let accept4: (@convention(c) (Int32, Int, Int, Int32) -> Int32)? = {
    guard let program = dlopen(nil, RTLD_NOW), let symbol = dlsym(program, "accept4") else {
      return nil
    }
    return unsafeBitCast(symbol, to: (@convention(c) (Int32, Int, Int, Int32) -> Int32).self)
  }()

  private func systemAccept(_ descriptor: Int32) -> Int32 {
    guard let accept4 else { return Glibc.accept(descriptor, nil, nil) }
    return accept4(descriptor, 0, 0, Int32(SOCK_CLOEXEC.rawValue))
  }
#endif
