import Ledger
import Overview
import Tables

/// The margin of each tier against its target.
struct SummaryTiers {
  private let margins: TierMargins
  /// Of the amounts of the summary.
  private let decimals: Int
  private let notes: [String]

  /// The maximum number of tiers shown.
  private static let limit = 6

  init(_ overview: Overview) {
    margins = overview.tiers
    decimals = overview.headline.decimals
    notes = overview.tierNotes
  }

  func put(on page: inout Worksheet, row: Int) -> Int {
    guard !margins.tiers.isEmpty else { return row }
    page.putBlock("Margin by tier, USD", row: row, columns: SummaryPage.columns)
    page.putHeadings(
      ["Tier", "Usage revenue", "Vendor cost", "Margin", "Margin %", "Target %", "Points"],
      row: row + 1)
    var row = row + 2
    let first = row
    let shown = margins.count == SummaryTiers.limit + 1 ? margins.count : SummaryTiers.limit
    for tier in margins.tiers.prefix(shown) {
      put(tier, isTotal: false, on: &page, row: row)
      row += 1
    }
    let rest = margins.count - shown
    if rest > 0 {
      page.put(
        .words("\(Figures.count(Int64(rest), "more tier")): margin-by-tier.csv"), row: row,
        column: 0, CellStyles.note)
      row += 1
    }
    put(margins.total, isTotal: true, on: &page, row: row)
    for column in [3, 4, 6] {
      page.redRanges.append(CellRange(rows: first...row, columns: column...column))
    }
    row += 1
    let width = SummaryPage.widths.reduce(0, +)
    for note in notes {
      row = page.putLines(note, row: row, column: 0, width: width, CellStyles.note)
    }
    return row + 1
  }

  private func put(_ tier: TierMargin, isTotal: Bool, on page: inout Worksheet, row: Int) {
    let pattern = NumberView.grouped(decimals: decimals).pattern
    let totals = tier.totals
    page.put(
      .words(ChartData.short(tier.name, length: 24)), row: row, column: 0,
      CellStyles.text.ofTotal(isTotal))
    let cells: [(Cell, String)] = [
      (.money(orBlank: totals.knownRevenue), pattern),
      (.money(orBlank: totals.knownVendorCost), pattern),
      (.money(orBlank: totals.knownMargin), pattern),
      (.percent(orBlank: totals.marginPercent), NumberView.percent.pattern),
      (.percent(orBlank: totals.comparedTarget), NumberView.percent.pattern),
      (.percent(orBlank: totals.comparedPoints), NumberView.points.pattern),
    ]
    for (index, (cell, pattern)) in cells.enumerated() {
      page.put(
        SheetCell.Content(cell), row: row, column: 1 + index,
        CellStyles.number(pattern).ofTotal(isTotal))
    }
  }
}
