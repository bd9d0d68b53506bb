import Ledger

/// Finds out which column of an unknown export is which of ours, by names and by what stands there.
struct ColumnGuess {
  /// What was found, by our column: names of theirs, more than one where a time is in two, or the counts of a class are.
  private(set) var found: [LedgerColumn: [String]] = [:]
  /// How the starts of requests are written; nil where no time was found.
  private(set) var times: SampleTimes?
  /// Nothing but what stands there says that the column of ids is one.
  private(set) var isIDByValues = false
  private let table: SampleTable
  /// Those that can be mapped.
  private let columns: [SampleTable.Column]
  /// What they are called, one per column.
  private let names: [ColumnWords.Name]
  /// Whether the books have a price for what a name of a model means.
  private let knows: (String) -> Bool
  private var taken: Set<String> = []
  /// The names of those whose texts tell requests apart.
  private let telling: Set<String>

  init(
    _ table: SampleTable, telling: Set<String>? = nil,
    knows: @escaping (String) -> Bool = { _ in true }
  ) {
    self.table = table
    self.telling = telling ?? SampleTable.namesTellingRowsApart([table])
    columns = table.columns.filter { !$0.name.isEmpty }
    names = columns.map { ColumnWords.Name($0.name) }
    self.knows = knows
    if let start = SampleStart(columns) {
      times = start.times
      take(start.names, as: .startedAt)
    }
    let order: [LedgerColumn] = [
      .model, .provider, .requestID, .completedAt, .inputTokens, .outputTokens, .cacheReadTokens,
      .cacheWrite1hTokens, .cacheWrite5mTokens, .reasoningTokens, .audioInputTokens,
      .audioOutputTokens, .images, .searches, .seconds, .vendorCostUSD, .creditsDeducted,
      .multiplier, .balanceBefore, .balanceAfter, .userID, .accountID, .tier, .status, .byok,
      .serviceTier, .service, .currency,
    ]
    for fit in [ColumnWords.Fit.sameWords, .someWords, .direction] {
      for column in order where found[column] == nil { findByName(column, fit) }
    }
    findUncachedInput()
    findByValues()
    findDoubtfulUser()
  }

  func column(_ name: String) -> SampleTable.Column? {
    columns.first { $0.name == name }
  }

  /// The texts of the columns found for `column`, joined by a blank where they are two, unless they are counts.
  func texts(_ column: LedgerColumn) -> [String] {
    if case .quantity = column.content {
      return found[column, default: []].flatMap { self.column($0)?.values ?? [] }
    }
    return rows(column).filter { !$0.allSatisfy { $0 == " " } }
  }

  /// The same, one per row, of blanks alone where it has none.
  func rows(_ column: LedgerColumn) -> [String] {
    SampleTable.joined(found[column, default: []].compactMap { self.column($0) })
  }

  /// The column of offsets from UTC that the times need, if there is one.
  private var offset: [String] {
    found[.startedAt, default: []].dropFirst().filter(NamedZone.isNamed)
  }

  /// The unit that the name of the column found for `column`, a count, says; nil for none.
  func unit(_ column: LedgerColumn) -> String? {
    guard case .quantity = column.content, column != .seconds else { return nil }
    return found[column]?.first.flatMap(ColumnWords.unit)
  }

  /// The columns that nothing of ours is read from, nor from within their text.
  var unused: [String] {
    table.columns.map(\.name).filter { name in
      !taken.contains(name) && !taken.contains { $0.hasPrefix(name + ".") }
    }
  }

  /// The columns of words, nothing of ours yet, that differ in every row.
  var openIDs: [String] {
    columns.filter { column in
      !taken.contains(column.name) && column.values.count > 1
        && Set(column.values).count == column.texts.count && !Self.areNumbers(column.values)
        && !column.holdsMeasures && !column.tellsSeveral && SampleTimes(column.values) == nil
    }.map(\.name)
  }

  /// The column that is the user unless it tells requests apart, where nothing of ours is read from it.
  var openUser: String? {
    columns.first { !taken.contains($0.name) && $0.isUniqueID }?.name
  }

  /// The columns of numbers that are nothing of ours yet.
  var openNumbers: [String] {
    columns.filter { !taken.contains($0.name) && Self.areNumbers($0.values) }.map(\.name)
  }

  /// Those of them that may be counts of tokens.
  var openCounts: [SampleTable.Column] {
    columns.filter {
      !taken.contains($0.name) && Self.areNumbers($0.values) && !Self.areFractions($0.values)
        && !Self.areFlags($0.values) && !MisleadingWords.areMeasures(NameWords($0.name))
    }
  }

  private mutating func take(_ names: [String], as column: LedgerColumn) {
    found[column] = names
    taken.formUnion(names)
  }

  /// The same where `column` is read from `names`.
  func reading(_ column: LedgerColumn, from names: [String]) -> ColumnGuess {
    var guess = self
    guess.taken.subtract(found[column, default: []])
    guess.take(names, as: column)
    return guess
  }

  // MARK: Names

  private mutating func findByName(_ column: LedgerColumn, _ fit: ColumnWords.Fit) {
    let fitting = zip(columns, names).filter { $1.fit(column) == fit }
    let candidates = fitting.map(\.0).filter {
      !taken.contains($0.name)
        && holds($0, column) && !MisleadingWords.stand(in: $0.name, column, fit)
        && !(column == .cacheWrite5mTokens && isSumOfWrites($0))
        && !(column == .requestID && $0.tellsSeveral)
        && !(column == .userID && ($0.isUniqueID || $0.isBy))
    }
    if let best = best(of: candidates, for: column) {
      take([best.name] + (column.content == .time ? offset : []), as: column)
    }
  }

  /// The first of them, unless another is our own name, or is more likely what `column` is.
  private func best(
    of candidates: [SampleTable.Column], for column: LedgerColumn
  ) -> SampleTable.Column? {
    let own = candidates.first { NameWords($0.name).joined == NameWords(column.name).joined }
    if let own { return own }
    switch column {
    case .requestID: return candidates.max { told(by: $0) < told(by: $1) }
    case .model: return model(of: candidates)
    case .userID:
      // Beside another user, `uid` is an id of something else.
      return candidates.first { NameWords($0.name).joined != "uid" } ?? candidates.first
    default: return candidates.first
    }
  }

  /// The column of names of models; where one says which model answered, always and by names of which the books know as
  /// many, row by row, that one.
  private func model(of candidates: [SampleTable.Column]) -> SampleTable.Column? {
    let models = candidates.filter { VendorWords.areModels($0.values) }
    guard let first = models.first else { return candidates.first }
    let answered = models.first { NameWords($0.name).words.contains("response") }
    guard let answered, answered.values.count >= first.values.count,
      knownRows(answered) >= knownRows(first)
    else { return first }
    return answered
  }

  /// How many rows of a column have a name that the books know.
  private func knownRows(_ column: SampleTable.Column) -> Int {
    let known = Set(column.values).filter(knows)
    return column.values.count(where: known.contains)
  }

  /// How many requests a column tells apart; of two that tell as many, not the one of traces, which hold several.
  private func told(by column: SampleTable.Column) -> (Int, Int) {
    (Set(column.values).count, NameWords(column.name).words.contains("trace") ? 0 : 1)
  }

  /// Whether what stands in a column of theirs can be what `column` needs.
  private func holds(_ candidate: SampleTable.Column, _ column: LedgerColumn) -> Bool {
    let values = candidate.values
    // Nothing speaks against a column that is blank so far, where its name is known.
    if values.isEmpty { return column.content != .time }
    switch column.content {
    case .quantity(.second): return Self.areNumbers(values)
    case .quantity:
      // Beside a name such as `cached` they say whether it was.
      let isFlag = column == .cacheReadTokens && Self.areFlags(values)
      let isWhole = !Self.areFractions(values) || ColumnWords.unit(candidate.name) != nil
      return Self.areNumbers(values) && isWhole && !isFlag
    case .cost, .credits, .multiplier: return Self.areNumbers(values)
    case .time:
      guard let times else { return false }
      guard let offset = offset.first.flatMap(self.column) else {
        return SampleTimes(values)?.format == times.format
      }
      // An offset alone is no time.
      return values.count == candidate.texts.count
        && SampleTimes(SampleTable.joined([candidate, offset]))?.format == times.format
    case .id:
      if column == .requestID { return telling.contains(candidate.name) }
      return !values.contains { $0.count > 128 }
    case .name:
      switch column {
      case .model: return !Self.areNumbers(values)
      case .provider: return !Self.areNumbers(values) && !values.allSatisfy(VendorWords.isNone)
      case .status:
        let words = values.filter { !SampleNumbers.blanks.contains($0) }
        return !words.isEmpty && words.allSatisfy { StatusWords.status($0) != nil }
          || Set(values).count <= 6 && !Self.areNumbers(values)
      case .byok: return values.allSatisfy { LedgerRules.boolean(Array($0.utf8)) != nil }
      // One that nobody knows yet is no customer's tier either, where the name and the others say so.
      case .serviceTier: return values.contains { ServiceTierName.meant(by: $0) != nil }
      case .service:
        return values.allSatisfy {
          ["chat", "embedding", "tts", "stt", "rerank", "search", "agent"].contains($0)
        }
      case .currency: return values.allSatisfy { $0.count == 3 && $0.allSatisfy(\.isLetter) }
      default: return Set(values).count <= 50 && !Self.areNumbers(values)
      }
    }
  }

  /// Whether what is written for five minutes alone stands elsewhere.
  private func isSumOfWrites(_ column: SampleTable.Column) -> Bool {
    !CacheWords.namesMinutes(NameWords(column.name))
      && columns.contains {
        let name = NameWords($0.name)
        return CacheWords.namesMinutes(name) && CacheWords.isWrite(name, .cacheWrite5mTokens)
          && holds($0, .cacheWrite5mTokens)
      }
  }

  /// Where no column holds all input, what of it was not read from a cache.
  private mutating func findUncachedInput() {
    guard found[.inputTokens] == nil else { return }
    let uncached = columns.first {
      !taken.contains($0.name) && CacheWords.isUncached(NameWords($0.name))
        && holds($0, .inputTokens)
        && !Self.areFlags($0.values) && !MisleadingWords.areMeasures(NameWords($0.name))
    }
    if let uncached { take([uncached.name], as: .inputTokens) }
  }

  // MARK: Values

  private mutating func findByValues() {
    func open() -> [SampleTable.Column] {
      columns.filter { !taken.contains($0.name) && !$0.values.isEmpty }
    }
    if found[.model] == nil,
      let column = open().first(where: { VendorWords.areModels($0.values) })
    {
      take([column.name], as: .model)
    }
    if found[.provider] == nil,
      let column = open().first(where: {
        $0.values.allSatisfy { VendorWords.vendor($0) != nil }
      })
    {
      take([column.name], as: .provider)
    }
    if found[.requestID] == nil, let column = open().first(where: mayBeIDs) {
      take([column.name], as: .requestID)
      isIDByValues = true
    }
  }

  /// Where no other column is the user, `uid`, if something else tells requests apart, or else `by`.
  private mutating func findDoubtfulUser() {
    guard found[.userID] == nil else { return }
    let open = columns.filter { !taken.contains($0.name) && holds($0, .userID) }
    let uid = found[.requestID] == nil ? nil : open.first(where: \.isUniqueID)
    if let column = uid ?? open.first(where: \.isBy) { take([column.name], as: .userID) }
  }

  /// Whether what stands in a column looks like ids of requests: it differs from row to row, and is neither amounts nor
  /// times nor somebody.
  private func mayBeIDs(_ column: SampleTable.Column) -> Bool {
    let values = column.values
    let different = Set(values).count
    guard !column.tellsSeveral, !MisleadingWords.stand(in: column.name, .requestID, .someWords),
      values.count == column.texts.count, telling.contains(column.name),
      different > 1 || values[0].count >= 8,
      values.allSatisfy({ $0.count >= 4 && !$0.contains(" ") })
    else { return false }
    let areAmounts = Self.areNumbers(values) || column.holdsMeasures
    return (column.isNamedAnID || !areAmounts) && !Self.areFractions(values)
      && SampleTimes(values) == nil
      && ColumnWords.fit(column.name, .userID) == .notAtAll
      && ColumnWords.fit(column.name, .accountID) == .notAtAll
  }
}
