import Ledger
import Overview
import Tables

/// Writes the figures of pictures beside each other, each under its headings.
struct ChartData {
  private var column: Int

  /// The first row of figures: above are a title, the name of the picture and the headings.
  private static let firstRow = 3
  /// The longest category that a chart has room for.
  static let categoryLength = 34

  /// The places of the figures of one picture.
  struct Cells {
    /// The days, categories or ranks.
    let categories: CellRange
    /// Heading and figures of each series.
    var series: [(name: CellRange, values: CellRange)] = []
  }

  init(column: Int) { self.column = column }

  /// Puts the figures of a picture at the next free columns.
  mutating func put(_ picture: Picture, on page: inout Worksheet) -> Cells {
    page.put(
      .text("Chart data"), row: 0, column: column, CellStyles.text.with(\.isBold, true))
    page.put(.words(picture.title + picture.coverage), row: 1, column: column, CellStyles.text)
    var cells: Cells
    switch picture.shape {
    case .lines(let days, let series):
      cells = Cells(categories: put("Day", days.map { .day($0) }, .day, on: &page))
      put(series, to: &cells, on: &page)
    case .bars(let categories, let values):
      cells = Cells(categories: put("Category", names(categories), .text, on: &page))
      put([values], to: &cells, on: &page)
    case .columns(let categories, let series):
      cells = Cells(categories: put("Category", names(categories), .text, on: &page))
      put(series, to: &cells, on: &page)
    case .course(let name, let values, let series):
      // Room for the names at the ends of the lines.
      let more = [Cell](repeating: .blank, count: WorkbookEndLabels(series).steps)
      _ = put(name, names(values), .text, on: &page)
      cells = Cells(
        categories: put(
          "Label", ChartData.labels(names(values)) + more.map { _ in .text(" ") }, .text, on: &page)
      )
      for one in series {
        put(one.name, one.values + more, one.kind, one.view, to: &cells, on: &page)
      }
    }
    column += 1
    return cells
  }

  private mutating func put(
    _ series: [Picture.Series], to cells: inout Cells, on page: inout Worksheet
  ) {
    for each in series {
      put(each.name, each.values, each.kind, each.view, to: &cells, on: &page)
    }
  }

  private mutating func put(
    _ name: String, _ values: [Cell], _ kind: Column.Kind, _ view: NumberView?,
    to cells: inout Cells, on page: inout Worksheet
  ) {
    let heading = CellRange(row: ChartData.firstRow - 1, column: column)
    cells.series.append((heading, put(name, values, kind, view, on: &page)))
  }

  private mutating func put(
    _ heading: String, _ values: [Cell], _ kind: Column.Kind, _ view: NumberView? = nil,
    on page: inout Worksheet
  ) -> CellRange {
    let isText = kind == .text
    let pattern = kind == .day ? "yyyy-mm-dd" : view?.pattern ?? CellStyles.pattern(values, kind)
    page.put(
      .words(ChartData.short(heading)), row: ChartData.firstRow - 1, column: column,
      isText ? CellStyles.heading : CellStyles.numberHeading)
    for (index, value) in values.enumerated() where value != .blank {
      page.put(
        SheetCell.Content(value), row: ChartData.firstRow + index, column: column,
        isText ? CellStyles.text : CellStyles.number(pattern))
    }
    while page.widths.count < column { page.widths.append(8.43) }
    page.widths.append(heading == "Category" ? 36 : 14)
    defer { column += 1 }
    return CellRange(
      rows: ChartData.firstRow...ChartData.firstRow + max(1, values.count) - 1,
      columns: column...column)
  }

  /// The texts on the axis: every fifth of many days, a few of other steps, as not every program leaves some out.
  private static func labels(_ names: [Cell]) -> [Cell] {
    let step = names.count > 20 ? 5 : max(1, (names.count + 4) / 5)
    return names.enumerated().map { index, name in
      let isShown = names.count > 20 ? index == 0 || index % step == step - 1 : index % step == 0
      return isShown ? name : .text(" ")
    }
  }

  private func names(_ categories: [String]) -> [Cell] {
    categories.map { .text(Name(ChartData.short($0))) }
  }

  /// A name without its middle where it is too long for a chart.
  static func short(_ name: String, length: Int = categoryLength) -> String {
    guard SheetText.width(name) > length else { return name }
    let half = length / (SheetText.width(name) > name.count ? 4 : 2) - 1
    return name.prefix(half) + "…" + name.suffix(half)
  }
}
