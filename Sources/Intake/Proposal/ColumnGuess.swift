import Ledger

/// Finds out which column of an unknown export is which native one, by names and by content.
struct ColumnGuess {
  /// The names of the columns found, by ledger column.
  ///
  /// There are several names if a time is in two columns, or the counts of a class are.
  private(set) var found: [LedgerColumn: [String]] = [:]
  /// The format of request starts; nil if no time was found.
  private(set) var times: SampleTimes?
  /// Nothing but its content says that the column of ids is one.
  private(set) var isIDByValues = false
  /// Several rows may have one id, as they state the same response.
  private(set) var sharesResponses = false
  private let table: SampleTable
  /// Those that can be mapped.
  private(set) var columns: [SampleTable.Column]
  /// The columns of sums of all rows so far, which are no usage of one request.
  let running: RunningTotals
  /// Those that others state in full.
  let repeated: RestatedColumns
  /// The names of the columns, one per column.
  private let names: [ColumnKeywords.Name]
  /// Returns true if the books have a price for the model that a name means.
  private let knows: (String) -> Bool
  /// The names of columns that are no vendor, as their values or those of another column say.
  private let noVendors: Set<String>
  private(set) var taken: Set<String> = []
  /// Some columns count single requests, so that sums of several beside them are no usage of one.
  private let hasOwnCounts: Bool
  /// The names of those whose texts tell requests apart.
  let telling: Set<String>

  /// - Parameters:
  ///   - apart: the names of columns that only records with no requests fill.
  ///   - vendors: the names of vendors that books have, beside those that everybody knows.
  init(
    _ table: SampleTable, telling: Set<String>? = nil, apart: Set<String> = [],
    vendors: Set<String>? = nil, knows: @escaping (String) -> Bool = { _ in true }
  ) {
    self.table = table
    self.telling = telling ?? SampleTable.namesTellingRowsApart([table])
    let named = table.columns.filter { !$0.name.isEmpty }
    running = RunningTotals(named)
    repeated = RestatedColumns(named, running: running)
    columns = named.filter { [repeated] in !repeated.names.contains($0.name) }
    names = columns.map { ColumnKeywords.Name($0.name) }
    self.knows = knows
    hasOwnCounts = running.standBesideCounts(in: columns)
    noVendors = Self.namingNoVendors(zip(columns, names), vendors)
    if let start = StartTimeColumns(columns) {
      times = start.times
      take(start.names, as: .startedAt)
    }
    let order: [LedgerColumn] = [
      .model, .provider, .requestID, .completedAt, .imageInputTokens, .imageOutputTokens,
      .audioCacheReadTokens, .inputTokens, .outputTokens, .cacheReadTokens,
      .cacheWrite1hTokens, .cacheWrite5mTokens, .reasoningTokens, .audioInputTokens,
      .audioOutputTokens, .images, .searches, .seconds, .vendorCostUSD, .creditsDeducted,
      .multiplier, .balanceBefore, .balanceAfter, .userID, .accountID, .tier, .status, .byok,
      .serviceTier, .region, .service, .currency, .capability, .qualityLevel,
    ]
    for fit in [ColumnKeywords.Fit.sameWords, .someWords, .direction] {
      for column in order where found[column] == nil { findByName(column, fit, but: apart) }
    }
    findUncachedInput()
    if let images = imagesOfInput { take([images], as: .imageInputTokens) }
    findByValues()
    findDoubtfulUser()
    // A column that no request fills is taken only where no other was found.
    for fit in apart.isEmpty ? [] : [ColumnKeywords.Fit.sameWords, .someWords, .direction] {
      for column in order where found[column] == nil { findByName(column, fit) }
    }
    findSharedResponses()
  }

  func column(_ name: String) -> SampleTable.Column? { columns.first { $0.name == name } }

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
  var offset: [String] {
    found[.startedAt, default: []].dropFirst().filter(NamedZone.isNamed)
  }

  /// The unit that the name of the column found for `column`, a count, says; nil for none.
  func unit(_ column: LedgerColumn) -> String? {
    guard case .quantity = column.content, column != .seconds else { return nil }
    return found[column]?.first.flatMap(ColumnKeywords.unit)
  }

  /// The columns that nothing native is read from, nor from within their text.
  var unused: [String] {
    table.columns.map(\.name).filter { name in
      !taken.contains(name) && !taken.contains { $0.hasPrefix(name + ".") }
    }
  }

  /// The columns of words, without a native meaning yet, that differ in every row.
  var openIDs: [String] {
    columns.filter { column in
      !taken.contains(column.name) && column.values.count > 1
        && Set(column.values).count == column.texts.count && !Self.areNumbers(column.values)
        && !column.holdsMeasures && !column.tellsSeveral && SampleTimes(column.values) == nil
        && !table.columns.contains { $0.isWithinText && $0.name.hasPrefix(column.name + ".") }
    }.map(\.name)
  }

  /// Returns true if a column sums several requests where `column` counts one.
  private func isRunning(_ candidate: SampleTable.Column, _ column: LedgerColumn) -> Bool {
    switch column.content {
    case .quantity, .cost, .credits:
      running.increments[candidate.name] != nil
        || hasOwnCounts && SessionSumColumns.isOne(candidate.name)
    case .id, .name, .time, .multiplier: false
    }
  }

  /// The same for the rows of those numbers alone.
  func keeping(_ rows: [Int]) -> ColumnGuess {
    var guess = self
    for index in guess.columns.indices { guess.columns[index].keep(rows) }
    return guess
  }

  /// The same without what was found for `columns`.
  func without(_ columns: some Sequence<LedgerColumn>) -> ColumnGuess {
    var guess = self
    for column in columns {
      guess.taken.subtract(guess.found.removeValue(forKey: column) ?? [])
    }
    return guess
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

  /// The same with times whose day precedes the month.
  func readingDayFirst() -> ColumnGuess {
    var guess = self
    guess.times = times?.dayFirst
    return guess
  }

  /// Uses response ids for requests if several rows state one response, which is billed once.
  private mutating func findSharedResponses() {
    let ids = found[.requestID]?.first.flatMap(column)
    let shared = SharedResponses(table, Snapshots(table))
    let key = shared.keys.first { key in
      !key.texts.contains("") && shared.repeats(of: key, toldBy: ids?.texts) > 0
        && (!taken.contains(key.name) || key.name == ids?.name)
    }
    guard let key, key.name != ids?.name, self.column(key.name) != nil else { return }
    self = reading(.requestID, from: [key.name])
    isIDByValues = false
    sharesResponses = true
  }

  // MARK: Names

  private mutating func findByName(
    _ column: LedgerColumn, _ fit: ColumnKeywords.Fit, but apart: Set<String> = []
  ) {
    let fitting = zip(columns, names).filter { $1.fit(column) == fit }
    let candidates = fitting.map(\.0).filter {
      !apart.contains($0.name) && !taken.contains($0.name) && !isRunning($0, column)
        && holds($0, column) && !MisleadingKeywords.stand(in: $0.name(for: column), column, fit)
        && !(column == .cacheWrite5mTokens && isSumOfWrites($0))
        && !(column.content.isQuantity && mayHoldOtherInput($0))
        && !(column == .requestID && $0.tellsSeveral)
        && !(column == .vendorCostUSD && countsRequests($0))
        && !(column == .provider && noVendors.contains($0.name))
        && !(column == .userID && ($0.isUniqueID || $0.isBy))
        && !((column == .userID || column == .accountID) && $0.holdsVersions)
    }
    if let best = best(of: candidates, for: column) {
      take([best.name] + (column.content == .time ? offset : []), as: column)
    }
  }

  /// The first of those that most rows have, unless another is our own name, or is more likely what `column` is.
  private func best(
    of candidates: [SampleTable.Column], for column: LedgerColumn
  ) -> SampleTable.Column? {
    let filled = candidates.filter { !$0.values.isEmpty }
    let candidates = filled.isEmpty ? candidates.filter { table.mayFill($0, column) } : filled
    let own = candidates.first {
      ColumnNameWords($0.name).joined == ColumnNameWords(column.name).joined
    }
    switch column {
    // Beside `model` another column may say what answered.
    case .model where own.map { VendorKeywords.areModels($0.values) } ?? true:
      return model(of: (own.map { [$0] } ?? []) + candidates)
    case _ where column.content.isQuantity || column.content == .cost:
      // What fewer rows state would count nothing in the others.
      return ((own.map { [$0] } ?? []) + candidates).max { $0.fill < $1.fill }
    case _ where own != nil: return own
    case .requestID: return candidates.max { told(by: $0) < told(by: $1) }
    case .status:
      return candidates.first { !StatusWords.areLevels(in: $0.name) } ?? candidates.first
    case .userID:
      return user(of: candidates)
    case .provider: return provider(of: candidates)
    default: return candidates.max { $0.values.count < $1.values.count }
    }
  }

  /// The column of names of models; where one says which model answered, always and by names of which the books know as
  /// many, row by row, that one.
  private func model(of candidates: [SampleTable.Column]) -> SampleTable.Column? {
    let models = candidates.filter { VendorKeywords.areModels($0.values) }
    guard var first = models.max(by: { $0.values.count < $1.values.count }) else {
      return candidates.first
    }
    // A transcriber's `nova-2` is no model of Amazon's.
    if knownRows(first) == 0 {
      let count = first.values.count
      first = models.first { $0.values.count == count && knownRows($0) > 0 } ?? first
    }
    // The name of a profile tells where it runs, which the name in the answer does not.
    if let own = models.first(where: { $0.values.allSatisfy(BedrockName.isOne) }) { return own }
    guard let answered = AnsweringModelColumn(columns).first, !taken.contains(answered.name),
      answered.values.count >= first.values.count,
      knownRows(answered) >= knownRows(first)
    else { return first }
    return answered
  }

  /// Returns the number of rows of a column with a name that the books know.
  private func knownRows(_ column: SampleTable.Column) -> Int {
    let known = Set(column.values).filter(knows)
    return column.values.count(where: known.contains)
  }

  /// Returns the number of requests that a column distinguishes.
  ///
  /// Of two equal columns, the one of traces loses, as traces hold several requests.
  private func told(by column: SampleTable.Column) -> (Int, Int) {
    (Set(column.values).count, ColumnNameWords(column.name).words.contains("trace") ? 0 : 1)
  }

  // MARK: Values

  private mutating func findByValues() {
    func open() -> [SampleTable.Column] {
      columns.filter { !taken.contains($0.name) && !$0.values.isEmpty }
    }
    if found[.model] == nil,
      let column = open().first(where: { VendorKeywords.areModels($0.values) })
    {
      take([column.name], as: .model)
    }
    if found[.provider] == nil,
      let column = open().first(where: {
        $0.values.allSatisfy { VendorKeywords.vendor($0) != nil }
      })
    {
      take([column.name], as: .provider)
    }
    if found[.serviceTier] == nil,
      let column = open().first(where: { ServiceTierKeywords.areTiers($0.values, in: $0.name) })
    {
      take([column.name], as: .serviceTier)
    }
    if found[.region] == nil, let path = VertexPath.column(in: table) {
      take([path.name], as: .region)
    }
    if found[.status] == nil, let column = open().first(where: \.tellsFailures) {
      take([column.name], as: .status)
    }
    if found[.requestID] == nil, let column = open().first(where: mayBeIDs) {
      take([column.name], as: .requestID)
      isIDByValues = true
    }
    if let told = readingServiceTier { self = told }
  }
}
