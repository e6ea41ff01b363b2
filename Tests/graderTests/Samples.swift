import Foundation
import Judge
import Testing
import Wire

@testable import grader

/// The package's own folder.
let package = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Lends a new folder with these files in it, and removes it afterwards.
func withFolder<Result>(
  _ files: [String: String] = [:], _ body: (URL) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("graderTests-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (path, text) in files { try write(text, to: path, in: folder) }
  return try body(folder)
}

/// Writes a file, with the folders on the way to it.
func write(_ text: String, to path: String, in folder: URL) throws {
  let file = folder.appendingPathComponent(path)
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: file)
}

/// An exercise of a made-up kit, by its folder's name, such as `01-Ropes`.
func exercise(_ folder: String) throws -> KitExercise {
  let name = folder.split(separator: "-").last ?? ""
  return try withFolder(["Sources/Subject/\(name)/main.swift": ""]) { root in
    try #require(KitExercise(folder: folder, root: root))
  }
}

/// A verdict with the points that its status earns.
func verdict(
  _ check: String, _ status: Status = .passed, points: Int = 1, diagnosis: String? = nil,
  message: String? = nil, evidence: Value? = nil, printed: String? = nil
) -> Verdict {
  let finding: Finding? =
    if let diagnosis {
      .recorded(diagnosis: diagnosis, message: message, evidence: evidence, threads: nil)
    } else {
      Finding(remark: message, measurement: nil)
    }
  return Verdict(
    check: check, status: status, maxPoints: points, finding: finding, printed: printed)
}

/// The names of what lies in a folder, in order.
func names(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(
    atPath: package.appendingPathComponent(folder).path
  ).filter { !$0.hasPrefix(".") }.sorted()
}

/// The text of one of the package's files.
func text(of path: String) throws -> String {
  try String(contentsOf: package.appendingPathComponent(path), encoding: .utf8)
}
