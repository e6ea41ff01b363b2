/// A solution of an exercise that is put together from parts, with the verdict that it must get.
public struct Combination: Sendable, Equatable {
  /// How many of the possible ones.
  public enum Extent: String, Sendable, CaseIterable {
    /// Every two parts that go together are together at least once; every fault is at each part that
    /// it can spoil.
    case pairs
    /// Every three parts that go together are; every fault is at each part that it can spoil, with
    /// each way to make threads.
    case all
  }

  /// The exercises of which there are combinations, in teaching order.
  public static let exercises = Kind.allCases.map(\.rawValue)

  /// The parts' names, and the fault's.
  public let name: String
  /// The whole file.
  public let text: String
  /// The name of the mistake; nil if it is right.
  public let diagnosis: String?

  /// The combinations of an exercise, the right ones first; none if there are none of that name.
  public static func of(_ exercise: String, _ extent: Extent) -> [Combination] {
    guard let kind = Kind(rawValue: exercise) else { return [] }
    return (kind.right(extent) + kind.broken(extent)).map {
      Combination(name: $0.name, text: kind.text(of: $0), diagnosis: $0.diagnosis)
    }
  }
}

/// An exercise that solutions are put together for.
enum Kind: String, CaseIterable {
  case basicThreads = "BasicThreads"
  case safeCounter = "SafeCounter"
  case threadPool = "ThreadPool"
  case urlDownloader = "URLDownloader"
  case primeFinder = "PrimeFinder"

  /// All right combinations.
  var recipes: [Recipe] {
    switch self {
    case .basicThreads: Recipe.basicThreads
    case .safeCounter: Recipe.safeCounter
    case .threadPool: Recipe.threadPool
    case .urlDownloader: Recipe.urlDownloader
    case .primeFinder: Recipe.primeFinder
    }
  }

  /// What can be spoilt so that the verdict is certain.
  var faults: [Fault] {
    switch self {
    case .basicThreads: [.noLock, .noWait, .oneTooFew, .noWake, .loadThenStore]
    case .safeCounter: Fault.allCases.filter { $0 != .loadThenStore }
    case .threadPool: [.noLock, .noWait, .oneTooFew, .noWake]
    case .urlDownloader, .primeFinder:
      Fault.allCases.filter { ![.twoOrders, .relaxed, .plainLook].contains($0) }
    }
  }

  func text(of recipe: Recipe) -> String {
    switch self {
    case .basicThreads: recipe.basicThreadsText
    case .safeCounter: recipe.safeCounterText
    case .threadPool: recipe.threadPoolText
    case .urlDownloader: recipe.urlDownloaderText
    case .primeFinder: recipe.primeFinderText
    }
  }

  func right(_ extent: Combination.Extent) -> [Recipe] {
    covering(recipes) { $0.groups(of: extent == .pairs ? 2 : 3) }
  }

  func broken(_ extent: Combination.Extent) -> [Recipe] {
    let recipes = recipes
    let plain = recipes.filter(\.isPlain)
    return faults.flatMap { fault in
      let candidates = mixed(fault.isOfState ? recipes : plain, for: fault)
      return covering(candidates.filter { fits(fault, $0) }.map { $0.with(fault) }) { recipe in
        // Which lock it is that isn't there makes no difference.
        let isAtLock = fault.isOfLock && fault != .noLock
        let spoilt =
          recipe.shared(spoiltBy: fault)?.name
          ?? (isAtLock ? recipe.lock?.rawValue ?? "" : recipe.wait.rawValue)
        return [spoilt + (extent == .all ? recipe.maker.rawValue : "")]
      }
    }
  }

  /// In an order that has no two neighbours beside each other, so that all parts take turns where the
  /// fault is elsewhere.
  private func mixed(_ recipes: [Recipe], for fault: Fault) -> [Recipe] {
    guard fault.isOfState else { return recipes.indices.map { recipes[$0 * 7919 % recipes.count] } }
    // What is shared varies fastest, so steps of one length would meet the same locks again: these go by
    // the golden ratio, and begin elsewhere for each fault.
    let begin = UInt64(fault.rawValue.utf8.reduce(0) { $0 + Int($1) })
    let places = recipes.indices.map { (UInt64($0) &+ begin) &* 0x9E37_79B9_7F4A_7C15 }
    return recipes.indices.sorted { places[$0] < places[$1] }.map { recipes[$0] }
  }

  private func fits(_ fault: Fault, _ recipe: Recipe) -> Bool {
    // In the shared pool one thread may do all, or take other steps each time.
    if fault.isOfState { return recipe.maker.givesThreads && recipe.shared(spoiltBy: fault) != nil }
    if !recipe.isPlain || fault.isOfLock && recipe.lock == nil { return false }
    // Without a ticket or a pile nothing is read under the lock and written later.
    let isMoved = recipe.share == nil || recipe.share != .dealt
    if [.writeOutside, .lockedTwice].contains(fault) && !isMoved { return false }
    return fault.fits(recipe.maker, recipe.wait)
  }
}

extension Recipe {
  /// All groups of so many of its parts, or all of them if it has fewer.
  func groups(of size: Int) -> [[Part]] {
    Self.groups(of: min(size, parts.count), in: parts[...])
  }

  private static func groups(of size: Int, in parts: ArraySlice<Part>) -> [[Part]] {
    guard size > 0, let first = parts.first else { return size == 0 ? [[]] : [] }
    let rest = parts.dropFirst()
    return groups(of: size - 1, in: rest).map { [first] + $0 } + groups(of: size, in: rest)
  }
}
