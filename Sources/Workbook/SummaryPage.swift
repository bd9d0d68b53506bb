import Ledger
import Overview
import Reports
import Tables

/// The sheet that answers in half a minute: how much, is it on target, what to do, how sure.
struct SummaryPage {
  private(set) var page: Page
  /// The cells that count the rows that were read: all of them, and the parts.
  private(set) var rows = RowCells(
    read: CellRange(row: 0, column: 1), parts: CellRange(row: 0, column: 1))
  private let overview: Overview
  /// By the name of the report.
  private let sheetNames: [String: String]
  private var row = 0

  /// The cells of the row equation.
  struct RowCells {
    var read: CellRange
    var parts: CellRange
  }

  /// The sheet begins with a narrow empty column.
  static let columns = 1...8
  static let widths = [2, 18, 14, 14, 14, 14, 13, 21, 18]

  init(
    _ overview: Overview, tables: [Table], sheetNames: [String: String], charts: [WorkbookChart],
    scope: String
  ) {
    var print = PrintSetup(
      title: "Summary", scope: scope, source: "exact figures: the CSV files beside this workbook")
    print.isLandscape = false
    print.pagesHigh = 1
    page = Page(name: "Summary", print: print)
    page.isFirst = true
    page.widths = SummaryPage.widths.map { .init($0) }
    self.overview = overview
    self.sheetNames = sheetNames
    putTitle()
    row = SummaryFigures(overview).put(on: &page, row: row)
    putDoubts()
    row = SummaryAttention(overview, sheetNames: sheetNames).put(on: &page, row: row)
    if let view = overview.costView {
      row = SummaryCosts(view, decimals: overview.headline.decimals).put(on: &page, row: row)
    } else {
      row = SummaryTiers(overview, sheet: sheetNames["margin-by-tier"] ?? "").put(
        on: &page, row: row)
    }
    row = SummaryCauses(overview.causes, sheet: sheetNames["diagnosis"] ?? "").put(
      on: &page, row: row)
    putCharts(charts)
    putRows()
    putExactness()
    putLinks(tables)
    page.print.area = CellRange(rows: 0...row, columns: 0...8)
  }

  private mutating func putTitle() {
    page.heights[0] = 28
    page.put(.words(overview.scope.title), row: 0, column: 1, CellStyles.title)
    page.put(.words(overview.scopeLine), row: 1, column: 1, CellStyles.subtitle)
    row = 3
  }

  /// Writes the doubts and the files left out, if any.
  private mutating func putDoubts() {
    let sentences = overview.scope.doubts.sentences(atMost: SummaryAttention.limit)
    if sentences.isEmpty { return }
    page.put(.text(Doubts.title), row: row, columns: SummaryPage.columns, CellStyles.block)
    row += 1
    putSentences(sentences)
    row += 1
  }

  private mutating func putSentences(_ sentences: [String]) {
    let width = SummaryPage.columns.reduce(0) { $0 + SummaryPage.widths[$1] }
    for sentence in sentences {
      page.put(.words(sentence), row: row, columns: SummaryPage.columns, CellStyles.wrapped)
      page.fit(sentence, row: row, width: width)
      row += 1
    }
  }

  /// The first two pictures, side by side.
  private mutating func putCharts(_ charts: [WorkbookChart]) {
    guard !charts.isEmpty else { return }
    let halves = charts.count == 1 ? [1...8] : [1...4, 5...8]
    for (columns, chart) in zip(halves, charts) {
      let width = columns.reduce(0) { $0 + 7 * SummaryPage.widths[$1] + 5 }
      page.charts.append(
        PlacedChart(
          chart, row: row, column: columns.lowerBound, width: width - 6, height: 308,
          offset: columns.lowerBound == 1 ? 0 : 6))
    }
    row += 17
  }

  /// Writes the outcome of every row: the proof that none is lost.
  private mutating func putRows() {
    let counts = overview.rows
    page.put(
      .words("Outcomes of the \(Figures.count(counts.read, "row"))"), row: row,
      columns: SummaryPage.columns, CellStyles.block)
    let parts = [
      ("Read", counts.read), ("Rated", counts.rated), ("Unpriced", counts.unpriced),
      ("Duplicate", counts.duplicate), ("Conflict", counts.conflict),
      ("Rejected", counts.rejected), ("Outside the period", counts.outsidePeriod),
    ]
    for (index, part) in parts.enumerated() {
      let isRead = index == 0
      page.put(
        .text(isRead ? "Read" : "\(index == 1 ? "=" : "+") \(part.0)"), row: row + 1,
        column: 1 + index, CellStyles.numberHeading)
      page.put(
        SheetCell.Content(.count(Int128(part.1))), row: row + 2, column: 1 + index,
        CellStyles.number("#,##0").with(\.isBold, isRead))
    }
    page.put(.blank, row: row + 1, column: 8, CellStyles.heading)
    page.heights[row + 1] = 18
    rows = RowCells(
      read: CellRange(row: row + 2, column: 1),
      parts: CellRange(rows: row + 2...row + 2, columns: 2...7))
    page.put(
      .words(overview.comparisonWords), row: row + 3, columns: SummaryPage.columns, CellStyles.note)
    row += 5
  }

  private mutating func putExactness() {
    page.put(.text("How exact"), row: row, columns: SummaryPage.columns, CellStyles.block)
    row += 1
    // Where nothing needs attention, what was not checked stands there.
    let unchecked = overview.attention.isEmpty ? [] : overview.checks
    putSentences(["A cell holds 15 digits. " + overview.exactness] + unchecked)
    row += 1
  }

  private static let charts = LinkText.count(of: "picture", ifNone: "nothing to draw")

  /// The words beside the link to the sheet of a report; where it has no row, how far that was checked.
  private func words(for table: Table) -> String {
    if table.rowCount == 0,
      let none = overview.noneFound.first(where: { $0.report == table.name })
    {
      return none.extent
    }
    if overview.costView != nil, let words = SummaryPage.costWords[table.name] { return words }
    return Report.all.first { $0.name == table.name }?.link.text(of: table) ?? ""
  }

  /// The words for sheets of margins and revenue if no book states the price for customers.
  private static let costWords = [
    "margin-by-account": "vendor cost by account", "margin-by-day": "vendor cost by day",
    "margin-by-model": "vendor cost by model", "margin-by-provider": "vendor cost by provider",
    "margin-by-service": "vendor cost by service", "margin-by-tier": "vendor cost by tier",
    "price-history": "day by day", "revenue": "users and requests by month and tier",
  ]

  /// Writes links to each sheet and its content, two side by side.
  private mutating func putLinks(_ tables: [Table]) {
    page.put(.text("Sheets"), row: row, columns: SummaryPage.columns, CellStyles.block)
    row += 1
    let links =
      [overview.changed.map { (sheet: ChangesPage.title, words: $0.title) }].compactMap(\.self)
      + [(sheet: "Charts", words: SummaryPage.charts.text(rowCount: overview.pictures.count))]
      + tables.map { (sheet: sheetNames[$0.name] ?? $0.title, words: words(for: $0)) }
      + [(sheet: "About", words: "checks, settings, files, columns")]
    let half = (links.count + 1) / 2
    for (index, link) in links.enumerated() {
      let (place, line) = index.quotientAndRemainder(dividingBy: half)
      let column = place == 0 ? 1 : 5
      page.put(
        .link(link.sheet, sheet: link.sheet), row: row + line, columns: column...column + 1,
        CellStyles.link)
      page.put(
        .words(link.words), row: row + line, columns: column + 2...column + 3,
        CellStyles.text.with(\.colour, .muted))
    }
    row += half
  }
}
