/// What a program in a sandbox may see, write, reach and take.
///
/// A grader makes it and hands it to the judge, which starts subjects by it.
public struct SandboxPolicy: Codable, Sendable, Equatable {
  /// What a program may have so much of, by the name that the launcher knows it by.
  public enum Limit: String, Codable, Sendable, CaseIterable {
    /// The memory dump of a crash, in bytes.
    case core
    /// Processor time, in seconds.
    case cpu
    /// The size of one file, in bytes.
    case file
    /// How many descriptors are open at once.
    case files
    /// Addresses of memory, used or not, in bytes.
    case memory
    /// How many processes and threads there are at once.
    case processes
  }

  /// Whom the program runs as.
  public enum User: Codable, Sendable, Equatable {
    /// A user and group of this number, whom the launcher becomes: only root can.
    case number(UInt32)
    /// Whoever starts it, who is nobody in a view of users of its own.
    case nobody
  }

  /// Where bubblewrap is.
  public var bubblewrap: String
  /// Where the kit's launcher is, which becomes the sandbox's first process.
  public var launcher: String
  /// Whom the program runs as.
  public var user: User
  /// Files and folders that are seen under their own names and can't be changed.
  public var readable: [String]
  /// Folders that are seen under their own names and can be written to.
  public var writable: [String] = []
  /// Files and folders that lie elsewhere, by the names under which they are seen; they can't be changed.
  public var shown: [String: String] = [:]
  /// Folders that are empty at first, can be written to, and are gone with the sandbox, outer ones first.
  public var empty: [String] = []
  /// Links, such as `/lib`, and where they lead.
  public var links: [String: String] = [:]
  /// Whether it has the network of whoever starts it; else it has none at all.
  public var hasNetwork = false
  /// The size of the folder for temporary files and of each that is empty at first, in bytes.
  public var temporary = 16 << 20
  /// What else is limited.
  public var limits: [Limit: Int]

  /// Makes a policy for programs that see what is `readable` and nothing else.
  public init(
    bubblewrap: String, launcher: String, user: User, readable: [String],
    links: [String: String] = [:], limits: [Limit: Int] = Self.ofSubjects
  ) {
    self.bubblewrap = bubblewrap
    self.launcher = launcher
    self.user = user
    self.readable = readable
    self.links = links
    self.limits = limits
  }

  /// What a subject may take beyond what the judge looks at itself.
  ///
  /// It may have 2,000 threads, of which a judge tells; the system refuses only what gets past that.
  public static let ofSubjects: [Limit: Int] = [
    .core: 0, .file: 16 << 20, .files: 4096, .processes: 2300,
  ]

  /// A user whom nobody else is: no other program, of this judge or another, shares a limit with it.
  ///
  /// The numbers are ones that systems leave free.
  public static func freshUser() -> User {
    .number(UInt32.random(in: 1_879_048_192..<2_147_483_647))
  }
}
