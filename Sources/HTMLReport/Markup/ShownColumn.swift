import Overview
import Tables

/// The cells of one column as people read them: numbers with one count of decimals for each kind of
/// number in it, and a dash for what is not known.
///
/// A sheet of the workbook shows the same figures.
enum ShownColumn {
  /// The text for a value that is not known or does not apply.
  static let unknown = "–"

  /// Returns the text of each cell.
  static func texts(_ cells: [Cell], kind: Column.Kind) -> [String] {
    let groups = Dictionary(grouping: cells) { kind.shown(as: $0) }
    let views = groups.mapValues { cells in cells.compactMap(\.number) }
    return cells.map { cell in
      let kind = kind.shown(as: cell)
      guard let number = cell.number, let numbers = views[kind],
        let view = NumberView.view(of: numbers, kind: kind)
      else { return words(cell) }
      return Typography.figure(view.text(number.value, scale: number.scale))
    }
  }

  /// Returns the text of each figure of a series.
  static func texts(of series: Picture.Series) -> [String] {
    series.values.map { cell in
      guard let number = cell.number, let view = series.view else { return words(cell) }
      return Typography.figure(view.text(number.value, scale: number.scale))
    }
  }

  private static func words(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text.description
    case .day(let day): day.description
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .blank, .count, .money, .shownMoney, .credits, .creditsSum, .seconds, .multiplier,
      .percent,
      .decimal:
      unknown
    }
  }
}
