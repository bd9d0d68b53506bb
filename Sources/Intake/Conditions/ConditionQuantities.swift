import Ledger

/// The names of columns that count what nothing else holds.
extension ConditionColumn {
  /// - Parameter owner: the name of what it is a member of; what a read from the cache costs counts none.
  static func quantity(
    _ name: ColumnNameWords, _ words: Set<String>, in owner: Substring? = nil
  ) -> ConditionColumn? {
    guard words.isDisjoint(with: money) || name.joined == "searchcontextsize",
      !(owner.map { ColumnNameWords($0).words.contains { $0 == "cost" || $0 == "costs" } } ?? false)
    else { return nil }
    let isIn = !words.isDisjoint(with: ["input", "inputs", "prompt", "in"])
    let isOut = !words.isDisjoint(with: [
      "output", "outputs", "completion", "out", "generated", "candidates",
    ])
    let areTokens = !words.isDisjoint(with: ["token", "tokens", "tok", "toks"])
    let isCache = words.contains { $0.hasPrefix("cach") }
    func sided(_ input: LedgerColumn, _ output: LedgerColumn) -> [LedgerColumn] {
      isIn == isOut ? [input, output] : [isIn ? input : output]
    }
    if !words.isDisjoint(with: ["audio", "speech", "voice"]),
      areTokens || isTime(words) || isIn != isOut
    {
      if isCache { return ConditionColumn(.count, [.audioCacheReadTokens]) }
      var column = ConditionColumn(
        .count, sided(.audioInputTokens, .audioOutputTokens) + (isTime(words) ? [.seconds] : []))
      column.isOfBothSides = areTokens && isIn == isOut
      return column
    }
    if !words.isDisjoint(with: ["image", "images", "img", "vision"]),
      areTokens || isIn != isOut || !words.isDisjoint(with: counts) || name.words == ["images"]
    {
      let classes = sided(.imageInputTokens, .imageOutputTokens)
      var column = ConditionColumn(.count, areTokens ? classes : classes + [.images])
      column.isOfBothSides = areTokens && isIn == isOut
      return column
    }
    if words.contains("video"), areTokens || isTime(words) { return ConditionColumn(.count) }
    // The fee of a search is by the size of its context, which is a word and no number of searches.
    if name.joined == "searchcontextsize" { return ConditionColumn(.notNeutral(.unreadQuantity)) }
    // What a search found costs by the result, and says nothing of how many there were.
    if name.joined == "numsearchresults" { return ConditionColumn(.count) }
    if searches.contains(name.joined)
      || !words.isDisjoint(with: ["search", "searches", "websearch", "grounding"])
        && words.isDisjoint(with: ["file", "vector", "ms", "time", "results", "context"])
        && !words.isDisjoint(with: counts.union(["web", "google", "bing"]))
    {
      return ConditionColumn(.countOrFlag, [.searches])
    }
    if tools.contains(where: { name.joined.contains($0) }) { return ConditionColumn(.countOrFlag) }
    if isToolPrompt(name) { return ConditionColumn(.count) }
    if !words.isDisjoint(with: ["citation", "citations"]), areTokens {
      return ConditionColumn(.count)
    }
    return isCache ? cached(name, words, areTokens) : nil
  }

  private static func cached(
    _ name: ColumnNameWords, _ words: Set<String>, _ areTokens: Bool
  ) -> ConditionColumn? {
    guard !CacheKeywords.isUncached(name),
      words.isDisjoint(with: ["miss", "misses", "ttl", "saved"]),
      areTokens
        || !MisleadingKeywords.areMeasures(name)
          && (CacheKeywords.namesUse(name) || !words.isDisjoint(with: ["input", "prompt"]))
    else { return nil }
    return cached(isWrite: CacheKeywords.areNotRead(name))
  }

  private static func cached(isWrite: Bool) -> ConditionColumn {
    var column = ConditionColumn(
      .count, isWrite ? [.cacheWrite5mTokens, .cacheWrite1hTokens] : [.cacheReadTokens])
    column.isOfMappings = true
    return column
  }

  /// A column that is named for a class other than all that went in, or came out, as proposals know its names.
  static func known(_ path: String) -> ConditionColumn? {
    let name = ColumnKeywords.Name(path)
    let column = classes.first {
      name.fit($0) == .sameWords && !MisleadingKeywords.stand(in: path, $0, .sameWords)
    }
    switch column {
    case nil: return nil
    case .cacheReadTokens: return cached(isWrite: false)
    case .cacheWrite5mTokens, .cacheWrite1hTokens: return cached(isWrite: true)
    case let column?: return ConditionColumn(.count, [column])
    }
  }

  private static let classes: [LedgerColumn] = [
    .cacheReadTokens, .cacheWrite5mTokens, .cacheWrite1hTokens, .audioInputTokens,
    .audioOutputTokens, .imageInputTokens, .imageOutputTokens, .images, .searches, .seconds,
  ]

  /// A column of tokens that is named for all that went in, or came out.
  static func total(_ path: String) -> ConditionColumn? {
    let words = path.split(separator: ".").suffix(2).flatMap { ColumnNameWords($0).words }
    let last = ColumnNameWords(path.split(separator: ".").last ?? "")
    // `prompt` alone may be what was asked, and `n_ctx` is what a model can read.
    let isCount =
      last.words.count > 1 && last.joined != "nctx" && !MisleadingKeywords.areMeasures(last)
    guard isCount || words.contains(where: { $0.hasPrefix("tok") || $0 == "usage" })
    else { return nil }
    let total = [LedgerColumn.inputTokens, .outputTokens].first { wanted in
      ColumnKeywords.fit(path, wanted) == .sameWords
        && !MisleadingKeywords.stand(in: path, wanted, .sameWords)
    }
    guard let total else { return nil }
    var column = ConditionColumn(.count, [total])
    column.isOfMappings = true
    return column
  }

  private static func isTime(_ words: Set<String>) -> Bool {
    !words.isDisjoint(with: ["seconds", "second", "sec", "secs", "s", "minutes", "duration", "ms"])
  }

  /// Returns true if a list of this name holds web searches for grounding, as Gemini's does.
  ///
  /// - Parameter path: the name; members within members are joined by points.
  static func areQueries(_ path: some BidirectionalCollection<UInt8>) -> Bool {
    guard path.last == UInt8(ascii: "s"), path.suffix(6).elementsEqual("ueries".utf8)
    else { return false }
    let parts = String(decoding: path.suffix(200), as: UTF8.self).split(separator: ".").suffix(2)
    let names = parts.map { ColumnNameWords($0) }
    switch names.last?.joined {
    case "websearchqueries", "imagesearchqueries": return true
    // Alone they may be asked of a company's own documents.
    case "searchqueries":
      return names.count > 1
        && names[0].words.contains { ["search", "websearch", "web", "grounding"].contains($0) }
    default: return false
    }
  }

  /// The tokens of a prompt that Google counts apart from its other ones, at the same price: those that tools took in.
  ///
  /// "toolUsePromptTokenCount" is on top of the prompt; the total is all of them
  /// (https://ai.google.dev/api/generate-content#UsageMetadata, read 2026-11).
  static func isToolPrompt(_ name: ColumnNameWords) -> Bool {
    name.joined.hasSuffix("tooluseprompttokencount") || name.joined.hasSuffix("tooluseprompttokens")
  }

  static let counts: Set = [
    "count", "counts", "num", "number", "n", "requests", "request", "calls", "call", "queries",
    "generated",
    "used",
  ]
  private static let searches: Set = [
    "searches", "websearch", "grounded", "grounding", "numsourcesused", "sourcesused",
  ]
  private static let tools = [
    "codeinterpreter", "filesearch", "codeexecution", "containerhours", "computeruse",
    "imagegenerationcall",
  ]
  private static let money: Set = [
    "cost", "costs", "usd", "eur", "bytes", "size", "format", "quality", "model", "id", "ids",
    "percent", "pct", "ratio", "savings", "saved",
  ]
}
