import Ledger
import Overview
import Tables

/// A column of a sheet with one row per line of a breakdown, and its cell of a line.
struct LineColumn<Line> {
  let field: SheetField
  let cell: (Line) -> Cell

  init(_ field: SheetField, _ cell: @escaping (Line) -> Cell) {
    self.field = field
    self.cell = cell
  }

  /// The column of shown changes; none without a heading.
  static func changes(
    _ heading: String?, decimals: Int, _ change: @escaping (Line) -> Int128?
  ) -> [LineColumn] {
    guard let heading else { return [] }
    let pattern = NumberView.grouped(decimals: decimals).signedPattern
    return [
      LineColumn(SheetField(heading + " USD", .money, pattern: pattern)) {
        change($0).map { .shownMoney($0, decimals: decimals) } ?? .blank
      }
    ]
  }
}

extension Sheet {
  /// Lays out lines and their total.
  init<Line>(
    _ name: String, _ columns: [LineColumn<Line>], lines: [Line], total: Line, decimals: Int
  ) {
    self.init(
      name: name, title: name + ", USD", fields: columns.map(\.field),
      rows: lines.map { line in columns.map { $0.cell(line) } },
      total: columns.map { $0.cell(total) }, decimals: decimals)
  }
}
