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
  mutating func put(_ picture: Picture, on page: inout Page) -> Cells {
    page.put(
      .text("Chart data (view only)"), row: 0, column: column, CellStyles.text.with(\.isBold, true))
    page.put(.words(picture.title), row: 1, column: column, CellStyles.text)
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
      cells = Cells(categories: put(name, names(values), .text, on: &page))
      put(series, to: &cells, on: &page)
    case .concentration(let shares, let marked):
      let curve = ConcentrationCurve(shares: shares, marked: marked)
      let ranks = curve.ranks.map { Cell.count(Int128($0)) }
      cells = Cells(categories: put("Rank", ranks, .count, on: &page))
      for column in curve.columns {
        put(column.name, column.values, .percent, .percent, to: &cells, on: &page)
      }
    }
    column += 1
    return cells
  }

  private mutating func put(
    _ series: [Picture.Series], to cells: inout Cells, on page: inout Page
  ) {
    for each in series {
      put(each.name, each.values, each.kind, each.view, to: &cells, on: &page)
    }
  }

  private mutating func put(
    _ name: String, _ values: [Cell], _ kind: Column.Kind, _ view: NumberView?,
    to cells: inout Cells, on page: inout Page
  ) {
    let heading = CellRange(row: ChartData.firstRow - 1, column: column)
    cells.series.append((heading, put(name, values, kind, view, on: &page)))
  }

  private mutating func put(
    _ heading: String, _ values: [Cell], _ kind: Column.Kind, _ view: NumberView? = nil,
    on page: inout Page
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

/// The curve of a concentration, of at most some four hundred points however many users there are.
private struct ConcentrationCurve {
  let ranks: [Int]
  private let shares: [Int128]
  private let marked: Int

  init(shares: [Int128], marked: Int) {
    self.shares = shares
    self.marked = marked
    let step = (shares.count + 399) / 400
    ranks = Set(stride(from: 0, through: shares.count, by: step)).union([marked, shares.count])
      .sorted()
  }

  /// The curve, the line of equal shares, and the marked point, each a percentage per rank.
  var columns: [(name: String, values: [Cell])] {
    let count = Int128(shares.count)
    return [
      (
        "cumulative share of loss",
        ranks.map { .percent(tenThousandths: $0 == 0 ? 0 : shares[$0 - 1]) }
      ),
      (
        "if all users cost the same",
        ranks.map {
          .percent(tenThousandths: Quotient.halfEven(Int128($0) * 1_000_000, count) ?? 0)
        }
      ),
      (
        "the first \(Figures.count(Int64(marked), "user"))",
        ranks.map {
          $0 == marked && marked > 0 ? .percent(tenThousandths: shares[$0 - 1]) : .blank
        }
      ),
    ]
  }
}
