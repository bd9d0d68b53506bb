import Cube
import Ledger
import Overview
import Tables

/// A column of a sheet with one row per line of a breakdown, and its cell of a line.
struct BreakdownColumn<Line> {
  let field: SheetField
  let cell: (Line) -> Cell

  init(_ field: SheetField, _ cell: @escaping (Line) -> Cell) {
    self.field = field
    self.cell = cell
  }

  /// The column of requests without a price, beside that of all; none where every request has a price.
  static func unpriced(
    _ totals: @escaping (Line) -> MoneyTotals, total: MoneyTotals
  ) -> [BreakdownColumn] {
    guard total.unpriced > 0 else { return [] }
    return [
      BreakdownColumn(SheetField("Of these without a price", .count, narrowest: 8)) {
        .count(Int128(totals($0).unpriced))
      }
    ]
  }

  /// The column of shown changes; none without a heading.
  static func changes(
    _ heading: String?, decimals: Int, _ change: @escaping (Line) -> Int128?
  ) -> [BreakdownColumn] {
    guard let heading else { return [] }
    let pattern = NumberView.grouped(decimals: decimals).signedPattern
    return [
      BreakdownColumn(SheetField(heading + " USD", .money, pattern: pattern)) {
        change($0).map { .shownMoney($0, decimals: decimals) } ?? .blank
      }
    ]
  }
}

extension Sheet {
  /// The most lines of a breakdown on a sheet.
  static let lineLimit = 10_000

  /// Lays out lines and their total; of very many the first, and a note that says so.
  ///
  /// - Parameters:
  ///   - total: of all lines.
  ///   - words: the plural name of the lines and the file that has all, as `models` and `margin-by-model.csv`.
  init<Line>(
    _ name: String, _ columns: [BreakdownColumn<Line>], lines: [Line], total: Line, decimals: Int,
    words: (lines: String, file: String)
  ) {
    self.init(
      name: name, title: name + ", USD", fields: columns.map(\.field),
      rows: lines.prefix(Sheet.lineLimit).map { line in columns.map { $0.cell(line) } },
      total: columns.map { $0.cell(total) },
      note: Sheet.note(ofLines: lines.count, words), decimals: decimals)
  }

  /// Returns the line that says how many lines a sheet leaves out; nil where it leaves out none.
  static func note(ofLines count: Int, _ words: (lines: String, file: String)) -> String? {
    guard count > lineLimit else { return nil }
    return
      "\(Figures.count(Int64(lineLimit))) of \(Figures.count(Int64(count))) \(words.lines), the"
      + " largest first; all in \(words.file)"
  }
}
