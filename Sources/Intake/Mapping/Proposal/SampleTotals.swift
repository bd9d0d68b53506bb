import Ledger

/// Finds out whether the rows of an export that nobody knows are requests, or sum those of a day.
package enum SampleTotals {
  /// Why `table` is usage by bucket: its only time has no clock, and a column counts requests; nil where it is not.
  package static func fault(_ table: SampleTable) -> FileFault? {
    guard let day = ColumnGuess(table).found[.startedAt], day.count == 1,
      let days = table.columns.first(where: { $0.name == day[0] }), areDays(days.values),
      let count = table.columns.first(where: countsRequests)
    else { return nil }
    return .totals(day: days.name, requests: count.name)
  }

  /// Why a request cannot be told by the column that `mapping` names for it, in `table`: it holds days, or counts of
  /// requests; nil where nothing speaks against it.
  package static func fault(_ mapping: UsageMapping, in table: SampleTable) -> FileFault? {
    guard let names = mapping.sources.first(where: { $0.column == .requestID })?.names,
      names.count == 1, let column = table.columns.first(where: { $0.name == names[0] })
    else { return nil }
    if countsRequests(column) { return .mappedTotals(column: column.name, holds: "counts") }
    return areDays(column.values) ? .mappedTotals(column: column.name, holds: "days") : nil
  }

  /// Whether texts are times without a clock, or all at midnight.
  private static func areDays(_ texts: [String]) -> Bool {
    guard let times = SampleTimes(texts), !times.format.hasPrefix("epoch") else { return false }
    let hasClock = times.format.contains { "Hh".contains($0) } || times.format == "rfc3339"
    return !hasClock || texts.count > 1 && texts.allSatisfy { $0.contains("00:00:00") }
  }

  /// Whether a column is named for a count of requests and holds one that is not 1.
  private static func countsRequests(_ column: SampleTable.Column) -> Bool {
    let last = column.name.split(separator: ".").last ?? ""
    return names.contains(NameWords(last).joined) && !column.values.isEmpty
      && column.values.allSatisfy { $0.allSatisfy { $0.isNumber || ",. ".contains($0) } }
      && column.values.contains { $0 != "1" }
  }

  private static let names: Set<String> = [
    "requests", "numrequests", "nrequests", "requestcount", "requestscount", "totalrequests",
    "numberofrequests", "apirequests", "nummodelrequests", "calls", "numcalls", "callcount",
    "apicalls", "totalcalls", "numberofcalls", "anfragen", "anzahlanfragen", "aufrufe",
    "anzahlaufrufe", "requetes", "solicitudes", "richieste",
  ]
}
