import Ledger
import Overview
import Tables

/// The sheet that answers in half a minute: how much, why, what to do, how sure.
///
/// It prints on two pages. A block is a type with `put(on:row:)`, which returns the next row.
struct SummaryPage {
  private(set) var page: Worksheet
  /// The cells that count the rows that were read: all of them, and the parts.
  let rows: SummaryProof.RowCells

  /// The first column has names, the others figures.
  static let widths = [22, 12, 14, 11, 11, 10, 10]
  static let columns = 0..<widths.count

  /// - Parameters:
  ///   - charts: the chart of costs by day, and the bridge.
  ///   - links: the other sheets, each with a few words on its content.
  init(
    _ overview: Overview, charts: [WorkbookChart], links: [SummaryProof.Link], scope: String
  ) {
    var print = PrintSetup(title: SheetName.summary, scope: scope)
    print.isLandscape = false
    page = Worksheet(name: SheetName.summary, print: print)
    page.isFirst = true
    page.widths = SummaryPage.widths.map { .init($0) }
    var row = SummaryPage.putTitle(overview, on: &page)
    row = SummaryFigures(overview).put(on: &page, row: row)
    row = SummaryFindings(overview).put(on: &page, row: row)
    if let view = overview.costView {
      row = SummaryCosts(view, decimals: overview.headline.decimals).put(on: &page, row: row)
    } else {
      row = SummaryTiers(overview).put(on: &page, row: row)
    }
    // Room for the charts: blank rows between blocks are low.
    let filled = Set(page.cells.map(\.row))
    for blank in 0..<row where !filled.contains(blank) { page.heights[blank] = 7 }
    row = SummaryPage.put(charts, on: &page, row: row)
    let proof = SummaryProof(overview, links: links)
    rows = proof.put(on: &page, row: &row)
    page.print.area = CellRange(rows: 0...row, columns: 0...SummaryPage.widths.count - 1)
  }

  private static func putTitle(_ overview: Overview, on page: inout Worksheet) -> Int {
    page.heights[0] = 24
    page.put(.words(overview.scope.title), row: 0, column: 0, CellStyles.title)
    let days = overview.scope.days == nil ? "" : "days with usage " + overview.scope.daysInFigures
    let state = overview.scope.close?.state ?? ""
    let words = [overview.scope.owner, days, state].filter { !$0.isEmpty }.joined(separator: "; ")
    guard !words.isEmpty else { return 2 }
    page.put(.words(words), row: 1, column: 0, CellStyles.subtitle)
    return 3
  }

  /// Puts the charts side by side where the first page has room for them, else on the second, which begins after it.
  private static func put(_ charts: [WorkbookChart], on page: inout Worksheet, row: Int) -> Int {
    let room = page.print.pagePoints - page.height(ofRowsBefore: row)
    let rows = min(16, Int(room / Worksheet.rowHeight) - 1)
    let isFirst = rows >= 9
    let shown = charts.prefix(2)
    guard !shown.isEmpty else {
      page.print.breaks = [row]
      return row
    }
    // A chart at the break would have its border on both pages.
    let row = isFirst ? row : row + 1
    if !isFirst { page.print.breaks = [row - 1] }
    let count = isFirst ? rows : 13
    let halves = shown.count == 1 ? [0..<columns.upperBound] : [0..<3, 3..<columns.upperBound]
    for (part, chart) in zip(halves, shown) {
      page.charts.append(
        PlacedChart(
          chart, row: row, column: part.lowerBound, width: page.pixels(ofColumns: part) - 4,
          height: 20 * count - 6, offset: 2))
    }
    if isFirst { page.print.breaks = [row + count] }
    return row + count
  }
}
