/// `version`: which kit this is, as documents tell it too.
struct VersionCommand: Command {
  static let name = "version"
  static let summary = "prints the kit's name and version"

  init(_ arguments: inout Arguments) throws(UsageError) {
    try arguments.nothing(behind: Self.name)
  }

  func run() -> Int32 {
    print(Document.kit)
    return 0
  }
}
