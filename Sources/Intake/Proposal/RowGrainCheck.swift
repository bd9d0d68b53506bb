import Ledger

/// Finds out whether the rows of an unknown export are requests, or sum those of a day.
package enum RowGrainCheck {
  /// Returns the fault of a `table` with usage by bucket; nil if it is not.
  ///
  /// Its rows last whole hours, or its only time has no time of day and a column counts requests.
  package static func fault(_ table: SampleTable) -> FileFault? {
    let guess = ColumnGuess(table)
    guard let day = guess.found[.startedAt],
      !day.dropFirst().contains(where: { !NamedZone.isNamed($0) })
    else { return nil }
    if let end = guess.found[.completedAt], lastHours(guess) {
      return .periods(start: day[0], end: end[0])
    }
    guard areDays(guess.texts(.startedAt)),
      let count = table.columns.first(where: countsRequests)
    else { return nil }
    return .totals(day: day[0], requests: count.name)
  }

  /// Returns the fault of the request column of `mapping` in `table`; nil if there is none.
  ///
  /// The column holds days, or counts of requests.
  package static func fault(_ mapping: UsageMapping, in table: SampleTable) -> FileFault? {
    guard let names = mapping.sources.first(where: { $0.column == .requestID })?.names,
      names.count == 1, let column = table.columns.first(where: { $0.name == names[0] })
    else { return nil }
    if countsRequests(column) { return .mappedTotals(column: column.name, holds: "counts") }
    return areDays(column.values) ? .mappedTotals(column: column.name, holds: "days") : nil
  }

  /// Returns true if nothing distinguishes the rows of `table` from totals of days.
  ///
  /// No time has a clock, no column is named an id, and no two rows have the same words, as several
  /// requests of one user would.
  static func mayBe(_ table: SampleTable, _ guess: ColumnGuess) -> Bool {
    guard guess.found[.requestID] == nil || guess.isIDByValues, areDays(guess.texts(.startedAt))
    else { return false }
    let names = guess.found.filter { column, _ in
      switch column.content {
      case .id, .name, .time: column != .requestID
      case .quantity, .cost, .credits, .multiplier: false
      }
    }.values.joined()
    let ids = guess.found[.requestID, default: []]
    let words = table.columns.filter { column in
      names.contains(column.name)
        || !ColumnGuess.areNumbers(column.values) && !ids.contains(column.name)
    }
    let rows = (0..<table.rowCount).map { row in words.map { $0.texts[row] } }
    return Set(rows).count == rows.count
  }

  /// Returns true if every row ends whole hours after it began.
  private static func lastHours(_ guess: ColumnGuess) -> Bool {
    guard let shape = guess.times.flatMap({ TimeForm.shape($0.format) }) else { return false }
    let form = TimeForm(shape: shape, zone: .utc)
    func instants(_ column: LedgerColumn) -> [Instant?] {
      guess.rows(column).map { text in
        do throws(LocalTimeFault) { return try form.read(text) } catch { return nil }
      }
    }
    let lengths = zip(instants(.startedAt), instants(.completedAt)).compactMap { start, end in
      start.flatMap { start in end.map { $0.nanoseconds - start.nanoseconds } }
    }
    return !lengths.isEmpty && lengths.allSatisfy { $0 > 0 && $0 % 3_600_000_000_000 == 0 }
  }

  /// Returns true if texts are times without a clock, or all at midnight.
  private static func areDays(_ texts: [String]) -> Bool {
    guard let times = SampleTimes(texts), !times.format.hasPrefix("epoch") else { return false }
    let hasClock = times.format.contains { "Hh".contains($0) } || times.format == "rfc3339"
    return !hasClock || texts.count > 1 && texts.allSatisfy { $0.contains("00:00:00") }
  }

  /// Returns true if a column is named for a count of requests and holds one that is not 1.
  private static func countsRequests(_ column: SampleTable.Column) -> Bool {
    let last = column.name.split(separator: ".").last ?? ""
    return names.contains(ColumnNameWords(last).joined) && !column.values.isEmpty
      && column.values.allSatisfy { $0.allSatisfy { $0.isNumber || ",. ".contains($0) } }
      && column.values.contains { $0 != "1" }
  }

  private static let names: Set<String> = [
    "requests", "numrequests", "nrequests", "requestcount", "requestscount", "totalrequests",
    "numberofrequests", "apirequests", "successfulrequests", "nummodelrequests",
    "calls", "numcalls", "callcount",
    "apicalls", "totalcalls", "numberofcalls", "anfragen", "anzahlanfragen", "aufrufe",
    "anzahlaufrufe", "requetes", "solicitudes", "richieste",
  ]
}
