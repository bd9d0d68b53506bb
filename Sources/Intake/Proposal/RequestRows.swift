import Ledger

/// The records of an unknown export that are requests.
///
/// Other records sum requests, or are not requests.
struct RequestRows {
  /// Records that are no requests.
  private struct Others {
    let reason: Reason
    let rows: Set<Int>
  }

  /// The rules for requests in a mapping, each with the reason.
  private(set) var choices: [(choice: RecordFilter, why: String)] = []
  /// Rows that sum others, which nothing in a column tells apart from requests, and why.
  private(set) var untold: String?
  /// The numbers of the rows that are requests.
  private(set) var kept: [Int]

  /// The columns whose ids more rows have than the requests.
  private(set) var continuedIDs: Set<String> = []

  private let table: SampleTable
  private let guess: ColumnGuess
  private let amounts: SampleQuantities
  /// The columns of kinds, with the words of those records that state usage.
  private let kinds: [(column: SampleTable.Column, ofRequests: Set<String>)]

  init(_ table: SampleTable, _ guess: ColumnGuess) {
    self.table = table
    self.guess = guess
    amounts = SampleQuantities(table, guess)
    let counting = (0..<table.rowCount).filter { [amounts] in !amounts.isZero($0) }
    kinds = RequestRows.kindColumns(table).map { column in
      (column, Set(counting.map { column.texts[$0] }))
    }
    kept = Array(0..<table.rowCount)
    let totals = TotalRows(table, guess, amounts)
    add(Others(reason: .totals, rows: totals.rows), by: totals.choices)
    if let (choice, rows) = refunds { add(Others(reason: .refunds, rows: rows), by: [choice]) }
    if let continued = ContinuationRows(table, amounts) {
      add(
        Others(reason: .continued(continued.key), rows: continued.rows), by: [continued.choice])
      continuedIDs = [continued.key]
    }
    addStated()
    addUncharged()
    addPieces()
    add(Others(reason: .noUsage, rows: Set(kept.filter(isNoUsage))), by: nil)
    // Where nothing tells them from requests, as some failed, those that name no model are none.
    add(Others(reason: .noUsage, rows: Set(kept.filter(isNothing))), by: nil)
    if let parents = ParentRows(table, amounts) {
      add(Others(reason: .parents(parents.column), rows: parents.sums), by: nil)
    }
    addTraceSums()
  }

  /// Lets go of rows of which a column says that no vendor was called, or that they take others back.
  private mutating func addStated() {
    let counts = Set(LedgerColumn.quantities.flatMap { guess.found[$0, default: []] })
    for column in table.columns where !counts.contains(column.name) {
      guard let stated = ConditionColumn(column.name),
        stated.tellsCache || stated.tellsKind || stated.tellsTrials,
        !stated.isTopLevel || !column.name.contains(".")
      else { continue }
      // Numbers beside `cached` are tokens.
      if stated.tellsCache, column.values.contains(where: { Int64($0) ?? 0 > 1 }) { continue }
      let (wanted, reason): (RequestCondition, Reason) =
        stated.tellsCache
        ? (.gatewayCache, .cached)
        : stated.tellsTrials ? (.trial, .trials) : (.reversal, .reversals)
      // What only may be a cache's answer has no price until somebody says what it is.
      let rows = kept.filter { row in
        stated.tellsCache
          ? stated.surelyTellsCache(column.texts[row])
          : stated.condition(column.texts[row]) == wanted
      }
      let texts = Set(rows.map { column.texts[$0] })
      if stated.tellsCacheByID {
        // Each answer has an id of its own; those of the vendor have none.
        let others = Set(kept.filter { !rows.contains($0) }.map { column.texts[$0] })
        add(
          Others(reason: .cached, rows: Set(rows)),
          by: [RecordFilter(name: column.name, texts: others, isOnly: true)])
        continue
      }
      let isID = texts.count > 12 || texts.contains { $0.count > 64 }
      add(
        Others(reason: reason, rows: Set(rows)),
        by: [
          RecordFilter(
            name: column.name, texts: isID ? [UsageMapping.anyOther] : texts, isOnly: false)
        ])
    }
  }

  /// Drops rows whose kind says that they were not charged.
  private mutating func addUncharged() {
    for column in table.columns where column.tellsFailures {
      let rows = kept.filter { ConditionKeywords.isFree(column.texts[$0]) }
      let texts = Set(rows.map { column.texts[$0] })
      add(
        Others(reason: .uncharged, rows: Set(rows)),
        by: [RecordFilter(name: column.name, texts: texts, isOnly: false)])
    }
  }

  /// Lets go of pieces of streamed responses, unless rows of one response share the id of a request.
  ///
  /// Those of a stream that broke off may be all that is known of it: then the words of the rule are left open.
  private mutating func addPieces() {
    let ids = guess.found[.requestID]?.first.flatMap(guess.column)?.texts
    guard let pieces = StreamedPieces(table, Snapshots(table), ids: ids) else { return }
    let words = pieces.unmatched == 0 ? pieces.words : [MappingProposal.open]
    add(
      Others(reason: .pieces(unmatched: pieces.unmatched), rows: pieces.rows),
      by: [RecordFilter(name: pieces.column, texts: Set(words), isOnly: false)])
  }

  /// Lets go of rows whose kind marks sums of their trace; where some of them may be requests, the words are left open.
  private mutating func addTraceSums() {
    let rows = kept
    let classes = amounts.classes.map { counts in rows.map { counts[$0] } }
    guard let sums = TraceTotalRows(table.keeping(rows), classes) else { return }
    let words = sums.alone == 0 ? sums.words : [MappingProposal.open]
    add(
      Others(
        reason: .traceSums(trace: sums.trace, addsUp: sums.addsUp, alone: sums.alone),
        rows: Set(sums.rows.map { rows[$0] })),
      by: [RecordFilter(name: sums.column, texts: Set(words), isOnly: false)])
  }

  /// Lets go of `others`, if something tells them apart; not of all rows.
  private mutating func add(_ others: Others, by known: [RecordFilter]?) {
    let rows = others.rows.intersection(kept)
    let rest = kept.filter { !rows.contains($0) }
    guard !rows.isEmpty, !rest.isEmpty else { return }
    let why = others.reason.words(rows.count)
    guard let told = known ?? choice(others, rows, rest).map({ [$0] }) else {
      if case .noUsage = others.reason { return }
      untold = why
      return
    }
    // What says which records alone are requests leaves out all others.
    choices.removeAll { known in told.contains { $0.isOnly && $0.name == known.choice.name } }
    choices += told.map { ($0, why) }
    if case .parents = others.reason { choices += unexplained(told, rows).map { ($0, why) } }
    kept = rest
  }

  /// The rules for words of `rows` that nothing but their sums explains.
  ///
  /// By them a run knows these from others that it meets later.
  private func unexplained(_ told: [RecordFilter], _ rows: Set<Int>) -> [RecordFilter] {
    told.filter(\.isOnly).compactMap { rule in
      let texts = table.columns.first { $0.name == rule.name }?.texts ?? []
      let words = Set(rows.map { texts[$0] }.filter { !$0.isEmpty && !ExcludedRows.explains($0) })
      return words.isEmpty ? nil : RecordFilter(name: rule.name, texts: words, isOnly: false)
    }
  }

  /// The rows that a column calls refunds: by what kind they are, or by a status where they give back an amount, or
  /// repeat the id of another row; nil for none.
  private var refunds: (choice: RecordFilter, rows: Set<Int>)? {
    let status = Set([LedgerColumn.status].flatMap { guess.found[$0, default: []] })
    let amounts = [LedgerColumn.vendorCostUSD, .creditsDeducted]
      .flatMap { guess.found[$0, default: []] }.compactMap(guess.column)
    let ids = guess.found[.requestID]?.first.flatMap(guess.column)?.texts ?? []
    let counts = Dictionary(ids.map { ($0, 1) }, uniquingKeysWith: +)
    func isTakenBack(_ row: Int) -> Bool {
      amounts.contains { $0.texts[row].hasPrefix("-") || $0.texts[row].hasPrefix("(") }
        || ids.indices.contains(row) && counts[ids[row], default: 0] > 1
    }
    for column in table.columns where RequestRows.isKind(column.name) {
      let rows = column.texts.indices.filter { RefundText.stand(in: column.texts[$0]) }
      guard !rows.isEmpty, !status.contains(column.name) || rows.allSatisfy(isTakenBack) else {
        continue
      }
      let texts = Set(rows.map { column.texts[$0] })
      return (RecordFilter(name: column.name, texts: texts, isOnly: false), Set(rows))
    }
    return nil
  }

  private func isNothing(_ row: Int) -> Bool {
    isNoUsage(row)
      && guess.found[.model]?.first.flatMap(guess.column)?.texts[row].isEmpty ?? false
  }

  private func isNoUsage(_ row: Int) -> Bool {
    guard let model = guess.found[.model]?.first.flatMap(guess.column) else { return false }
    let namesModel = !model.texts[row].isEmpty
    return amounts.isBlank(row) && !(namesModel && mayBePaid(row, model.texts[row]))
      || !namesModel && amounts.isZero(row)
  }

  /// Returns true if a record that names a model may be a call that was charged for, though it states no tokens.
  ///
  /// Then nothing says that it is another kind of record.
  private func mayBePaid(_ row: Int, _ model: String) -> Bool {
    if MediaKeywords.isModel(model) { return true }
    let words = kinds.compactMap { column, ofRequests in
      let word = column.texts[row]
      return word.utf8.count <= 100 && !ofRequests.contains(word) ? word : nil
    }
    if words.contains(where: MediaKeywords.isCall) { return true }
    return !words.contains { word in
      ExcludedRows.explains(word)
        || !RequestRows.others.isDisjoint(with: ColumnNameWords(word).words)
    }
  }

  /// Words for records beside a request: before it, in the course of it, or where there was none.
  private static let others: Set = [
    "start", "started", "starting", "begin", "create", "created", "init", "queued",
    "enqueued", "pending", "scheduled", "submitted", "request", "requested", "requesting", "sent",
    "send", "prompt", "input", "progress", "running", "delta", "chunk", "partial", "stream",
    "cancel", "cancelled", "canceled", "aborted", "abort", "error", "errors", "failed", "failure",
    "fail", "timeout", "rejected", "denied", "blocked", "retry", "retrying", "change", "changed",
    "switch", "config", "settings", "meta", "metadata", "context", "heartbeat", "ping", "decision",
    "stop", "stopped", "feedback", "score", "rating",
  ]

  /// A column of few words that says something else in all of `rows` than in any of `rest`: one that is named for kinds, or
  /// one that is blank there alone.
  private func choice(_ others: Others, _ rows: Set<Int>, _ rest: [Int]) -> RecordFilter? {
    let status = Set([LedgerColumn.status].flatMap { guess.found[$0, default: []] })
    let kinds = RequestRows.kindColumns(table, Array(rows) + rest)
      .filter { !status.contains($0.name) }
    var parents: Set<String> = []
    if case .parents(let name) = others.reason {
      parents = Set(
        table.columns.first { $0.name == name }?.values.flatMap(ParentRows.ids) ?? [])
    }
    // Ids that others name as their parents tell no kinds.
    for column in kinds where parents.isDisjoint(with: column.values) {
      let theirs = Set(rows.map { column.texts[$0] })
      let ours = Set(rest.map { column.texts[$0] })
      guard theirs.isDisjoint(with: ours), theirs.count <= 12, ours.count <= 12,
        (theirs.union(ours)).allSatisfy({ $0.count <= 64 }),
        !RequestRows.areIDs(theirs.count + ours.count, of: rows.count + rest.count)
      else { continue }
      // Of agents and chains there may be more kinds that sum; of requests those are known.
      if case .parents = others.reason, !ours.contains("") {
        return RecordFilter(name: column.name, texts: ours, isOnly: true)
      }
      return RecordFilter(name: column.name, texts: theirs, isOnly: false)
    }
    let blanks: [String] =
      switch others.reason {
      case .parents(let parent): guess.found[.model, default: []] + [parent]
      case .noUsage, .continued, .totals, .cached, .trials, .reversals, .refunds, .uncharged,
        .pieces, .traceSums:
        guess.found[.model, default: []]
      }
    let blank = blanks.compactMap { name in table.columns.first { $0.name == name } }.first {
      column in
      // A list is no text that a mapping could name.
      !column.values.contains { $0.hasPrefix("[") } && rows.allSatisfy { column.texts[$0].isEmpty }
        && rest.allSatisfy { !column.texts[$0].isEmpty }
    }
    return blank.map { RecordFilter(name: $0.name, texts: [""], isOnly: false) }
  }
}
