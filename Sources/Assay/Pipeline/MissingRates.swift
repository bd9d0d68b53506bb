import Ledger
import Overview
import Pricing
import Reconciliation

/// The recorded costs that were not compared because `fx.csv` has no rate of their day, by currency.
struct MissingRates: Sendable {
  private var uses: [Name: Use] = [:]

  private struct Use {
    var count: Int64
    /// The first day without a rate, and the first row of that day; nil where rows are only taken out again.
    var first: (day: Day, location: RowLocation)?
  }

  /// Adds the rows of the block that was taken last, `sign` times.
  mutating func add(_ blocks: BlockRater, sign: Int64) {
    for (index, record) in blocks.records.enumerated() {
      let outcome = blocks.outcomes[index]
      guard case .notRecorded = outcome.cost, record.recordedCost != nil,
        outcome.conversionFault == nil
      else { continue }
      let location = RowLocation(record, slice: Int(RowLocation.laterSlice))
      let use = Use(count: sign, first: sign > 0 ? (record.day, location) : nil)
      add(use, of: blocks.card(of: blocks.rated[index]).kind.currency)
    }
  }

  private mutating func add(_ use: Use, of currency: Name) {
    guard var known = uses[currency] else {
      uses[currency] = use
      return
    }
    known.count += use.count
    if let first = use.first, known.first.map({ first.day < $0.day }) ?? true {
      known.first = first
    }
    uses[currency] = known
  }

  /// Returns a warning for each currency; `repeats` are the rows that are not counted after all.
  static func findings(
    _ map: LedgerMap, takingOut repeats: MissingRates, _ workspace: Workspace
  ) -> [Finding] {
    var all = MissingRates()
    for (slice, result) in map.slices.enumerated() {
      for (currency, use) in result.missingRates.uses {
        var use = use
        use.first?.location.slice = Int32(slice)
        all.add(use, of: currency)
      }
    }
    for (currency, use) in repeats.uses { all.add(use, of: currency) }
    let known = Set(workspace.currencyRates.map(\.value.currency)).union(["USD"]).sorted()
    return all.uses.sorted { $0.key < $1.key }.compactMap { currency, use in
      guard use.count > 0, let first = use.first else { return nil }
      let place = map.place(of: first.location)
      let meant = known.first { $0 != currency && $0.lowercased == currency.lowercased }
      let isOne = use.count == 1
      return Finding(
        .warning, at: Place(file: place.file.description, line: Int(place.line)), code: "ref.fx",
        message: "currency \"\(currency)\"" + (meant.map { " (not \"\($0)\": case counts)" } ?? "")
          + " has no rate in fx.csv for \(Figures.count(use.count, "recorded cost")), which"
          + " \(isOne ? "is" : "are") not compared (\(isOne ? "of" : "first of") \(first.day))",
        help: (meant.map { "if it is \($0), export it so; or " } ?? "")
          + BookRow.rate(of: currency, on: first.day).advice(in: workspace))
    }
  }
}
