/// The facts about a cache that the name of a column states.
enum CacheKeywords {
  /// Returns true if it names tokens that were not read from a cache, such as `input_non_cached`.
  static func isUncached(_ name: ColumnNameWords) -> Bool {
    let words = name.words
    return words.indices.contains { place in
      guard isCache(words[place]) else { return false }
      if nots.contains(where: { words[place].hasPrefix($0) }) { return true }
      return words[..<place].indices.contains { before in
        // `no. of cached tokens` are a number of them, `w/o cache` are without.
        without.contains(words[before]) && words[before + 1] != "of"
          || isWithout(words[before], words[before + 1])
      } || !words[place...].allSatisfy { !excluded.contains($0) }
    }
  }

  /// Returns true if it names something with tokens of a cache, such as `Input (w/ Cache Write)`.
  static func isWith(_ name: ColumnNameWords) -> Bool {
    let words = name.words
    guard !isUncached(name), let place = words.lastIndex(where: isCache) else { return false }
    return words[..<place].contains(where: with.contains)
      || words[place...].contains(where: included.contains)
  }

  /// Returns the words of a name without those that say with or without.
  static func plain(_ name: ColumnNameWords) -> [String] {
    let words = name.words
    let kept = words.indices.filter { place in
      let isSecond = place > 0 && isWithout(words[place - 1], words[place])
      return !isSecond
        && ![without, excluded, with, included].contains { $0.contains(words[place]) }
    }
    return kept.map { words[$0] }
  }

  /// `w/o`, and `w/out`.
  private static func isWithout(_ word: String, _ next: String) -> Bool {
    word == "w" && ["o", "out"].contains(next)
  }

  /// Returns true if it names tokens written to a cache, for the cache duration of `column`.
  static func isWrite(_ name: ColumnNameWords, _ column: LedgerColumn) -> Bool {
    let words = Set(name.words)
    guard words.contains(where: isCache), words.isDisjoint(with: reads), !isUncached(name),
      !words.isDisjoint(with: writes.union(hours).union(minutes))
    else { return false }
    switch column {
    case .cacheWrite1hTokens: return !words.isDisjoint(with: hours)
    case .cacheWrite5mTokens: return words.isDisjoint(with: hours)
    default: return false
    }
  }

  /// Returns true if it names tokens read from a cache or written to it.
  ///
  /// `cache_hits` may state only that some were.
  static func namesUse(_ name: ColumnNameWords) -> Bool {
    let words = Set(name.words)
    return words.contains(where: isCache)
      && !words.isDisjoint(with: readings.union(writes).union(hours).union(minutes))
  }

  /// Returns true if it says that written tokens are kept for 5 minutes.
  static func namesMinutes(_ name: ColumnNameWords) -> Bool {
    !minutes.isDisjoint(with: name.words)
  }

  /// Returns true if it says that written tokens are kept for an hour.
  static func namesHour(_ name: ColumnNameWords) -> Bool { !hours.isDisjoint(with: name.words) }

  /// Returns true if it says that tokens were not read from a cache.
  ///
  /// They were written to it, or missed.
  static func areNotRead(_ name: ColumnNameWords) -> Bool {
    let others = writes.union(hours).union(minutes).union(["miss", "misses"])
    return !others.isDisjoint(with: name.words) || isUncached(name)
  }

  /// Returns true if the columns are Anthropic's sum of all cache writes and its one-hour part.
  static func areSum(minutes: [String], hour: [String]) -> Bool {
    func are(_ names: [String], _ word: String) -> Bool {
      !names.isEmpty
        && names.allSatisfy { ColumnNameWords($0.split(separator: ".").last ?? "").joined == word }
    }
    return are(minutes, "cachecreationinputtokens") && are(hour, "ephemeral1hinputtokens")
  }

  private static func isCache(_ word: String) -> Bool { word.contains("cach") }

  private static let nots: Set<String> = [
    "no", "non", "not", "un", "without", "excl", "excluding", "ohne", "nicht", "sans", "hors",
    "sin", "sem", "nao", "senza", "zonder", "niet",
  ]
  private static let without = nots.union(["wo", "exclude", "excludes"]).union(excluded)
  private static let excluded: Set<String> = ["excl", "excluded", "exclusive", "exkl"]
  private static let with = included.union([
    "with", "w", "including", "include", "includes", "mit", "avec", "plus",
  ])
  private static let included: Set<String> = ["incl", "included", "inclusive", "inkl", "inklusive"]
  private static let writes: Set<String> = [
    "write", "writes", "written", "create", "creates", "created", "creation", "stored", "w", "wr",
    "geschrieben", "ecrit", "ecrits", "ecriture", "escrito", "escritos", "escritura", "escrita",
    "scritto", "scritti", "scrittura", "geschreven",
  ]
  private static let readings: Set<String> = ["read", "reads"]
  private static let reads = readings.union(["hit", "hits"])
  private static let minutes: Set<String> = ["5m", "5min", "5minutes"]
  private static let hours: Set<String> = ["1h", "1hr", "1hour", "60m", "60min", "hour"]
}
