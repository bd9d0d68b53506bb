import Ledger
import Overview
import Terminal

/// The vendor cost of usage by model or user, on a terminal.
///
/// It is shown if no book states the price for customers.
struct CostOnlyTable {
  let breakdown: CostOnlyView.Breakdown
  /// Of the amounts of the summary.
  let decimals: Int
  let width: Int
  let paint: Paint

  var lines: [String] {
    let parts = breakdown.shown + (breakdown.rest.map { [$0] } ?? []) + [breakdown.total]
    let rows = parts.map { part in
      [
        TextTable.Cell(text: SafeText.safe(part.name)),
        TextTable.Cell(text: Figures.count(part.totals.requests)),
        TextTable.Cell(
          text: part.totals.knownVendorCost.map { Figures.money($0, decimals: decimals) } ?? "–"),
        TextTable.Cell(text: Figures.percent(part.share)),
        TextTable.Cell(text: Figures.count(part.totals.unpriced)),
      ]
    }
    let isWhole = breakdown.total.totals.unpriced == 0
    let columns = [
      TextTable.Column(heading: breakdown.word.withCapital),
      TextTable.Column(heading: "Requests", rank: 2), TextTable.Column(heading: "Cost"),
      TextTable.Column(heading: "Share %", rank: 1), TextTable.Column(heading: "No price"),
    ]
    return [paint(.bold, "Cost by \(breakdown.word), USD")]
      + TextTable(
        columns: isWhole ? Array(columns.dropLast()) : columns,
        rows: isWhole ? rows.map { Array($0.dropLast()) } : rows, hasTotal: true, width: width,
        file: breakdown.report.map { $0 + ".csv" } ?? "facts.csv", paint: paint
      ).lines
  }
}
