import Ledger
import Overview
import Tables

/// The cost of usage by day, by model and by user, where no book says what customers pay.
struct SummaryCosts {
  private let view: CostOnlyView
  /// Of the amounts of the summary.
  private let decimals: Int

  init(_ view: CostOnlyView, decimals: Int) {
    self.view = view
    self.decimals = decimals
  }

  func put(on page: inout Worksheet, row: Int) -> Int {
    var row = row
    for breakdown in [view.days, view.models, view.users] {
      row = put(breakdown, on: &page, row: row)
    }
    let width = SummaryPage.widths.reduce(0, +)
    if let note = view.roundingNote(decimals: decimals) {
      row = page.putLines(note, row: row, column: 0, width: width, CellStyles.note) + 1
    }
    return page.putLines(
      view.howToSell, row: row, column: 0, width: width, CellStyles.note) + 1
  }

  private func put(_ breakdown: CostOnlyView.Breakdown, on page: inout Worksheet, row: Int) -> Int {
    let word = breakdown.word
    page.putBlock("Cost by \(word), USD", row: row, columns: SummaryPage.columns)
    page.putHeadings(
      [
        word.withCapital, "Requests", "Vendor cost", "Share %",
        "No price", "", "",
      ], row: row + 1)
    var row = row + 2
    for part in breakdown.shown + (breakdown.rest.map { [$0] } ?? []) {
      put(part, isTotal: false, on: &page, row: row)
      row += 1
    }
    put(breakdown.total, isTotal: true, on: &page, row: row)
    return row + 2
  }

  private func put(_ part: CostOnlyView.Part, isTotal: Bool, on page: inout Worksheet, row: Int) {
    page.put(
      .words(ChartData.short(part.name, length: 24)), row: row, column: 0,
      CellStyles.text.ofTotal(isTotal))
    let cells: [(Cell, String)] = [
      (.count(Int128(part.totals.requests)), "#,##0"),
      (
        .money(orBlank: part.totals.knownVendorCost), NumberView.grouped(decimals: decimals).pattern
      ),
      (.percent(orBlank: part.share), NumberView.percent.pattern),
      (.count(Int128(part.totals.unpriced)), "#,##0"),
    ]
    for (index, (cell, pattern)) in cells.enumerated() {
      page.put(
        SheetCell.Content(cell), row: row, column: 1 + index,
        CellStyles.number(pattern).ofTotal(isTotal))
    }
  }
}
