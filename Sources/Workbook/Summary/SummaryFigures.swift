import Comparing
import Ledger
import Overview
import Tables

/// The figures that the report begins with, each with its change and a note.
struct SummaryFigures {
  private let overview: Overview
  private var headline: Headline { overview.headline }

  init(_ overview: Overview) { self.overview = overview }

  private struct Figure {
    let label: String
    let cell: Cell
    let note: String
    let name: String
    var change: Cell = .blank
    var changePattern: String?
    var pattern: String?
    var isBad = false
  }

  /// The columns of the notes, and how many digits they hold.
  private static let noteColumn = 3
  private static let noteWidth = SummaryPage.widths[noteColumn...].reduce(0, +)

  func put(on page: inout Worksheet, row: Int) -> Int {
    var row = row
    page.putBlock("Figures", row: row, columns: SummaryPage.columns)
    row += 1
    let against = overview.changed?.heading(ofChangeOf: "Change") ?? ""
    page.putHeadings(["", "USD", "", "", "", "", ""], row: row, texts: 1)
    page.put(.words(against), row: row, column: 2, CellStyles.numberHeading.with(\.wraps, true))
    if !against.isEmpty { page.heights[row] = 2 * Worksheet.rowHeight }
    row += 1
    for figure in figures { row = put(figure, on: &page, row: row) }
    let width = SummaryPage.widths.reduce(0, +)
    if let earned = overview.creditLedger?.earned {
      row = page.putLines(earned.sentence, row: row, column: 0, width: width, CellStyles.text)
    }
    for line in [overview.forecastOfClose?.line, overview.earlierMonths?.line].compactMap(\.self) {
      row = page.putLines(line, row: row, column: 0, width: width, CellStyles.text)
    }
    let notes = [headline.longCoverageNote, headline.planCoverageNote, overview.unknowable]
    row = page.putLines(
      notes.compactMap(\.self).joined(separator: " "), row: row, column: 0, width: width,
      CellStyles.note)
    return row + 1
  }

  private func put(_ figure: Figure, on page: inout Worksheet, row: Int) -> Int {
    let pattern = figure.pattern ?? NumberView.grouped(decimals: headline.decimals).pattern
    page.put(.text(figure.label), row: row, column: 0, CellStyles.text.with(\.isBold, true))
    page.put(
      SheetCell.Content(figure.cell), row: row, column: 1,
      CellStyles.number(pattern).with(\.isBold, true).with(\.colour, figure.isBad ? .bad : .ink))
    page.name(figure.name, row: row, column: 1)
    if figure.change != .blank {
      page.put(
        SheetCell.Content(figure.change), row: row, column: 2,
        CellStyles.number(figure.changePattern ?? overview.changed?.changePattern))
    }
    let note = figure.cell == .blank ? "\(Figures.notKnown): \(figure.note)" : figure.note
    return page.putLines(
      note, row: row, column: SummaryFigures.noteColumn, width: SummaryFigures.noteWidth,
      CellStyles.note)
  }

  /// The change of a measure as What changed shows it.
  private func change(of measure: BridgeMeasure) -> Cell {
    guard let changed = overview.changed,
      let index = changed.measures.firstIndex(of: measure),
      let start = changed.lines.first?.amounts[index], let end = changed.lines.last?.amounts[index]
    else { return .blank }
    return .shownMoney(end - start, decimals: changed.decimals)
  }

  /// The change of the margin rate, of the shown figures.
  private var changeOfRate: Cell {
    guard let now = headline.marginPercent, let before = overview.changed?.marginPercentBefore
    else { return .blank }
    return .decimal(ShownChange.tenths(of: now) - ShownChange.tenths(of: before), scale: 1)
  }

  private func shown(_ change: Int128?) -> Cell {
    change.map { .shownMoney($0, decimals: headline.decimals) } ?? .blank
  }

  private var changePattern: String {
    NumberView.grouped(decimals: headline.decimals).signedPattern
  }

  private var figures: [Figure] {
    let cost = Figure(
      label: "Vendor cost", cell: .money(orBlank: headline.vendorCost), note: headline.longCostNote,
      name: "Vendor_cost_USD", change: change(of: .cost))
    if let view = overview.costView {
      return [
        cost,
        Figure(
          label: "Last 7 days", cell: .money(orBlank: view.lastDays?.cost), note: view.lastNote,
          name: "Last_7_days_USD"),
      ]
    }
    return [
      Figure(
        label: Headline.revenueName, cell: .money(orBlank: headline.revenue),
        note: headline.revenueNote, name: "Usage_revenue_USD", change: change(of: .revenue)),
      cost,
      Figure(
        label: "Margin", cell: .money(orBlank: headline.margin),
        note: headline.margin == nil ? headline.marginNote : headline.marginBasis,
        name: "Margin_USD", change: change(of: .margin),
        isBad: (headline.margin ?? .zero) < .zero),
      Figure(
        label: "Margin %", cell: .percent(orBlank: headline.marginPercent),
        note: headline.targetNote, name: "Margin_percent", change: changeOfRate,
        changePattern: "+0.0\" points\";-0.0\" points\";0.0\" points\"",
        pattern: "0.0\" %\";-0.0\" %\"",
        isBad: (headline.variancePoints ?? headline.marginPercent ?? 0) < 0),
      Figure(
        label: headline.planFeesName, cell: .money(orBlank: headline.planFees),
        note: headline.summaryPlanNote,
        name: "Plan_fees_USD", change: shown(headline.planFeesChange),
        changePattern: changePattern),
      Figure(
        label: "Free-tier loss", cell: .money(orBlank: headline.freeTierLoss),
        note: headline.freeTierNote, name: "Free_tier_loss_USD",
        change: shown(headline.freeTierLossChange), changePattern: changePattern),
    ]
  }
}
