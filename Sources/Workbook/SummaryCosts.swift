import Overview
import Tables

/// The cost of usage by model and by user, where no book says what customers pay.
struct SummaryCosts {
  private let view: CostView
  /// Of the amounts of the summary.
  private let decimals: Int

  init(_ view: CostView, decimals: Int) {
    self.view = view
    self.decimals = decimals
  }

  /// Puts the tables and what to do from `row` on; returns the next row.
  func put(on page: inout Page, row: Int) -> Int {
    var row = put(view.days, on: &page, row: row)
    row = put(view.models, on: &page, row: row)
    row = put(view.users, on: &page, row: row)
    page.put(
      .words(view.howToSell), row: row, columns: SummaryPage.columns, CellStyles.wrapped)
    let width = SummaryPage.columns.reduce(0) { $0 + SummaryPage.widths[$1] }
    page.fit(view.howToSell, row: row, width: width)
    return row + 2
  }

  private func put(_ breakdown: CostView.Breakdown, on page: inout Page, row: Int) -> Int {
    let word = breakdown.word
    page.put(
      .words("Cost by \(word), USD"), row: row, columns: SummaryPage.columns, CellStyles.block)
    let headings = [
      word.prefix(1).uppercased() + word.dropFirst(), "Requests", "Vendor cost USD", "Share %",
      "No price",
    ]
    for (index, heading) in headings.enumerated() {
      page.put(
        .text(heading), row: row + 1, column: 1 + index,
        index == 0 ? CellStyles.heading : CellStyles.numberHeading)
    }
    page.heights[row + 1] = 18
    var row = row + 2
    for part in breakdown.shown + (breakdown.rest.map { [$0] } ?? []) {
      put(part, isTotal: false, on: &page, row: row)
      row += 1
    }
    put(breakdown.total, isTotal: true, on: &page, row: row)
    return row + 2
  }

  private func put(
    _ part: CostView.Part, isTotal: Bool, on page: inout Page, row: Int
  ) {
    let above: CellFormat.Line? = isTotal ? .thin : nil
    page.put(
      .words(ChartData.short(part.name, length: 20)), row: row, column: 1,
      CellStyles.text.with(\.isBold, isTotal).with(\.above, above))
    let cells: [(Cell, String?)] = [
      (.count(Int128(part.totals.requests)), "#,##0"),
      (
        .money(orBlank: part.totals.knownVendorCost), NumberView.grouped(decimals: decimals).pattern
      ),
      (.percent(orBlank: part.share), CellStyles.pattern([], .percent)),
      (.count(Int128(part.totals.unpriced)), "#,##0"),
    ]
    for (index, (cell, pattern)) in cells.enumerated() {
      page.put(
        cell == .blank ? .text("–") : SheetCell.Content(cell), row: row, column: 2 + index,
        CellStyles.number(pattern, cell, width: SummaryPage.widths[2 + index]).with(
          \.isBold, isTotal
        )
        .with(\.above, above))
    }
  }
}
