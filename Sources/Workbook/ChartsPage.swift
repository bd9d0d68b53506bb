import Overview
import Tables

/// The sheet with all pictures, two abreast, and their figures to the right of what is printed.
struct ChartsPage {
  private(set) var page: Worksheet
  /// The charts in the order of the pictures, for other sheets too.
  let drawn: [WorkbookChart]

  /// A picture has half of the printed width and a quarter of the height, at full size.
  private static let (columnsEach, rowsEach) = (5, 12)
  private static let (width, height) = (328, 232)
  private static let columnWidth = 8.71
  /// The first column of the charts' figures.
  private static let dataColumn = 2 * columnsEach + 1

  /// Lays out `pictures` below a chart over the whole width, whose figures are on another sheet.
  ///
  /// - Parameters:
  ///   - days: of which days they are, in words.
  ///   - scope: what is above each printed page.
  init(_ pictures: [Picture], below wide: WorkbookChart? = nil, days: String, scope: String) {
    var print = PrintSetup(title: SheetName.charts, scope: scope)
    print.isLandscape = false
    let start = wide == nil ? 0 : ChartsPage.rowsEach
    let lines = start + max(wide == nil ? 1 : 0, (pictures.count + 1) / 2) * ChartsPage.rowsEach
    print.area = CellRange(rows: 0...lines - 1, columns: 0...2 * ChartsPage.columnsEach - 1)
    var page = Worksheet(name: SheetName.charts, print: print)
    page.widths = Array(repeating: ChartsPage.columnWidth, count: ChartsPage.dataColumn)
    var data = ChartData(column: ChartsPage.dataColumn)
    drawn = pictures.map { picture in
      PictureChart(picture, cells: data.put(picture, on: &page), days: days).chart
    }
    if let wide {
      page.charts.append(
        PlacedChart(
          wide, row: 0, column: 0, width: 2 * ChartsPage.width + 2, height: ChartsPage.height))
    }
    for (index, chart) in drawn.enumerated() {
      page.charts.append(
        PlacedChart(
          chart, row: start + index / 2 * ChartsPage.rowsEach,
          column: index % 2 * ChartsPage.columnsEach, width: ChartsPage.width,
          height: ChartsPage.height))
    }
    if page.charts.isEmpty {
      page.put(.text("Nothing to draw in this period."), row: 0, column: 0, CellStyles.text)
    }
    self.page = page
  }

  /// Returns the chart of the picture of a name, else the first one; nothing without pictures.
  func drawn(named name: String, of pictures: [Picture]) -> [WorkbookChart] {
    let index = pictures.firstIndex { $0.name == name } ?? 0
    return drawn.indices.contains(index) ? [drawn[index]] : []
  }
}
