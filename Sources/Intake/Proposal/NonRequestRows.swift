import Ledger

/// Rows among the first of an export that is read which count as requests, and seem to be none.
package struct NonRequestRows {
  /// The label or id of each row that counts just what rows above it count together.
  package private(set) var sums: [String] = []
  /// Rows named as sums that count something else than all rows above them.
  package private(set) var unequal: [Unequal] = []
  /// The column whose texts rows share that state one response as it grew, where it does not identify requests.
  package private(set) var responses: String?
  /// The column by which rows with ids of their own state a response that an earlier row states, of one model and the
  /// same counts; how many do, and whether every row has such an id.
  package private(set) var shared: (key: String, rows: Int, isFilled: Bool)?
  /// Rows of pieces of streamed responses, each under an id of its own.
  package private(set) var pieces: StreamedPieces?
  /// Rows that sum the others of their trace.
  package private(set) var traceSums: TraceTotalRows?
  /// The column that calls rows refunds, with that word or an amount below 0, and how many.
  package private(set) var refunds: (column: String, word: String, rows: Int)?
  /// The column of the models that answered, where requests are priced by another, and in how many rows the two differ.
  package private(set) var models: (answered: String, read: String, rows: Int)?
  /// The column that says of what class the tokens of each row are, and two of its words.
  package private(set) var classes: (column: String, words: [String])?
  /// The column of the sum of all tokens that is read as input, where nothing is read as output.
  package private(set) var soleSum: String?
  /// The number of rows examined.
  package let rowCount: Int

  /// A row named as a sum.
  package struct Unequal: Sendable {
    package let label: String
    /// The column in which it differs.
    package let column: String
    package let held: String
    package let sum: String
  }

  private let table: SampleTable

  /// Looks at the rows of `table` that are requests as `layout` reads them.
  package init(_ table: SampleTable, readBy layout: LedgerLayout) {
    let table = table.requests(of: layout)
    self.table = table
    rowCount = table.rowCount
    let read = layout.readNames
    func column(_ column: LedgerColumn) -> SampleTable.Column? {
      layout.nameRead(as: column).flatMap(table.column(named:))
    }
    let counts = LedgerColumn.quantities.compactMap(column).map {
      (name: $0.name, numbers: $0.texts.map { layout.number($0) })
    }
    if counts.contains(where: { $0.numbers.contains { $0 ?? 0 > 0 } }) {
      let keys = [LedgerColumn.userID, .accountID, .model].compactMap { column($0)?.texts }
      findSums(counts, keys, id: column(.requestID))
    }
    let snapshots = Snapshots(table)
    responses =
      snapshots.keys.first {
        !read.contains(folded(Array($0.name.utf8))) && snapshots.grow(within: $0)
      }?
      .name
    if responses == nil {
      findShared(SharedResponses(table, snapshots), column(.requestID), but: read)
    }
    traceSums = TraceTotalRows(table, counts.map(\.numbers))
    pieces = StreamedPieces(table, snapshots, ids: layout.ids(of: table))
    findRefunds(but: read)
    models = column(.model).flatMap { AnsweringModelColumn(table).differing(from: $0, but: read) }
    findClasses(readBy: layout, but: read)
  }

  private mutating func findClasses(readBy layout: LedgerLayout, but read: Set<String>) {
    guard layout.isMapped, let mapping = layout.mapping else { return }
    if let column = TokenClassColumn.column(in: table),
      !read.contains(folded(Array(column.name.utf8))),
      !(mapping.gives(.inputTokens) && mapping.gives(.outputTokens))
    {
      classes = (column.name, Array(column.values.distinct.prefix(2)))
    } else if LedgerColumn.quantities.filter(mapping.gives) == [.inputTokens],
      let name = layout.mappedName(of: .inputTokens), ColumnKeywords.Name(name).isTotal,
      !(mapping.constants[.model].map { [$0] } ?? values(of: layout.nameRead(as: .model)))
        .allSatisfy({ $0.lowercased().contains("embed") })
    {
      soleSum = name
    }
  }

  private func values(of name: String?) -> [String] {
    name.flatMap(table.column(named:))?.values ?? []
  }

  private mutating func findShared(
    _ responses: SharedResponses, _ id: SampleTable.Column?, but read: Set<String>
  ) {
    for key in responses.keys where !read.contains(folded(Array(key.name.utf8))) {
      let rows = responses.repeats(of: key, toldBy: id?.texts)
      if rows == 0 { continue }
      shared = (key.name, rows, !key.texts.contains(""))
      return
    }
  }

  private mutating func findSums(
    _ counts: [(name: String, numbers: [Int128?])], _ keys: [[String]], id: SampleTable.Column?
  ) {
    // The counts of all rows so far that are no sums, and what they were where a sum ended.
    var all = [Int128](repeating: 0, count: counts.count)
    var rows = 0
    var starts = [(counts: all, rows: 0)]
    // The same of each user and each model.
    let none = all
    var groups = keys.map { _ in [String: (counts: [Int128], rows: Int)]() }
    for row in 0..<table.rowCount {
      let here = counts.map { $0.numbers[row] ?? 0 }
      // A row that is called a sum by its id is rejected anyway.
      let isRejected = id.map { ChangedID.isTotal(Array($0.texts[row].utf8)) } ?? false
      let isZero = here.allSatisfy { $0 == 0 }
      let start = starts.first { start in
        rows > start.rows && zip(here, zip(all, start.counts)).allSatisfy { $0 == $1.0 - $1.1 }
      }
      let group = keys.indices.lazy.compactMap { groups[$0][keys[$0][row]] }
        .first { $0.rows > 1 && $0.counts == here }
      let named =
        isZero
        ? nil
        : keys.indices.lazy.flatMap { key in
          SumLabel.names(in: keys[key][row]).lazy.compactMap { groups[key][$0] }
        }.first { $0.counts == here && ($0.rows > 1 && isLarge(here) || label(row) != nil) }
      let summed = start.map { rows - $0.rows } ?? group?.rows ?? named?.rows
      if !isZero, let summed, isRejected || named != nil || isSum(row, here, of: summed) {
        if !isRejected { sums.append((label(row) ?? id ?? table.columns[0]).texts[row]) }
        if starts.count < 100 { starts.append((all, rows)) }
        continue
      }
      if isRejected {
        if rows > 0, let id, let other = zip(counts, zip(here, all)).first(where: { $1.0 != $1.1 })
        {
          unequal.append(
            Unequal(
              label: id.texts[row], column: other.0.name,
              held: NonRequestRows.text(other.1.0), sum: NonRequestRows.text(other.1.1)))
        }
        continue
      }
      all = zip(all, here).map { $0 + $1 }
      for (index, texts) in keys.enumerated() {
        let group = groups[index][texts[row]] ?? (none, 0)
        groups[index][texts[row]] = (zip(group.counts, here).map { $0 + $1 }, group.rows + 1)
      }
      rows += 1
    }
  }

  /// Returns true if a row with the counts of the rows above it is their sum.
  ///
  /// More than the counts has to show it.
  private func isSum(_ row: Int, _ counts: [Int128], of rows: Int) -> Bool {
    let label = label(row)
    // A name may end in such a word as well.
    let isNamed = label.map { rows > 1 || SumLabel.begins($0.texts[row]) } ?? false
    return isNamed || rows > 1 && (lacksText(row) || isNoChance(counts, rows))
  }

  private func isLarge(_ counts: [Int128]) -> Bool {
    let hundred = RunningTotals.number("100") ?? 0
    return counts.contains { $0 >= hundred }
  }

  /// The column that calls a row a sum.
  private func label(_ row: Int) -> SampleTable.Column? {
    table.columns.first { SumLabel.stands(in: $0.texts[row]) }
  }

  /// Numbers of twelve decimals, as they are written.
  private static func text(_ number: Int128) -> String { DecimalText.string(number, scale: 12) }

  /// Returns true if a row is blank in a column that nearly all others fill in.
  private func lacksText(_ row: Int) -> Bool {
    table.columns.contains { column in
      column.texts[row].isEmpty && !column.values.isEmpty
        && column.texts.count(where: \.isEmpty) * 4 < column.texts.count
        && !ColumnGuess.areNumbers(column.values)
    }
  }

  /// Returns true if counts are so large, and of enough rows, that a sum by chance is unlikely.
  private func isNoChance(_ counts: [Int128], _ rows: Int) -> Bool {
    let thousand = RunningTotals.number("1000") ?? 0
    let hundred = RunningTotals.number("100") ?? 0
    let some = counts.filter { $0 > 0 }
    return rows > 2 && some.count > 1 && some.allSatisfy { $0 >= hundred }
      && some.contains { $0 >= thousand } && Set(some).count > 1
  }

  private mutating func findRefunds(but read: Set<String>) {
    for column in table.columns where !read.contains(folded(Array(column.name.utf8))) {
      guard RequestRows.isKind(column.name),
        let word = column.values.first(where: RefundText.stand)
      else { continue }
      refunds = (column.name, word, column.values.count(where: RefundText.stand))
      return
    }
    for column in table.columns where !read.contains(folded(Array(column.name.utf8))) {
      let words = Set(ColumnNameWords(column.name).words)
      let below = column.values.filter {
        $0.hasPrefix("-") && $0.contains { $0.isNumber && $0 != "0" }
      }
      guard !words.isDisjoint(with: NonRequestRows.charges), let first = below.first,
        below.count * 2 < column.values.count
      else { continue }
      refunds = (column.name, first, below.count)
      return
    }
  }

  /// Words of columns of what was charged.
  private static let charges: Set<String> = [
    "charge", "charged", "charges", "amount", "billed", "fee", "credits", "credit", "price", "cost",
    "costs", "paid", "debit", "net", "betrag", "kosten", "preis", "montant", "importe", "quota",
  ]
}

extension SampleTable {
  /// The rows that a mapping of `layout` does not leave out.
  func requests(of layout: LedgerLayout) -> SampleTable {
    layout.mapping.map(requests) ?? self
  }

  /// The rows that a mapping does not leave out.
  func requests(of mapping: UsageMapping) -> SampleTable {
    let choices = mapping.choices.compactMap { choice in
      column(named: choice.name).map { (choice, $0.texts) }
    }
    if choices.isEmpty { return self }
    return keeping(
      (0..<rowCount).filter { row in choices.allSatisfy { $0.reason(for: $1[row]) == nil } })
  }
}

extension LedgerLayout {
  /// Returns the name from which `column` is read, in lower case; nil for none or several.
  func nameRead(as column: LedgerColumn) -> String? {
    guard usage == .mapping else { return column.name }
    return mappedName(of: column).map { folded(Array($0.utf8)) }
  }

  /// The names of all columns that `column` is read from, in lower case.
  func namesRead(as column: LedgerColumn) -> [String] {
    guard usage == .mapping else { return [column.name] }
    let names = mapping?.sources.first { $0.column == column }?.names ?? []
    return names.map { folded(Array($0.utf8)) }
  }

  /// Returns the request id of each row, of one column or joined; nil where no column has it.
  func ids(of table: SampleTable) -> [String]? {
    let columns = namesRead(as: .requestID).compactMap(table.column(named:))
    return columns.isEmpty ? nil : SampleTable.joined(columns)
  }

  /// Its mapping lists the ids of the requests that it takes.
  package var listsIDs: Bool {
    let ids = mapping?.sources.first { $0.column == .requestID }?.names ?? []
    return mapping?.choices.contains { $0.isOnly && ids.contains($0.name) } ?? false
  }

  /// A count as the file writes it; nil for what is none.
  fileprivate func number(_ text: String) -> Int128? {
    guard usage == .mapping, let mapping else { return RunningTotals.number(text) }
    return mapping.numbers.plain(text).flatMap(RunningTotals.number)
  }

  /// The names of all columns that are read, in lower case.
  package var readNames: Set<String> {
    let mapped = mapping?.names.map { folded(Array($0.utf8)) } ?? []
    return isMapped ? Set(mapped) : Set(LedgerColumn.named.keys).union(mapped)
  }
}
