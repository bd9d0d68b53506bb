import Ledger
import Overview
import Tables

/// The four figures that the report begins with, and four that stand behind them.
struct SummaryFigures {
  private let overview: Overview

  init(_ overview: Overview) { self.overview = overview }

  private struct Figure {
    let label: String
    let cell: Cell
    let pattern: String?
    let note: String
    let name: String
    var isBad = false
  }

  /// Puts the figures from `row` on; returns the next row.
  func put(on page: inout Page, row: Int) -> Int {
    for (index, figure) in main.enumerated() {
      put(figure, on: &page, row: row, column: 1 + 2 * index, size: 18)
    }
    page.heights[row + 1] = 26
    var next = row + 3
    for first in stride(from: 0, to: others.count, by: 4) {
      for (index, figure) in others[first..<min(first + 4, others.count)].enumerated() {
        put(figure, on: &page, row: next, column: 1 + 2 * index, size: 11)
      }
      page.heights[next] = 18
      next += 3
    }
    if let note = overview.headline.coverageNote {
      page.put(.words(note), row: next, columns: SummaryPage.columns, CellStyles.note)
      next += 1
    }
    return next + 1
  }

  private func put(
    _ figure: Figure, on page: inout Page, row: Int, column: Int, size: Int
  ) {
    let columns = column...column + 1
    let label = CellFormat(alignment: .left).with(\.colour, .muted)
    page.put(
      .text(figure.label), row: row, columns: columns,
      size == 18 ? label.with(\.above, .thick) : label.with(\.vertical, .bottom))
    let isKnown = figure.cell != .blank
    page.put(
      isKnown ? SheetCell.Content(figure.cell) : .text(Figures.notKnown), row: row + 1,
      columns: columns,
      CellFormat(pattern: figure.pattern, alignment: .left).with(\.isBold, true)
        .with(\.points, SummaryFigures.size(of: figure.cell, atMost: size))
        .with(\.colour, figure.isBad ? .bad : .ink))
    page.name(figure.name, row: row + 1, column: column)
    page.put(
      .words(figure.note), row: row + 2, columns: columns,
      CellFormat(alignment: .left).with(\.points, 9).with(\.colour, .muted)
        .with(\.wraps, true).with(\.vertical, .top))
    page.fit(figure.note, row: row + 2, width: 27)
  }

  /// Smaller letters for a figure that would not fit into its two columns.
  private static func size(of cell: Cell, atMost size: Int) -> Int {
    guard let number = cell.number else { return size }
    let length = NumberView.grouped(decimals: 2).text(number.value, scale: number.scale).count
    return length <= 13 ? size : min(size, 11)
  }

  private var main: [Figure] {
    let headline = overview.headline
    let amounts = [headline.revenue, headline.vendorCost, headline.margin].map {
      Cell.money(orBlank: $0)
    }
    let pattern = NumberView.grouped(decimals: headline.decimals).pattern
    let cost = Figure(
      label: "Vendor cost, USD", cell: amounts[1], pattern: pattern, note: headline.costNote,
      name: "Vendor_cost_USD")
    if let view = overview.costView {
      return [
        cost,
        Figure(
          label: "Last 7 days, USD", cell: .money(orBlank: view.lastDays?.cost), pattern: pattern,
          note: view.lastNote, name: "Last_7_days_USD"),
      ]
    }
    return [
      Figure(
        label: "\(Headline.revenueName), USD", cell: amounts[0], pattern: pattern,
        note: headline.revenueNote, name: "Usage_revenue_USD"),
      cost,
      Figure(
        label: "Margin, USD", cell: amounts[2], pattern: pattern,
        note: headline.margin == nil ? headline.marginNote : headline.marginBasis,
        name: "Margin_USD", isBad: (headline.margin ?? .zero) < .zero),
      Figure(
        label: "Margin, %",
        cell: .percent(orBlank: headline.marginPercent),
        pattern: CellStyles.pattern([], .percent), note: headline.targetNote,
        name: "Margin_percent",
        isBad: (headline.variancePoints ?? headline.marginPercent ?? 0) < 0),
    ]
  }

  private var others: [Figure] {
    let headline = overview.headline
    let pattern = NumberView.grouped(decimals: headline.decimals).pattern
    let credits = Cell.creditsSum(orBlank: headline.microcredits)
    let days = overview.scope.days
    let sales = [
      Figure(
        label: "Free-tier loss, USD", cell: .money(orBlank: headline.freeTierLoss),
        pattern: pattern, note: headline.freeTierNote, name: "Free_tier_loss_USD"),
      Figure(
        label: "Plan fees, USD", cell: .money(orBlank: headline.planFees), pattern: pattern,
        note: headline.longPlanNote, name: "Plan_fees_USD"),
      Figure(
        label: "Margin with plan fees, USD", cell: .money(orBlank: headline.marginWithPlanFees),
        pattern: pattern, note: headline.marginWithPlanFeesNote,
        name: "Margin_with_plan_fees_USD"),
      Figure(
        label: "Credits", cell: credits, pattern: CellStyles.pattern([credits], .credits),
        note: headline.creditsNote, name: "Credits"),
    ]
    return (overview.costView == nil ? sales : []) + [
      Figure(
        label: "First day", cell: days.map { .day($0.lowerBound) } ?? .blank,
        pattern: "yyyy-mm-dd", note: "with usage", name: "Period_from"),
      Figure(
        label: "Last day", cell: days.map { .day($0.upperBound) } ?? .blank,
        pattern: "yyyy-mm-dd", note: "with usage", name: "Period_to"),
    ]
  }
}
