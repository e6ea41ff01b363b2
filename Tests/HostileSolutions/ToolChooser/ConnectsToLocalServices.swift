// Tries: to connect to whatever listens on the machine

import ExerciseKit
// BEGIN TRICK
import Foundation
// END TRICK

/// Chooses by what a piece of the job does, and by nothing else.
public func tool(for job: Job) throws -> Tool {
  // BEGIN TRICK
  _ = once
  // END TRICK
  guard job.count >= 1 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  return job.work == .computes ? .parallelTasks : .threads
}

// BEGIN TRICK
/// Once in each process.
private let once: Void = attempt()

/// The ports that the system tells of, on this machine only; it hangs up at once.
func attempt() {
  let table = (try? String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)) ?? ""
  for line in table.split(separator: "\n").dropFirst() {
    let fields = line.split(separator: " ")
    guard fields.count > 3, fields[3] == "0A",
      let port = UInt16(fields[1].split(separator: ":").last ?? "", radix: 16)
    else { continue }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    let isThere = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    if isThere { print("REACHED a service of the machine") }
    close(descriptor)
  }
}
// END TRICK
