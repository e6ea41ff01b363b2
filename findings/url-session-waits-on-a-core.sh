#!/usr/bin/env bash
# FoundationNetworking's URLSession (Swift 6.3.1) on Linux
#
# A guess: a data task that waits for its answer takes no processor time, as nothing happens meanwhile.
# What happens: from the moment that it is connected until its answer comes, one task keeps most of a core
# busy. Dispatch watches for what can be written to its socket, which it always can, although all of the
# request is sent.
# Whom it concerns: whoever measures code that downloads. Many downloads that only wait look like work, a
# time taken on few cores tells of the waiting, and a limit on processor time ends right code.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
[[ $(uname -s) == Linux ]] || cannot "this is about Linux."
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

cat > waits.swift <<'SWIFT'
import Dispatch
import Foundation
import FoundationNetworking
import Glibc

/// The processor time that this program has used, in seconds.
func used() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
}

/// Whether the program uses half a second of processor time within 5 s.
func becomesBusy() -> String {
  let (start, end) = (used(), Date(timeIntervalSinceNow: 5))
  while used() - start < 0.5, Date() < end { Thread.sleep(forTimeInterval: 0.05) }
  return used() - start < 0.5 ? "asleep" : "busy"
}

/// A socket on a free port of this machine, and that port.
func listen() -> (socket: Int32, port: UInt16) {
  let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
      precondition(bind(server, pointer, size) == 0)
      precondition(Glibc.listen(server, 1) == 0)
      precondition(getsockname(server, pointer, &size) == 0)
    }
  }
  return (server, UInt16(bigEndian: address.sin_port))
}

let (server, port) = listen()
let ended = DispatchSemaphore(value: 0)
let session = URLSession(configuration: .ephemeral)
session.dataTask(with: URL(string: "http://127.0.0.1:\(port)/")!) { data, _, _ in
  print(data.map { String(decoding: $0, as: UTF8.self) } ?? "no page")
  ended.signal()
}.resume()

// All of the request is read before the wait is looked at.
let connection = accept(server, nil, nil)
var (request, buffer) = ("", [UInt8](repeating: 0, count: 4096))
while !request.hasSuffix("\r\n\r\n") {
  let count = read(connection, &buffer, buffer.count)
  precondition(count > 0)
  request += String(decoding: buffer[..<count], as: UTF8.self)
}
print(becomesBusy())
let answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\npage"
_ = answer.withCString { write(connection, $0, strlen($0)) }
close(connection)
ended.wait()
print(becomesBusy())
SWIFT
swiftc -Onone waits.swift -o waits || cannot "the program didn't compile."
mapfile -t lines < <(timeout 60 ./waits)
[[ ${#lines[@]} == 3 ]] || cannot "the program didn't end."

echo "$version"
echo "While one data task waited for its answer, the program was ${lines[0]}."
echo "The answer was '${lines[1]}', and the program was ${lines[2]} after it."
[[ "${lines[*]}" == "busy page asleep" ]]
