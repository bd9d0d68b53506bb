import Ledger
import Pricing
import Reconciliation
import Workspace

extension MissingExchangeRates {
  /// The uses of the whole ledger; `repeats` are the rows that are not counted after all.
  init(_ map: LedgerMap, takingOut repeats: Deduplication) {
    var all = MissingExchangeRates()
    for (slice, result) in map.slices.enumerated() {
      for (key, use) in result.missingRates.uses {
        var use = use
        for index in use.rows.indices { use.rows[index].slice = Int32(slice) }
        all.add(use, of: key)
      }
    }
    for (key, use) in repeats.corrections.missingRates.uses { all.add(use, of: key) }
    self = all
  }

  /// The number of costs of each currency, by its name.
  var costs: [Name: Int64] {
    uses.reduce(into: [:]) { $0[$1.key.currency, default: 0] += $1.value.count }
      .filter { $0.value > 0 }
  }

  /// Returns a warning for each currency.
  func findings(
    _ map: LedgerMap, takingOut repeats: Deduplication, _ workspace: Workspace
  ) -> [Finding] {
    let known = Set(workspace.currencyRates.map(\.value.currency)).union(["USD"]).sorted()
    let left = uses.filter { $0.value.count > 0 }
    return Dictionary(grouping: left, by: \.key.currency).sorted { $0.key < $1.key }.compactMap {
      currency, uses in
      guard let (key, use) = uses.min(by: { $0.key.day < $1.key.day }),
        let first = use.rows.first(where: { !repeats.locations.contains($0) }) ?? use.rows.first
      else { return nil }
      let count = uses.reduce(0) { $0 + $1.value.count }
      let place = map.place(of: first)
      let meant = known.first { $0 != currency && $0.lowercased == currency.lowercased }
      return Finding(
        .warning, at: Place(file: place.file.description, line: Int(place.line)), code: "ref.fx",
        message: "currency \"\(currency)\""
          + (meant.map { " (not \"\($0)\": upper and lower case matter)" } ?? "")
          + " has no rate in fx.csv for \(GroupedDigits.count(count, "recorded cost"))"
          + " (\(count == 1 ? "of" : "first of") \(key.day));"
          + " Assay does not compare \(count == 1 ? "it" : "them")",
        help: workspace.currencies.notKnown(currency, on: key.day)?.advice
          ?? (meant.map { "if it is \($0), use that code in the export; or " } ?? "")
          + MissingExchangeRates.advice(
            for: currency, on: Set(uses.map(\.key.day)).sorted(), workspace))
    }
  }

  /// So many days get a row in what is to be done.
  private static let advised = 20

  /// The rows to be filled in, one for each day, and how many more days there are.
  private static func advice(for currency: Name, on days: [Day], _ workspace: Workspace) -> String {
    let more = days.count - advised
    let rows = days.prefix(advised).map { ProposedBookRow.rate(of: currency, on: $0) }
    return rows.advice(in: workspace)
      + (more > 0 ? "\nand a row for each of \(GroupedDigits.count(Int64(more), "more day"))" : "")
  }
}
