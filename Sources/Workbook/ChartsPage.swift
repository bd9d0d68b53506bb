import Overview
import Tables

/// The sheet with all pictures, two abreast, and their figures to the right of what is printed.
struct ChartsPage {
  private(set) var page: Page
  /// The charts in the order of the pictures, for other sheets too.
  let drawn: [WorkbookChart]

  static let sheet = "Charts"
  /// One picture takes nine columns of the usual 64 pixels and eighteen rows of 20.
  private static let (columnsEach, rowsEach) = (9, 18)
  private static let (width, height) = (571, 337)
  /// The first column of the charts' figures.
  private static let dataColumn = 2 * columnsEach + 2

  /// Lays out `pictures`.
  ///
  /// - Parameters:
  ///   - days: of which days they are, in words.
  ///   - scope: what stands above each printed page.
  init(_ pictures: [Picture], days: String, scope: String) {
    var print = PrintSetup(
      title: "Charts", scope: scope, source: "all figures are on the table sheets")
    print.pagesHigh = 1
    print.isCentred = true
    let lines = max(1, (pictures.count + 1) / 2) * ChartsPage.rowsEach
    print.area = CellRange(rows: 0...lines - 1, columns: 0...2 * ChartsPage.columnsEach - 1)
    var page = Page(name: ChartsPage.sheet, print: print)
    page.widths = ChartsPage.usualWidths
    var data = ChartData(column: ChartsPage.dataColumn)
    drawn = pictures.map { picture in
      PictureChart(picture, cells: data.put(picture, on: &page), days: days).chart
    }
    for (index, chart) in drawn.enumerated() {
      page.charts.append(
        PlacedChart(
          chart, row: index / 2 * ChartsPage.rowsEach, column: index % 2 * ChartsPage.columnsEach,
          width: ChartsPage.width, height: ChartsPage.height))
    }
    page.put(
      .text(drawn.isEmpty ? "Nothing to draw in this period." : ""), row: 0, column: 0,
      CellStyles.text)
    self.page = page
  }

  private static let usualWidths = [8.43].flatMap { Array(repeating: $0, count: dataColumn) }
}
