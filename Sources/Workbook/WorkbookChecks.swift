import Ledger
import Overview
import Tables

/// A check that a reader can see: a formula that is 0 when two sheets agree.
struct WorkbookCheck {
  let name: String
  let difference: SheetCell.Content
  /// The sheet of the other side.
  let sheet: String
  let words: String
}

/// Holds the sums of the sheets against the Summary.
struct WorkbookChecks {
  let checks: [WorkbookCheck]

  /// - Parameters:
  ///   - changes: the sheet of what changed; nil where there is none.
  ///   - summaryRows: where the Summary has the row equation.
  init(
    _ overview: Overview, tables: [Table], sheets: [Sheet], changes: ChangesPage?,
    summaryRows: SummaryPage.RowCells
  ) {
    let headline = overview.headline
    let money: [(column: String, name: String, words: String, total: Cell)] = [
      ("vendor_cost_usd", "Vendor_cost_USD", "Vendor cost", .money(orBlank: headline.vendorCost)),
      ("revenue_usd", "Usage_revenue_USD", "Usage revenue", .money(orBlank: headline.revenue)),
      ("margin_usd", "Margin_USD", "Margin", .money(orBlank: headline.margin)),
    ]
    var sums: [WorkbookCheck] = []
    for (table, sheet) in SumCheck.pairs(tables, sheets) {
      if table.name.hasPrefix("margin-by-") {
        for each in money {
          sums.append(
            SumCheck(table: table, sheet: sheet, column: each.column, name: each.name)
              .check(words: each.words, total: each.total))
        }
      } else if table.name == "revenue" {
        sums.append(
          SumCheck(table: table, sheet: sheet, column: "revenue_usd", name: "Usage_revenue_USD")
            .check(words: "Usage revenue", total: money[1].total))
        sums.append(
          SumCheck(table: table, sheet: sheet, column: "credits", name: "Credits")
            .check(words: "Credits", total: .creditsSum(orBlank: headline.microcredits)))
      } else if table.name.hasPrefix("free-tier-loss-by-") {
        sums.append(
          SumCheck(
            table: table, sheet: sheet, column: "vendor_cost_usd", name: "Free_tier_loss_USD"
          ).check(words: "Free-tier loss", total: .money(orBlank: headline.freeTierLoss)))
      }
    }
    let ends = changes.map { WorkbookChecks.ends(of: $0, overview.headline) } ?? []
    checks = [WorkbookChecks.rows(overview, summaryRows)] + ends + sums
  }

  /// The ends of the bridge, which are shown figures, against those of the Summary as they are shown.
  private static func ends(of changes: ChangesPage, _ headline: Headline) -> [WorkbookCheck] {
    let sheet = changes.page.name
    return changes.ends.map { end in
      let (figure, name): (Money?, String) =
        switch end.measure {
        case .revenue: (headline.revenue, "Usage_revenue_USD")
        case .cost: (headline.vendorCost, "Vendor_cost_USD")
        case .margin: (headline.margin, "Margin_USD")
        }
      let title = "\(end.measure.heading), \(sheet) − Summary"
      guard let figure else {
        return WorkbookCheck(
          name: title, difference: .text("–"), sheet: sheet, words: "The figure is not known.")
      }
      let decimals = end.decimals
      let unit = powerOfTen(Money.decimals - decimals)
      let rounded = figure.roundedHalfUp(toDecimals: decimals).attodollars / unit
      return WorkbookCheck(
        name: title,
        difference: .formula(
          "=ROUND('\(sheet)'!\(end.cell.reference)-ROUND(\(name),\(decimals)),6)",
          .shownMoney(end.shown - rounded, decimals: decimals)),
        sheet: sheet, words: "Last figure of the column against the Summary, as shown.")
    }
  }

  private static func rows(
    _ overview: Overview, _ cells: SummaryPage.RowCells
  ) -> WorkbookCheck {
    let rows = overview.rows
    let parts =
      rows.rated + rows.unpriced + rows.duplicate + rows.conflict + rows.rejected
      + rows.outsidePeriod
    return WorkbookCheck(
      name: "Rows read − rows accounted for",
      difference: .formula(
        "=Summary!\(cells.read.reference)-SUM(Summary!\(cells.parts.reference))",
        .count(Int128(rows.read - parts))),
      sheet: "Summary",
      words:
        "Every row is rated, unpriced, a duplicate, in conflict, rejected or outside the period.")
  }
}

/// The sum of a column of a sheet against a figure of the Summary.
private struct SumCheck {
  let table: Table
  let sheet: Sheet
  let column: String
  /// The name of the figure on the Summary.
  let name: String

  static func pairs(_ tables: [Table], _ sheets: [Sheet]) -> [(Table, Sheet)] {
    tables.compactMap { table in
      sheets.first { $0.csvName == table.name + ".csv" }.map { (table, $0) }
    }
  }

  func check(words: String, total: Cell) -> WorkbookCheck {
    let title = "\(words), \(sheet.name) − Summary"
    if total == .blank {
      return WorkbookCheck(
        name: title, difference: .text("–"), sheet: sheet.name,
        words: "The figure is not known.")
    }
    guard let place = table.columns.firstIndex(where: { $0.name == column }),
      table.rowCount <= Sheet.rowLimit, let whole = total.number
    else {
      return WorkbookCheck(
        name: title, difference: .text("–"), sheet: sheet.name,
        words: "Not all rows are on the sheet: add up \(column) of \(sheet.csvName).")
    }
    let cells = CellRange(rows: 1...max(1, table.rowCount), columns: place...place).reference
    let decimals = SumCheck.decimals(of: whole)
    let sum = (0..<table.rowCount).reduce(Int128(0)) {
      $0 + (table.cells(at: $1)[place].number?.value ?? 0)
    }
    return WorkbookCheck(
      name: title,
      difference: .formula(
        "=ROUND(SUM('\(sheet.name)'!\(cells))-\(name),\(decimals))",
        .decimal(sum - whole.value, scale: whole.scale)),
      sheet: sheet.name, words: "Sum of column \(column) against the Summary.")
  }

  /// To how many decimals a sum of 15 digits can be held against the whole: 6 up to a million.
  private static func decimals(of whole: (value: Int128, scale: Int)) -> Int {
    let digits = String((whole.value.magnitude) / UInt128(powerOfTen(whole.scale))).count
    return max(0, min(6, 12 - digits))
  }
}
