import Ledger

/// Puts the members of a proposed mapping together.
struct ProposalMaker {
  let guess: ColumnGuess
  let form: NumberForm
  let models: Set<String>
  /// The names of vendors that books have; nil means all.
  let vendors: Set<String>?
  let table: SampleTable
  let totals: ProposedTotals
  /// The classes that totals include, as recorded costs show.
  let held: CostInclusionEvidence
  private let mayBeTotals: Bool
  let requests: RequestRows
  /// The columns with values in other records than the counts.
  let apart: [LedgerColumn]
  /// The column of the cost of whole calls on the telephone, which no mapping reads; nil for none.
  let wholeCallCost: String?
  /// The reason why counts are of all requests so far; nil if they are not.
  let growth: (words: String, columns: [LedgerColumn])?
  private(set) var missing: [String] = []
  private(set) var columns: [ProposalJSON.Line] = []
  private(set) var constants: [ProposalJSON.Line] = []

  init(
    _ table: SampleTable, telling: Set<String>?, models: Set<String> = [],
    vendors: Set<String>? = nil, held: CostInclusionEvidence = CostInclusionEvidence(),
    knows: @escaping (String) -> Bool = { _ in true }
  ) {
    self.models = models
    self.vendors = vendors
    self.held = held
    let first = ColumnGuess(table, telling: telling, vendors: vendors, knows: knows)
    requests = RequestRows(table, first)
    let whole = table
    let table = requests.choices.isEmpty ? table : table.keeping(requests.kept)
    self.table = table
    var guess =
      requests.choices.isEmpty
      ? first
      : ColumnGuess(
        table, telling: telling?.union(requests.continuedIDs), apart: table.emptied(of: whole),
        vendors: vendors, knows: knows)
    // What records of another kind say is not in those that count.
    apart = [LedgerColumn.model, .startedAt].filter { column in
      let names = first.found[column, default: []]
      return !names.isEmpty && guess.texts(column).isEmpty
        && table.columns.allSatisfy { !names.contains($0.name) || $0.values.isEmpty }
    }
    growth = GrowingCounts(table, guess).told
    if let growth { guess = guess.without(growth.columns) }
    guess = guess.readingToolPrompts()
    guess = guess.readingLocalOutput(table)
    guess = guess.readingSumOfEmbeddings()
    func texts(_ columns: [LedgerColumn]) -> [String] { columns.flatMap { guess.texts($0) } }
    form =
      table.delimiter == nil
      ? NumberForm()
      : SampleNumbers.form(
        counts: texts(LedgerColumn.quantities.filter { $0 != .seconds && guess.unit($0) == nil }),
        amounts: texts(
          [.vendorCostUSD, .creditsDeducted, .balanceBefore, .balanceAfter, .seconds]
            + LedgerColumn.quantities.filter { guess.unit($0) != nil }),
        isGerman: table.delimiter == UInt8(ascii: ";"))
    if DayMonthOrder.isUsual(in: table, form) { guess = guess.readingDayFirst() }
    if guess.idsRepeatEvents { guess = guess.without([.requestID]) }
    wholeCallCost = ConversationRows.costOfCalls(table, guess)
    if wholeCallCost != nil { guess = guess.without([.vendorCostUSD]) }
    (self.guess, totals) = ProposedTotals.completing(guess, table, form: form)
    mayBeTotals = RowGrainCheck.mayBe(table, guess)
    addColumns()
    addMissing()
  }

  private mutating func addColumns() {
    for column in LedgerColumn.allCases {
      guard let names = guess.found[column] else { continue }
      if column == .requestID && mayBeTotals || column == .serviceTier && batches != nil {
        continue
      }
      let text =
        names.count == 1
        ? JSONString.quoted(names[0]) : ProposalJSON.list(names)
      let examples = guess.texts(column).prefix(2).map(ProposalJSON.visible)
        .joined(separator: ", ")
      var why = examples.isEmpty ? "blank so far" : "as in \(examples)"
      if names.count > 1, case .quantity = column.content {
        why +=
          guess.readsToolPrompts(column)
          ? "; added up, because Google counts tool input separately from the prompt"
          : "; added up, as no row has both"
      }
      if column == .requestID && guess.isIDByValues {
        let rows = "no two different rows of the first \(table.rowCount) share one"
        why = "a guess, as \(rows): " + why
      }
      if column == .requestID, let key = guess.column(names[0]), names.count == 1,
        Snapshots(table).grow(within: key)
      {
        why += "; of rows with the same id and growing counts, the last counts"
      } else if column == .requestID, guess.sharesResponses {
        why += "; rows with the same id belong to one response, which counts once"
      }
      if column == .model, let read = guess.column(names[0]),
        let other = AnsweringModelColumn(table).other(than: read)
      {
        why +=
          "; \(ProposalJSON.visible(other.column.name)) names another in \(other.rows) of the first"
          + " \(table.rowCount) rows"
      }
      columns.append(ProposalJSON.Line(column.name, text, comment: why))
    }
  }

  private mutating func addMissing() {
    func has(_ column: LedgerColumn) -> Bool { guess.found[column] != nil }
    if mayBeTotals || !has(.requestID) { addID() }
    if !has(.startedAt) {
      fillIn(.startedAt)
      remark("state the time format next to \"columns\": \"time_format\": \"M/d/yy h:mm a\"")
    }
    if !has(.model) { fillIn(.model) }
    if !has(.userID) && !has(.accountID) { addUser() }
    if let growth {
      fillIn(.inputTokens, "; " + growth.words)
      fillIn(.outputTokens, ", of each request alone")
    } else {
      if !has(.inputTokens) { addTotal(.inputTokens) }
      if !has(.outputTokens) { addTotal(.outputTokens) }
    }
    sumRemarks.forEach { remark($0) }
    for name in guess.requestCounts {
      remark("\(ProposalJSON.visible(name)) is the same for all requests of a model: no cost")
    }
    if let rest = totals.rest(in: guess.openCounts) { add(rest) } else { addNamesakes() }
    addUnreadable()
    let chosen = requests.choices.map(\.choice.name)
    for name in guess.unused where ColumnNameWords(name).words.last == "refunded" {
      remark("\(ProposalJSON.visible(name)): refunded requests also count")
    }
    let unread = UnreadPriceColumns(table, guess, read: chosen)
    unread.remarks.forEach { remark($0) }
    let unused = guess.unused.filter { !unread.names.contains($0) && !chosen.contains($0) }
    for line in ProposalJSON.listed(unused) { remark("not used: " + line) }
    if !has(.provider) { addProvider() }
    if let batches { addConstant(.serviceTier, "batch", batches) }
    missing += openWords.map(\.name)
    if guess.times?.isDayOrMonthFirst ?? false { missing.append("time_format") }
    if opensZone { missing.append("time_zone") }
    if requests.choices.contains(where: { $0.choice.texts == [MappingProposal.open] }) {
      missing.append("skip")
    }
    missing += totalLines.filter(\.isOpen).map(\.name)
    if let currency { addConstant(.currency, currency, "the currency of costs") }
  }

  /// Leaves open a class that the export states where no mapping reads it.
  private mutating func addUnreadable() {
    for (column, why) in UnreadableCounts(table, guess).found {
      if guess.found[column] == nil, !missing.contains(column.name) {
        fillIn(column, "; " + why)
      } else {
        remark(why)
      }
    }
    if costUnits.contains(where: { $0.json.contains(MappingProposal.open) }) {
      missing.append("units")
    }
  }

  /// Adds a comment alone.
  private mutating func remark(_ words: String) {
    columns.append(ProposalJSON.Line("", comment: words))
  }

  private mutating func addConstant(_ column: LedgerColumn, _ text: String, _ why: String) {
    constants.append(ProposalJSON.Line(column.name, JSONString.quoted(text), comment: why))
  }

  private mutating func addID() {
    let perhaps = guess.found[.requestID, default: []] + guess.openIDs
    let open = perhaps.prefix(6).map(ProposalJSON.visible).joined(separator: ", ")
    let parts = guess.joinedID
    let isTold = open.isEmpty || guess.running.repeatsEvents
    if isTold, !parts.isEmpty, !mayBeTotals { return addID(of: parts) }
    let doubt =
      "; these may be daily totals, not requests: no time of day, and no two rows have the same texts"
    fillIn(
      .requestID, (mayBeTotals ? doubt : "") + (open.isEmpty ? "" : "; perhaps \(open)"))
  }

  private mutating func addUser() {
    if let open = guess.openUser {
      return fillIn(
        .userID, "; perhaps \(ProposalJSON.visible(open)), unless it identifies requests")
    }
    let blank = guess.blankUsers.prefix(3).map(ProposalJSON.visible).joined(separator: ", ")
    addConstant(
      .userID, "unnamed",
      blank.isEmpty ? "no column seems to name the user" : "blank in all rows: \(blank)")
  }

  private mutating func fillIn(_ column: LedgerColumn, _ more: String = "") {
    let words = MappingProposal.meaning(of: column) + more
    missing.append(column.name)
    columns.append(
      ProposalJSON.Line(column.name, JSONString.quoted(MappingProposal.open), comment: words))
  }

  /// Leaves `total` open where nothing is counted, or only parts of it are, a sum with it, or tokens of some kind, as all
  /// else of it would cost nothing.
  private mutating func addTotal(_ total: LedgerColumn) {
    let parts = ProposedTotals.classes.filter {
      $0.whole == total && $0.columns.contains { guess.found[$0] != nil }
    }
    let isAll =
      total == .inputTokens && guess.unitlessLengths.isEmpty
      && LedgerColumn.quantities.allSatisfy { guess.found[$0] == nil }
    let other: LedgerColumn = total == .inputTokens ? .outputTokens : .inputTokens
    let sum = totals.sum(beyond: other)
    guard isAll || !parts.isEmpty || sum != nil || hasOpenTokens(beside: other) else {
      let meaning = MappingProposal.meaning(of: total)
      return remark("\(total.name): \(meaning), if there is one")
    }
    let open = guess.openNumbers.filter { $0 != sum }.prefix(6).map(ProposalJSON.visible)
      .joined(separator: ", ")
    let why = sum.map {
      "; there are some, as \(ProposalJSON.visible($0)) is more than \(other.name)"
    }
    fillIn(total, (why ?? "") + (open.isEmpty ? "" : "; numbers are in \(open)"))
    if isAll {
      let member = "\"units\": { \"\(total.name)\": \"thousands\" }"
      remark("if it counts thousands, state beside \"columns\": \(member)")
    }
    if !parts.isEmpty {
      let member = total == .inputTokens ? "input_includes" : "output_includes"
      let words = parts.map(\.kind.rawValue)
      let line = ProposalJSON.Line(member, words).json
      remark(
        "if it includes \(words.joined(separator: " and ")), state beside \"columns\": \(line)")
    }
  }

  /// Leaves open what a stated sum has beside all that was found.
  private mutating func add(_ rest: (sum: String, columns: [String])) {
    let more = "\(ProposalJSON.visible(rest.sum)) is more than all tokens above"
    let open = rest.columns.prefix(6).map(ProposalJSON.visible).joined(separator: ", ")
    if open.isEmpty {
      return remark(
        isCompared(rest.sum)
          ? "\(more): a run counts the rest as reasoning for Google's models, and names other such rows"
          : "\(more): the rest would cost nothing")
    }
    let why = "\(more); numbers are in \(open)"
    let likely = rest.columns.compactMap { guess.knownClass(alsoIn: $0) }.first
    if let likely { return addName(to: likely, "added up: \(why)") }
    let classes: [LedgerColumn] = [.cacheReadTokens, .cacheWrite5mTokens, .reasoningTokens]
    if let column = classes.first(where: { guess.found[$0] == nil }) {
      return fillIn(column, ", or another name here: \(why)")
    }
    addName(to: classes[0], "added up: \(why)")
  }

  /// Leaves open whether a class is in another column too, in rows where its own says nothing.
  private mutating func addNamesakes() {
    let namesakes = guess.namesakes
    for column in ProposedTotals.classes.flatMap(\.columns) {
      guard let names = namesakes[column] else { continue }
      let open = names.prefix(6).map(ProposalJSON.visible).joined(separator: ", ")
      addName(
        to: column, "added up, if another column has it in rows where this is blank or 0: \(open)")
    }
  }

  /// Leaves open what else a class is called, which has a column.
  private mutating func addName(to column: LedgerColumn, _ why: String) {
    let member = JSONString.quoted(column.name) + ": "
    missing.append(column.name)
    columns = columns.map { line in
      guard line.json.hasPrefix(member) else { return line }
      let names = guess.found[column, default: []] + [MappingProposal.open]
      return ProposalJSON.Line(column.name, names, comment: why)
    }
  }

  private mutating func addID(of parts: [String]) {
    let comment = table.copiesNote(parts.compactMap { guess.column($0)?.texts })
    columns.append(ProposalJSON.Line(LedgerColumn.requestID.name, parts, comment: comment))
  }

  private mutating func addProvider() {
    guard let provider = lackingProvider else { return }
    if provider.name == MappingProposal.open { missing.append("provider") }
    addConstant(.provider, provider.name, provider.why)
  }
}
