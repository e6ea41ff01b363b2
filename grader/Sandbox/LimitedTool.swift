import Foundation

extension Tool {
  /// The same program with so many bytes of memory for each of its processes, of which it fails if it
  /// needs more; where the system has no such limit, as before.
  func limited(toMemory bytes: Int) -> Tool {
    var tool = self
    tool.executable = URL(fileURLWithPath: "/bin/sh")
    let script = #"ulimit -v \#(bytes >> 10) 2>/dev/null; exec "$0" "$@""#
    tool.arguments = ["-c", script, executable.path] + arguments
    return tool
  }
}
