import Ledger

extension Sheet {
  /// Lays out `table` on a sheet called `name`, with its heaviest rows if it is too long.
  package init(_ table: Table, named name: String, options: SheetOptions = SheetOptions()) {
    let shown = table.columns.indices.filter { !options.omitted.contains(table.columns[$0].name) }
    let names = shown.map { table.columns[$0].name }
    func index(_ name: String) -> Int? { names.firstIndex(of: name) }
    let pairs = options.pairs.compactMap { pair -> (pair: SheetPair, columns: [Int])? in
      let columns = pair.names.compactMap(index)
      return columns.count == 3 ? (pair, columns) : nil
    }
    let indices = table.heaviestRows(limit: Sheet.rowLimit, isSorted: options.isLargestFirst)
    var words = shown.map { CodeColumn(name: table.columns[$0].name, words: options.words) }
    var rows = indices.map { row in
      let cells = table.cells(at: row)
      return shown.indices.map { words[$0].worded(cells[shown[$0]]) }
    }
    // Of a cut table the sum would be of a part.
    let hasTotal = !options.summed.isEmpty && table.rowCount <= Sheet.rowLimit && rows.count > 1
    var total = hasTotal ? Sheet.total(of: rows, names, options.summed) : nil
    let isPartial = pairs.contains { _, columns in
      options.summed.contains(names[columns[2]]) && rows.contains { $0.lacksDifference(columns) }
    }
    if isPartial { total?[0] = .text("Total; differences only of rows with both amounts") }
    for (pair, columns) in pairs where pair.isShown {
      for row in rows.indices { rows[row] = Sheet.withShownDifference(rows[row], columns) }
      total = total.map { Sheet.withShownDifference($0, columns) }
    }
    self.init(
      name: name, title: table.title, csvName: table.name + ".csv",
      fields: shown.map {
        let column = table.columns[$0]
        return SheetField(
          options.heading(of: column.name), column.kind, wraps: column.isProse,
          narrowest: options.narrowest)
      },
      rows: rows, total: total, note: Sheet.note(for: table, options.note),
      // Row 1 of the CSV is its header.
      csvRows: indices.map { $0 + 2 },
      pairs: pairs.filter { !$0.pair.isShown }.map(\.columns))
  }

  /// The sums of some columns; blank where no row has a number.
  private static func total(
    of rows: [[Cell]], _ names: [String], _ summed: Set<String>
  ) -> [Cell] {
    var total = names.enumerated().map { index, name -> Cell in
      guard summed.contains(name) else { return .blank }
      return rows.reduce(.blank) { $0.plus($1[index]) }
    }
    total[0] = .text("Total")
    return total
  }

  /// The row with the difference of the shown cents in place of the exact one.
  private static func withShownDifference(_ row: [Cell], _ columns: [Int]) -> [Cell] {
    guard let first = row[columns[0]].number, let second = row[columns[1]].number else {
      return row
    }
    var row = row
    row[columns[2]] = .shownMoney(
      DifferenceDecimals.rounded(first, 2) - DifferenceDecimals.rounded(second, 2), decimals: 2)
    return row
  }

  private static func note(for table: Table, _ other: String?) -> String? {
    let notes = [note(for: table), other].compactMap(\.self)
    return notes.isEmpty ? nil : notes.joined(separator: ". ")
  }

  /// Returns the line that says how many rows of a table a sheet has; nil where it has all.
  package static func note(for table: Table) -> String? {
    guard table.rowCount > rowLimit else { return nil }
    let shown = NumberView.grouped(decimals: 0).text(Int128(rowLimit), scale: 0)
    let all = NumberView.grouped(decimals: 0).text(Int128(table.rowCount), scale: 0)
    return "\(shown) of \(all) rows, \(table.order); all in \(table.name).csv"
  }
}

/// The words for the codes of one column, each looked up once.
private struct CodeColumn {
  let name: String
  let words: @Sendable (_ code: Name, _ column: String) -> Name?
  private var known: [Name: Name] = [:]
  /// The column has no codes.
  private var isPlain = false

  init(name: String, words: @escaping @Sendable (_ code: Name, _ column: String) -> Name?) {
    self.name = name
    self.words = words
  }

  mutating func worded(_ cell: Cell) -> Cell {
    guard !isPlain, case .text(let code) = cell, !code.isEmpty else { return cell }
    if let words = known[code] { return .text(words) }
    guard let words = words(code, name) else {
      isPlain = true
      return cell
    }
    known[code] = words
    return .text(words)
  }
}

extension [Cell] {
  /// Returns true if a row has one of two amounts, but no difference.
  ///
  /// - Parameter columns: those of the amounts and of their difference.
  fileprivate func lacksDifference(_ columns: [Int]) -> Bool {
    self[columns[2]].number == nil
      && (self[columns[0]].number != nil || self[columns[1]].number != nil)
  }
}

extension Cell {
  /// The sum of two cells of one type; a cell without a number adds nothing.
  fileprivate func plus(_ other: Cell) -> Cell {
    guard let mine = number, let others = other.number else { return number == nil ? other : self }
    switch (self, other) {
    case (.money(let left), .money(let right)): return .money(left + right)
    case (.credits, _), (.creditsSum, _):
      return .creditsSum(microcredits: mine.value + others.value)
    case (.count, .count): return .count(mine.value + others.value)
    default:
      let scale = Swift.max(mine.scale, others.scale)
      return .decimal(
        mine.value * powerOfTen(scale - mine.scale) + others.value
          * powerOfTen(scale - others.scale), scale: scale)
    }
  }
}
