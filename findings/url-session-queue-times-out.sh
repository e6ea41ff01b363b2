#!/usr/bin/env bash
# Foundation's URLSession (Swift 6.3.1) on Linux
#
# A guess: `httpMaximumConnectionsPerHost` makes a session a polite client, which can be given all its
# requests at once: they wait for a connection, and `timeoutIntervalForRequest` bounds the silence
# of a server that was asked.
# What happens: the time-out runs while a request waits for its turn. Those that have been in the
# queue for as long fail with `timedOut`, though the server was never asked for them and answers each
# request in a fraction of the limit. Those that got a connection in time succeed.
# Whom it concerns: whoever bounds downloads by the session in place of a semaphore or a pool: right
# with a few URLs, failures with many, and the slow server gets the blame.
# The same on Apple's systems, it seems: stackoverflow.com/questions/27021896. For curl, which does
# the work on Linux: curl/curl#4486.
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

command -v python3 > /dev/null || cannot "this needs python3 for the server."
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$work"' EXIT

cat > server.py <<'PYTHON'
import http.server
import time


class Steady(http.server.BaseHTTPRequestHandler):
    """Answers each request after one second, and notes that it was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        print("asked", flush=True)
        time.sleep(1)
        self.send_response(200)
        self.send_header("Content-Length", "1")
        self.end_headers()
        self.wfile.write(b".")

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Steady)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
cat > downloads.swift <<'SWIFT'
import Foundation
import FoundationNetworking

let configuration = URLSessionConfiguration.ephemeral
configuration.httpMaximumConnectionsPerHost = 1
configuration.timeoutIntervalForRequest = 4
let session = URLSession(configuration: configuration)
let url = URL(string: "http://127.0.0.1:\(CommandLine.arguments[1])/")!

let outcomes = await withTaskGroup(of: String.self, returning: [String].self) { group in
  for _ in 0..<12 {
    group.addTask {
      do {
        _ = try await session.data(from: url)
        return "came"
      } catch {
        return (error as? URLError)?.code == .timedOut ? "timed out" : "\(error)"
      }
    }
  }
  return await group.reduce(into: []) { $0.append($1) }
}
print(outcomes.filter { $0 == "came" }.count, outcomes.filter { $0 == "timed out" }.count)
SWIFT
swiftc -Onone downloads.swift -o downloads || cannot "the program didn't compile."
python3 server.py > log 2> /dev/null &
server=$!
for _ in {1..100}; do
  [[ -s log ]] && break
  sleep 0.1
done
read -r came late < <(no_proxy=127.0.0.1 timeout 120 ./downloads "$(head -1 log)") \
  || cannot "the program didn't end."
asked=$(grep -c asked log)

echo "$version"
echo "12 requests at once, one connection, a second for each, a time-out of 4 s:"
echo "$came came, $late timed out; the server was asked for $asked."
[[ $came -ge 1 && $((came + late)) -eq 12 && $late -ge 7 && $asked -lt 12 ]]
