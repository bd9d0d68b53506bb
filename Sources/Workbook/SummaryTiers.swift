import Overview
import Tables

/// The margin of each tier against its target, with its state in words and colour.
struct SummaryTiers {
  private let margins: TierMargins
  /// Of the amounts of the summary.
  private let decimals: Int
  private let sheet: String
  private let notes: [String]

  /// The maximum number of tiers shown.
  private static let limit = 12

  /// - Parameter sheet: the name of the sheet that has all tiers.
  init(_ overview: Overview, sheet: String) {
    margins = overview.tiers
    decimals = overview.headline.decimals
    self.sheet = sheet
    notes = overview.tierNotes
  }

  /// Puts the table from `row` on, if there are tiers; returns the next row.
  func put(on page: inout Page, row: Int) -> Int {
    guard !margins.tiers.isEmpty else { return row }
    page.put(
      .text("Margin by tier against target"), row: row, columns: SummaryPage.columns,
      CellStyles.block)
    var row = row + 1
    let headings = [
      "Tier", "Requests", "Vendor cost USD", "Revenue USD", "Margin USD", "Margin %", "Target %",
      "State",
    ]
    for (index, heading) in headings.enumerated() {
      let isText = index == 0 || index == headings.count - 1
      page.put(
        .text(heading), row: row, column: 1 + index,
        isText ? CellStyles.heading : CellStyles.numberHeading)
    }
    page.heights[row] = 18
    row += 1
    let pattern = NumberView.grouped(decimals: decimals).pattern
    for tier in margins.tiers.prefix(SummaryTiers.limit) {
      put(tier, pattern: pattern, isTotal: false, on: &page, row: row)
      row += 1
    }
    let rest = margins.count - SummaryTiers.limit
    if rest > 0 {
      page.put(
        .link("… \(Figures.count(Int64(rest), "more tier"))", sheet: sheet), row: row, column: 1,
        CellStyles.link)
      row += 1
    }
    put(margins.total, pattern: pattern, isTotal: true, on: &page, row: row)
    for note in notes {
      row += 1
      page.put(.words(note), row: row, columns: SummaryPage.columns, CellStyles.note)
    }
    return row + 2
  }

  private func put(
    _ tier: TierMargin, pattern: String?, isTotal: Bool, on page: inout Page, row: Int
  ) {
    func put(_ cell: Cell, _ column: Int, _ pattern: String?, isBad: Bool = false) {
      let format = CellStyles.number(pattern, cell, width: SummaryPage.widths[column]).with(
        \.isBold, isTotal
      )
      .with(\.above, isTotal ? .thin : nil)
      .with(\.colour, isBad ? .bad : cell == .blank ? .muted : .ink)
      page.put(
        cell == .blank ? .text("–") : SheetCell.Content(cell), row: row, column: column, format)
    }
    let totals = tier.totals
    page.put(
      .words(ChartData.short(tier.name, length: 20)), row: row, column: 1,
      CellStyles.text.with(\.isBold, isTotal).with(\.above, isTotal ? .thin : nil))
    put(.count(Int128(totals.requests)), 2, "#,##0")
    put(.money(orBlank: totals.knownVendorCost), 3, pattern)
    put(.money(orBlank: totals.knownRevenue), 4, pattern)
    put(
      .money(orBlank: totals.knownMargin), 5, pattern,
      isBad: (totals.knownMargin ?? .zero) < .zero)
    let rate = CellStyles.pattern([], .percent)
    put(.percent(orBlank: totals.marginPercent), 6, rate, isBad: (totals.marginPercent ?? 0) < 0)
    put(.percent(orBlank: totals.comparedTarget), 7, rate)
    page.put(.words(tier.state), row: row, column: 8, state(of: tier, isTotal: isTotal))
  }

  private func state(of tier: TierMargin, isTotal: Bool) -> CellFormat {
    var format = CellStyles.text.with(\.isBold, isTotal).with(\.above, isTotal ? .thin : nil)
    guard let points = tier.totals.comparedPoints else { return format.with(\.colour, .muted) }
    format.colour = points < 0 ? .bad : .good
    format.fill = points < 0 ? .badFill : .goodFill
    return format
  }
}
