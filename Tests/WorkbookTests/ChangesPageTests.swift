import Comparing
import Cube
import Ledger
import Reconciliation
import Reports
import Support
import Tables
import Testing

@testable import Overview
@testable import Workbook

/// The sheet of what changed; figures by hand, from the example of docs/COMPARE.md.
struct ChangesPageTests {
  private func page(isSold: Bool = true) throws -> ChangesPage {
    ChangesPage(
      ComparisonSummary(try WorkedComparison.make(isSold: isSold)), scope: "s")
  }

  @Test
  func `the sheet is the second, with links and checks, and is left out without a comparison`()
    throws
  {
    let input = ReportInput(
      rows: RowCounts(), facts: Facts(merging: []), reconciliation: ReconciliationTotals(),
      exceptions: [], negativeMargins: [], rejects: [], settings: Settings(),
      comparison: try WorkedComparison.make())
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    let book = try ReportBook.make(overview, input)
    #expect(book.pages.map(\.name).prefix(2) == ["Summary", "What changed"])
    let summary = try #require(book.pages.first)
    #expect(
      summary.cells.contains { $0.cell.content == .link("What changed", sheet: "What changed") })
    let about = try #require(book.pages.last).cells.map(\.cell.content)
    #expect(
      about.contains { content in
        if case .text(let text) = content { text.hasPrefix("Rows read") } else { false }
      })
  }

  @Test func `cells hold the shown figures, and each column adds up to its end`() throws {
    let page = try page().page
    // The table begins in row 4 of the sheet, below its headings.
    let rows = (4...13).map { row in (2...4).map { page.number(row, $0) } }
    #expect(rows[0] == [8.85, 6.10, 2.75])
    #expect(rows[5] == [-1.30, -0.81, -0.49])
    #expect(rows[9] == [13.44, 8.39, 5.05])
    #expect(page.format(5, 2) == "+#,##0.00;-#,##0.00;0.00")
    #expect(page.format(4, 2) == "#,##0.00;-#,##0.00")
    #expect(page.format(13, 2) == "#,##0.00;-#,##0.00")
  }

  /// Lost accounts, cache share, multipliers and credit step, 0 − 0.49 + 0.42 + 0.02, are the others.
  @Test func `movers have a column for each driver that moved them most, and one for the others`()
    throws
  {
    let page = try page().page
    let first = try #require(page.row(of: "Account"))
    #expect(
      (0...9).map { page.text(first, $0) } == [
        "Account", "", "May", "July", "Change", "Volume", "Mix of\nrequests", "Request\nsize",
        "Vendor\nprices", "Others",
      ])
    #expect(page.text(first + 1, 0) == "a1")
    #expect(
      (2...9).map { page.number(first + 1, $0) } == [
        2.40, 5.05, 2.65, 0.58, 1.30, 1.32, -0.50, -0.05,
      ])
    #expect(
      page.text(first + 4, 0) == "Largest change first; every digit is in comparison-movers.csv.")
    #expect(page.text(first + 3, 0) == "Total")
    #expect(
      (2...4).map { page.number(first + 3, $0) } == [2.75, 5.05, 2.30])
    #expect(page.row(of: "Model") != nil)
  }

  @Test func `the sheet prints on A4 upright, one page wide, without the figures of the chart`()
    throws
  {
    let page = try page().page
    #expect(!page.print.isLandscape && page.print.repeatedColumns == 0)
    let data = try #require(page.cells.first { $0.cell.content == .text("Chart data") })
    let area = try #require(page.print.area)
    #expect(data.column > area.columns.upperBound)
    #expect(page.charts.count == 1)
  }

  @Test func `the title of the waterfall is its answer, and its labels are the figures`() throws {
    let chart = try #require(try page().page.charts.first?.chart)
    #expect(chart.kind == .waterfall)
    #expect(
      chart.title == "Margin rose from 2.75 to 5.05 USD")
    #expect(
      chart.series.map(\.mark) == [
        .unfilledBar, .bar(.slate), .bar(.blue), .bar(.orange), .unfilledBar,
      ])
    #expect(
      chart.series.last?.labelTexts == [
        "2.75", "-0.35", "+0.58", "+1.30", "+1.32", "-0.49", "-0.50", "+0.42", "+0.02", "5.05",
      ])
  }

  @Test func `where nothing is sold the waterfall is of vendor cost`() throws {
    let chart = try #require(try page(isSold: false).page.charts.first?.chart)
    #expect(chart.title.hasPrefix("Vendor cost rose from 6.10 to 8.39 USD"))
  }

  /// Base, start and end, rise above and below 0, fall above and below 0.
  @Test(
    arguments: [
      (.driver(.mix), 2, 5, [2, nil, 3, nil, nil, nil]),
      (.driver(.mix), 5, 2, [2, nil, nil, nil, 3, nil]),
      (.driver(.mix), 0, 4, [nil, nil, 4, nil, nil, nil]),
      (.driver(.mix), -2, 3, [nil, nil, 3, -2, nil, nil]),
      (.driver(.mix), 3, -2, [nil, nil, nil, nil, 3, -2]),
      (.driver(.mix), -1, -4, [-1, nil, nil, nil, nil, -3]),
      (.driver(.mix), -4, -1, [-1, nil, nil, -3, nil, nil]),
      (.driver(.mix), -4, 0, [nil, nil, nil, -4, nil, nil]),
      (.start, 0, -7, [nil, -7, nil, nil, nil, nil]),
    ] as [(BridgeRow.Kind, Int128, Int128, [Int128?])])
  func `a bar is drawn on its side of 0, or on both`(
    kind: BridgeRow.Kind, before: Int128, after: Int128, parts: [Int128?]
  ) {
    #expect(
      ChangesChart.parts(of: ChangeStep(label: "", kind: kind, before: before, after: after))
        == parts)
  }
}

extension Worksheet {
  private func cell(_ row: Int, _ column: Int) -> SheetCell? {
    cells.last { $0.row == row && $0.column == column }?.cell
  }

  func number(_ row: Int, _ column: Int) -> Double? {
    if case .number(let number)? = cell(row, column)?.content { number } else { nil }
  }

  fileprivate func text(_ row: Int, _ column: Int) -> String? {
    if case .text(let text)? = cell(row, column)?.content { text } else { nil }
  }

  fileprivate func format(_ row: Int, _ column: Int) -> String? {
    cell(row, column)?.format.pattern
  }

  /// The row of the first column with a text.
  func row(of text: String) -> Int? {
    cells.first { $0.column == 0 && $0.cell.content == .text(text) }?
      .row
  }
}
