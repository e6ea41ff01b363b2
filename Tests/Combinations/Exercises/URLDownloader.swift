extension Recipe {
  /// Exercise 04, where no part of the work may be dealt out beforehand: one page can be slow.
  static let urlDownloader: [Recipe] = plainCounter.flatMap { recipe in
    Share.moving.flatMap { share in
      Collect.allCases.map { collect in
        var full = recipe
        (full.share, full.collect) = (share, collect)
        return full
      }
    }
  }

  var urlDownloaderText: String {
    guard let lock, let share, let collect else { return "" }
    let page = "Result<Data, any Error>"
    let told = ["finished.value += 1", "progress(finished.value, urls.count)"]
    let work =
      ["let page = Result { try fetch(urls[index]) }"]
      + collect.stored("page", at: "index", under: lock, fault: fault, told: told)
    let body =
      Self.guarding("workers", atLeast: 1)
      + ["guard !urls.isEmpty else { return [] }", "let team = min(workers, urls.count)"]
      + sharedLock + ["let finished = Shared(0)"] + share.setUp("urls.count")
      + collect.setUp(page, count: "urls.count")
      + team("team", share.loop("index", of: "urls.count", lock: lock, fault: fault, work))
      + ["return \(collect.inOrder(count: "urls.count"))"]
    let function =
      [
        "/// Downloads every URL with a team of `workers` threads.",
        "public func download(",
        "  _ urls: [URL],",
        "  workers: Int,",
        "  fetch: @escaping @Sendable (URL) throws -> Data,",
        "  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void",
      ] + body.block(") throws -> [\(page)]")
    return file([function, share.declaration, collect.declaration(page)].parted)
  }
}
