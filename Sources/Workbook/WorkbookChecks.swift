import Comparing
import Cube
import Ledger
import Overview
import Reports
import Tables

/// A check that a reader can see: a formula that is 0 when two sheets agree.
struct WorkbookCheck {
  let name: String
  let difference: SheetCell.Content
}

/// Holds the figures of the sheets against the Summary.
struct WorkbookChecks {
  let months: [Month]
  let decimals: Int
  private let overview: Overview
  private let changes: ChangesPage?
  private let summaryRows: SummaryProof.RowCells
  private let tables: [TotalCells]

  /// The figures of a month.
  struct Month {
    let name: String
    let revenue: Cell
    let cost: Cell
  }

  /// A sheet whose columns add up to figures of the Summary, and the money of its rows.
  struct Part {
    let page: Worksheet
    let rows: [Amounts]
  }

  /// The money of a row of a sheet, nil where its cell is blank.
  struct Amounts {
    let revenue: Money?
    let cost: Money?
    let margin: Money?
  }

  /// The figures of a column of a sheet, above its total.
  private struct TotalCells {
    let page: Worksheet
    let column: String
    let name: String
    /// The exact sum of the rows, in attodollars.
    let sum: Int128
    let total: Money
  }

  /// - Parameters:
  ///   - changes: the sheet of what changed; nil where there is none.
  ///   - parts: the sheets of customers and models.
  ///   - summaryRows: where the Summary has the row equation.
  init(
    _ overview: Overview, _ input: ReportInput, changes: ChangesPage?, parts: [Part],
    summaryRows: SummaryProof.RowCells
  ) {
    self.overview = overview
    self.changes = changes
    self.summaryRows = summaryRows
    decimals = overview.headline.decimals
    let isSold = overview.costView == nil
    months = input.facts.totals(byDays: \.month).map { month, totals in
      Month(
        name: month.description,
        revenue: isSold ? .money(orBlank: totals.knownRevenue) : .blank,
        cost: .money(orBlank: totals.knownVendorCost))
    }
    let headline = overview.headline
    let figures: [(String, String, KeyPath<Amounts, Money?>, Money?)] =
      (isSold
        ? [
          ("Usage revenue USD", "Usage_revenue_USD", \.revenue, headline.revenue),
          ("Margin USD", "Margin_USD", \.margin, headline.margin),
        ] : []) + [
        ("Vendor cost USD", "Vendor_cost_USD", \.cost, headline.vendorCost)
      ]
    tables = parts.flatMap { part in
      figures.compactMap { column, name, known, total in
        guard let total else { return nil }
        let amounts = part.rows.map { $0[keyPath: known]?.attodollars }
        let sum = amounts.reduce(0) { $0 + ($1 ?? 0) }
        // The margin of a customer may be unknown, while the total has the part of its cost that is known.
        if sum != total.attodollars && amounts.contains(nil) { return nil }
        return TotalCells(page: part.page, column: column, name: name, sum: sum, total: total)
      }
    }
  }

  /// Returns all checks.
  ///
  /// - Parameters:
  ///   - sheet: the sheet of the months.
  ///   - rows: the rows of the months; nil without any.
  func checks(months sheet: String, rows: ClosedRange<Int>?) -> [WorkbookCheck] {
    [rowCheck] + (changes.map(ends) ?? []) + tables.compactMap(total)
      + (rows.map { monthChecks(sheet, $0) } ?? [])
  }

  private func monthChecks(_ sheet: String, _ rows: ClosedRange<Int>) -> [WorkbookCheck] {
    let headline = overview.headline
    let sides: [(String, String, Int, Money?, KeyPath<Month, Cell>)] = [
      ("Usage revenue", "Usage_revenue_USD", 1, headline.revenue, \.revenue),
      ("Vendor cost", "Vendor_cost_USD", 3, headline.vendorCost, \.cost),
    ]
    return sides.compactMap { words, name, column, figure, cell in
      guard let figure, !months.allSatisfy({ $0[keyPath: cell] == .blank }) else { return nil }
      let cells = CellRange(rows: rows, columns: column...column).reference
      let sum = months.reduce(Int128(0)) { $0 + ($1[keyPath: cell].number?.value ?? 0) }
      return WorkbookCheck(
        name: "\(words), months − \(SheetName.summary)",
        difference: .formula(
          "=ROUND(SUM('\(sheet)'!\(cells))-\(name),\(Self.decimals(of: figure)))",
          .decimal(sum - figure.attodollars, scale: Money.decimals)))
    }
  }

  /// The sum of a column above the total against the Summary.
  private func total(_ side: TotalCells) -> WorkbookCheck? {
    guard let heading = side.page.cells.first(where: { $0.row == 0 && $0.holds(side.column) }),
      let filter = side.page.filter
    else { return nil }
    let column = heading.column
    let cells = CellRange(rows: 1...filter.rows.upperBound, columns: column...column)
    return WorkbookCheck(
      name: "\(side.column), \(side.page.name) − \(SheetName.summary)",
      difference: .formula(
        "=ROUND(SUM('\(side.page.name)'!\(cells.reference))-\(side.name),\(Self.decimals(of: side.total)))",
        .decimal(side.sum - side.total.attodollars, scale: Money.decimals)))
  }

  /// The ends of the bridge, which are shown figures, against those of the Summary as they are shown.
  private func ends(of changes: ChangesPage) -> [WorkbookCheck] {
    let headline = overview.headline
    return changes.ends.compactMap { end in
      let (figure, name): (Money?, String) =
        switch end.measure {
        case .revenue: (headline.revenue, "Usage_revenue_USD")
        case .cost: (headline.vendorCost, "Vendor_cost_USD")
        case .margin: (headline.margin, "Margin_USD")
        }
      guard let figure, let shown = end.shown else { return nil }
      let unit = powerOfTen(Money.decimals - end.decimals)
      let rounded = figure.roundedHalfUp(toDecimals: end.decimals).attodollars / unit
      return WorkbookCheck(
        name: "\(end.measure.heading), \(SheetName.changes) − \(SheetName.summary)",
        difference: .formula(
          "=ROUND('\(changes.page.name)'!\(end.cell.reference)-ROUND(\(name),\(end.decimals)),6)",
          .shownMoney(shown - rounded, decimals: end.decimals)))
    }
  }

  private var rowCheck: WorkbookCheck {
    let rows = overview.rows
    let parts =
      rows.rated + rows.unpriced + rows.duplicate + rows.conflict + rows.rejected
      + rows.outsidePeriod
    return WorkbookCheck(
      name: "Rows read − rows accounted for",
      difference: .formula(
        "=Summary!\(summaryRows.read.reference)-SUM(Summary!\(summaryRows.parts.reference))",
        .count(Int128(rows.read - parts))))
  }

  /// The number of decimals to which a sum of 15 digits can be compared with the whole: 6 up to a million.
  private static func decimals(of whole: Money) -> Int {
    let digits = String(whole.magnitude.attodollars / powerOfTen(Money.decimals)).count
    return max(0, min(6, 12 - digits))
  }
}

extension PageCell {
  fileprivate func holds(_ text: String) -> Bool { cell.content == .text(text) }
}

extension WorkbookChecks.Amounts {
  /// The amounts of a customer, as the sheet of customers shows them.
  init(_ customer: CustomerLine) {
    self.init(
      revenue: customer.totals.knownRevenue, cost: customer.knownVendorCost,
      margin: customer.knownMargin)
  }

  /// The amounts of a model, as the sheet of models shows them.
  init(_ model: ModelLine) {
    self.init(
      revenue: model.knownRevenue, cost: model.knownVendorCost, margin: model.knownMargin)
  }
}
