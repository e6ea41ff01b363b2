#!/usr/bin/env bash
# Foundation's URLSession (Swift 6.3.1) on Linux
#
# A guess: `timeoutIntervalForResource` bounds the whole of a download, as `timeoutIntervalForRequest`
# bounds each silence in it.
# What happens: on Linux the value can be set and read back, and has no effect. A download that
# trickles goes on far past it and succeeds.
# Whom it concerns: whoever teaches downloads, or grades them. A student who bounds a slow server
# rightly fails a check on Linux; a grader that counts on the limit has none.
#
# Exits with 0 if it is so, 1 if it is not any more, 2 if it can't be tried here.
set -uo pipefail

cannot() { echo "Not tried: $1" >&2; exit 2; }
[[ $(uname -s) == Linux ]] || cannot "this is about Linux."
version=$(swift --version 2>&1 | grep -o 'Swift version [0-9.]*' | head -1)
[[ $version == "Swift version 6.3.1" ]] || cannot "this needs Swift 6.3.1."
command -v python3 > /dev/null || cannot "this needs python3 for the server."

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$work"' EXIT
cd "$work" || exit 2

cat > server.py <<'PYTHON'
import http.server
import time


class Trickle(http.server.BaseHTTPRequestHandler):
    """Sends eight bytes, one every half second."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "8")
        self.end_headers()
        for _ in range(8):
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(0.5)

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Trickle)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
cat > download.swift <<'SWIFT'
import Foundation
import FoundationNetworking

let configuration = URLSessionConfiguration.ephemeral
configuration.timeoutIntervalForResource = 1
let session = URLSession(configuration: configuration)
let limit = session.configuration.timeoutIntervalForResource
let url = URL(string: "http://127.0.0.1:\(CommandLine.arguments[1])/")!
let start = ContinuousClock.now
do {
  let (data, _) = try await session.data(from: url)
  let isLate = ContinuousClock.now - start > .seconds(2 * limit)
  print("a limit of \(Int(limit)) s, \(data.count) bytes, \(isLate ? "late" : "in time")")
} catch {
  print("a limit of \(Int(limit)) s, \((error as? URLError)?.code == .timedOut ? "timed out" : "\(error)")")
}
SWIFT
swiftc -Onone download.swift -o download || cannot "the program didn't compile."
python3 server.py > port &
server=$!
for _ in {1..100}; do
  [[ -s port ]] && break
  sleep 0.1
done
result=$(no_proxy=127.0.0.1 timeout 120 ./download "$(cat port)") || cannot "the program didn't end."

echo "$version"
echo "$result"
[[ $result == "a limit of 1 s, 8 bytes, late" ]]
