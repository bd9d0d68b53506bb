import Ledger

/// Finds columns that sum all rows so far, of a session or of the file: none of their rows is the usage of one request.
struct RunningTotals {
  /// By the name of such a column, that of the one whose numbers it adds up.
  private(set) var increments: [String: String] = [:]
  /// The columns within whose values rows add up; none for the whole file.
  private(set) var keys: [String] = []
  /// True if some row repeats the totals and the increments of the row before: one event, twice.
  private(set) var repeatsEvents = false

  /// A column with its numbers by row; nil where a row has none.
  private struct Series {
    let name: String
    let numbers: [Int128?]
  }

  /// Looks for columns each of which grows, row by row, by just what another says.
  init(_ columns: [SampleTable.Column]) {
    let series = columns.filter { RunningTotals.mayBeUsage($0.name) }.prefix(40).compactMap {
      column -> Series? in
      let numbers = column.texts.map(RunningTotals.number)
      let isNumeric = zip(numbers, column.texts).allSatisfy { $0 != nil || $1.isEmpty }
      return isNumeric ? Series(name: column.name, numbers: numbers) : nil
    }
    guard series.count > 1 else { return }
    var order: [[Int]] = []
    for (names, sequences) in RunningTotals.sequences(columns) {
      for sum in series where increments[sum.name] == nil {
        let steps = series.first { part in
          part.name != sum.name && part.numbers != sum.numbers
            && RunningTotals.adds(part, upTo: sum, sequences)
        }
        guard let steps else { continue }
        if increments.isEmpty { (keys, order) = (names, sequences) }
        increments[sum.name] = steps.name
      }
    }
    addNamed(series.map(\.name), columns, &order)
    findRepeats(series, order)
  }

  /// Returns true if every row of `sum` is the row before plus `part`, in each of `sequences`.
  ///
  /// A row with the sum of the row before tells its event again, or adds nothing.
  private static func adds(_ part: Series, upTo sum: Series, _ sequences: [[Int]]) -> Bool {
    var (steps, differences) = (0, Set<Int128>())
    for rows in sequences {
      var last: (total: Int128, step: Int128)?
      for row in rows {
        guard let total = sum.numbers[row] else { continue }
        guard let step = part.numbers[row] else {
          if total == last?.total { continue }
          return false
        }
        if let last, total != last.total || step != last.step {
          guard total - last.total == step else { return false }
          steps += 1
          differences.insert(step)
        }
        last = (total, step)
      }
    }
    // Rows that are numbered, or are alike, show nothing.
    return steps > 1 && differences.count > 1
  }

  /// Adds the columns whose names say that they sum others, where some of them are known to, or where several rows are of
  /// one session: what a row of a session adds is its usage, and what all have added so far is not.
  private mutating func addNamed(
    _ names: [String], _ columns: [SampleTable.Column], _ order: inout [[Int]]
  ) {
    let pairs = RunningTotalPairs.pairs(names)
    // The numbers of the plain names are not those of sums anyway.
    let plain = RunningTotalPairs.plainPairs(names).filter { pair in
      !pairs.contains { $0.sum == pair.sum }
    }
    guard !pairs.isEmpty || !plain.isEmpty else { return }
    if !(pairs + plain).contains(where: { increments[$0.sum] != nil }) {
      let session = columns.first {
        RunningTotalPairs.namesSessions($0.name) && Set($0.values).count < $0.values.count
      }
      // A plain name alone may be that of the last request in a session.
      guard let session, !pairs.isEmpty else { return }
      (keys, order) = ([session.name], SharedTexts(session).groups)
    }
    for pair in pairs + plain where increments[pair.sum] == nil {
      increments[pair.sum] = pair.part
    }
  }

  private mutating func findRepeats(_ series: [Series], _ sequences: [[Int]]) {
    let numbers = series.filter { increments[$0.name] != nil }.map(\.numbers)
    let parts = Set(increments.values)
    let steps = series.filter { parts.contains($0.name) }.map(\.numbers)
    guard !numbers.isEmpty else { return }
    repeatsEvents = sequences.contains { rows in
      zip(rows, rows.dropFirst()).contains { before, row in
        (numbers + steps).allSatisfy { $0[row] == $0[before] }
          && steps.contains { $0[row] ?? 0 > 0 }
      }
    }
  }

  /// The orders in which rows may follow one another: as they are or the other way round, all of them or those of one
  /// session, user or file of the export at a time.
  ///
  /// The keys are the names of the columns whose texts such rows share.
  static func sequences(_ columns: [SampleTable.Column]) -> [(keys: [String], rows: [[Int]])] {
    guard let count = columns.first?.texts.count, count > 1 else { return [] }
    var orders: [(keys: [String], rows: [[Int]])] = []
    func add(_ texts: SharedTexts, least: Int = 1) {
      let groups = texts.groups
      if groups.count < count, groups.count >= least { orders.append((texts.names, groups)) }
    }
    let keys = columns.filter { isKey($0) }.prefix(6).map { SharedTexts($0) }
    let others = columns.filter { isOther($0) }.prefix(2).map { SharedTexts($0) }
    for key in keys { add(key) }
    for key in keys {
      for other in others { add(SharedTexts(key, other)) }
    }
    for other in others { add(other, least: 2) }
    orders.append(([], [Array(0..<count)]))
    // What was written in the order of time is not read backwards.
    if StartTimeColumns.areInOrder(columns) { return orders }
    return orders + orders.map { ($0.keys, $0.rows.map { $0.reversed() }) }
  }

  /// Returns true if a column states what else than a user may own a counter.
  ///
  /// It is a model, or a service.
  private static func isOther(_ column: SampleTable.Column) -> Bool {
    let name = ColumnKeywords.Name(column.name)
    return [LedgerColumn.model, .service].contains { name.fit($0) > .direction }
  }

  /// Returns true if a column states a value that several requests share.
  private static func isKey(_ column: SampleTable.Column) -> Bool {
    if column.tellsSeveral { return true }
    let name = ColumnKeywords.Name(column.name)
    return [LedgerColumn.userID, .accountID].contains { name.fit($0) > .notAtAll }
      || !files.isDisjoint(with: ColumnNameWords(column.name).words)
  }

  private static let files: Set<String> = ["trace", "run", "file", "process", "pid"]

  /// Returns true if a column may be tokens or their cost, by its name.
  static func mayBeUsage(_ name: String) -> Bool {
    let name = ColumnKeywords.Name(name)
    return (LedgerColumn.quantities + [.vendorCostUSD, .creditsDeducted])
      .contains { name.fit($0) > .notAtAll } || name.isTotal
  }

  /// A number with at most twelve decimals, times as many powers of ten; nil for all else.
  static func number(_ text: String) -> Int128? {
    guard let first = text.utf8.first, isDigit(first), text.utf8.count <= 24 else { return nil }
    var number: Int128 = 0
    var decimals: Int?
    for byte in text.utf8 {
      if byte == UInt8(ascii: "."), decimals == nil {
        decimals = 0
        continue
      }
      guard isDigit(byte) else { return nil }
      number = number * 10 + Int128(byte - 0x30)
      decimals = decimals.map { $0 + 1 }
    }
    let missing = 12 - (decimals ?? 0)
    return missing < 0 ? nil : (0..<missing).reduce(number) { number, _ in number * 10 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
}

extension RunningTotals {
  /// The reason why counts of tokens are not usage of single requests.
  struct Growth {
    /// The column whose value the rows share within which counts grow; nil for all rows.
    let key: String?

    fileprivate init(_ keys: [String]) {
      key = keys.isEmpty ? nil : keys.joined(separator: " and ")
    }
  }

  /// Finds out whether `classes`, columns of tokens each of which should be those of one request, only grow from row
  /// to row; nil where they do not, or where too few rows show it to be no chance.
  ///
  /// Requests of a conversation get longer, and so does what was read from a cache: all classes have to grow, what was
  /// put out as well.
  ///
  /// - Parameters:
  ///   - chance: one in how many ledgers of as many rows may look so.
  ///   - isNamed: names say that they are sums, so that even steps are no numbers of rows.
  static func growth(
    of classes: [[Int128?]], in columns: [SampleTable.Column], chance: Double, isNamed: Bool
  ) -> Growth? {
    guard !classes.isEmpty else { return nil }
    let orders = sequences(columns)
    for (keys, sequences) in orders {
      if classes.allSatisfy({ grows($0, sequences, chance, isNamed) }) { return Growth(keys) }
    }
    // Without a column of sessions a counter begins anew with each.
    for (keys, whole) in orders {
      let sequences = whole.flatMap { sessions(in: $0, classes) }
      let rows = sequences.reduce(0) { $0 + $1.count }
      guard sequences.count > whole.count, rows >= sequences.count * sessionRows else { continue }
      if classes.allSatisfy({ grows($0, sequences, chance, isNamed) }) { return Growth(keys) }
    }
    return nil
  }

  /// The mean number of rows per session from which falls of all classes are not chance.
  private static let sessionRows = 5

  /// Rows divided where the first class falls.
  private static func sessions(in rows: [Int], _ classes: [[Int128?]]) -> [[Int]] {
    var sessions: [[Int]] = []
    for row in rows {
      let last = sessions.last?.last.flatMap { classes[0][$0] }
      if let last, let here = classes[0][row], here < last {
        sessions.append([row])
      } else if sessions.isEmpty {
        sessions.append([row])
      } else {
        sessions[sessions.count - 1].append(row)
      }
    }
    return sessions
  }

  /// Returns true if numbers grow in all of `sequences`.
  ///
  /// They start at about one step and grow by uneven steps.
  private static func grows(
    _ numbers: [Int128?], _ sequences: [[Int]], _ chance: Double, _ isNamed: Bool
  ) -> Bool {
    var (odds, steps, differences) = (1.0, 0, Set<Int128>())
    for rows in sequences {
      let run = rows.compactMap { numbers[$0] }
      guard let first = run.first, let last = run.last else { continue }
      var rises = 1.0
      for (before, after) in zip(run, run.dropFirst()) {
        if after < before { return false }
        steps += 1
        // That two are the same shows nothing.
        if after > before { rises += 1 }
        odds *= after > before ? rises : 1
        differences.insert(after - before)
      }
      // A total begins with the first request, and goes on by others of about its size.
      if run.count > 2, last < first * Int128((rises / 2).rounded(.up)) { return false }
    }
    return odds >= chance && (isNamed || differences.count * 3 >= steps)
  }
}

/// The rows of one column, or of two, that have the same text.
private struct SharedTexts {
  let names: [String]
  /// By row, the first row of the same text: a number takes less time to compare.
  private let firstRows: [Int]

  init(_ column: SampleTable.Column) {
    names = [column.name]
    firstRows = SharedTexts.firstRows(column.texts)
  }

  /// The rows that have both texts in common.
  init(_ one: SharedTexts, _ other: SharedTexts) {
    names = one.names + other.names
    let count = one.firstRows.count
    firstRows = SharedTexts.firstRows(zip(one.firstRows, other.firstRows).map { $0 * count + $1 })
  }

  private static func firstRows<Text: Hashable>(_ texts: [Text]) -> [Int] {
    var first: [Text: Int] = [:]
    return texts.enumerated().map { row, text in
      let place = first[text] ?? row
      if place == row { first[text] = row }
      return place
    }
  }

  /// The rows of each text, in their order.
  var groups: [[Int]] {
    var groups = firstRows.map { _ in [Int]() }
    for (row, first) in firstRows.enumerated() { groups[first].append(row) }
    return groups.filter { !$0.isEmpty }
  }
}
