import Comparing
import Ledger
import Overview
import Reports
import Tables

/// The sheet that says why the period differs from the one before: the bridge of all measures, its waterfall, and the
/// largest movers.
///
/// Its cells hold the shown figures, so that each column adds up as printed.
struct ChangesPage {
  private(set) var page: Page
  /// The figures of the end, one per measure.
  private(set) var ends: [End] = []
  private let changed: ComparisonSummary
  private let movers:
    [(dimension: MoverDimension, movers: [ComparisonSummary.ShownMover], count: Int)]
  /// The drivers that moved any of the movers: a column each.
  private let drivers: [Driver]
  private let columns: ClosedRange<Int>
  private var row = 0

  static let title = "What changed"

  /// The end of a measure, in the decimals of the comparison.
  struct End {
    let measure: BridgeMeasure
    let cell: CellRange
    let shown: Int128
    let decimals: Int
  }

  private static let limit = 20
  /// The columns of a mover before its drivers: name, before, after and change.
  private static let figures = 4
  /// The fewest columns beside the table, so that the chart has room.
  private static let chartColumns = 7

  init(_ changed: ComparisonSummary, named name: String, scope: String) {
    self.changed = changed
    movers = [MoverDimension.account, .tierAndModel].map {
      ($0, changed.movers(by: $0, atMost: ChangesPage.limit), changed.moverCount(by: $0))
    }
    let shown = movers.flatMap(\.movers)
    drivers = Driver.allCases.filter { driver in shown.contains { $0.shown[driver] != 0 } }
    let count = max(
      ChangesPage.figures + drivers.count, 1 + changed.measures.count + ChangesPage.chartColumns)
    columns = 0...count - 1
    var print = PrintSetup(
      title: ChangesPage.title, scope: scope, source: "comparison.csv, comparison-movers.csv")
    print.isLandscape = false
    page = Page(name: name, print: print)
    page.widths = widths.map { .init($0) }
    page.heights[0] = 28
    page.put(
      .words("\(ChangesPage.title): \(changed.title)"), row: 0, column: 0, CellStyles.title)
    page.put(.words(changed.headline + "."), row: 1, column: 0, CellStyles.subtitle)
    row = 3
    putTable()
    for part in movers where !part.movers.isEmpty { putMovers(part) }
    page.print.area = CellRange(rows: 0...row - 1, columns: columns)
  }

  // MARK: The table and its chart

  private mutating func putTable() {
    let first = row
    putHeadings(["USD"] + changed.measures.map { ChangesPage.onTwoLines($0.heading) })
    for line in changed.lines {
      let (format, isEnd) = look(of: line.kind)
      page.put(
        .words(line.kind == .detail ? "    " + line.label : line.label), row: row, column: 0,
        format(CellStyles.text))
      for (index, amount) in line.amounts.enumerated() {
        page.put(
          SheetCell.Content(.shownMoney(amount, decimals: changed.decimals)), row: row,
          column: 1 + index,
          format(CellStyles.number(isEnd ? changed.pattern : changed.changePattern)))
      }
      row += 1
    }
    ends = changed.measures.enumerated().map { index, measure in
      End(
        measure: measure, cell: CellRange(row: row - 1, column: 1 + index),
        shown: changed.lines.last?.amounts[index] ?? 0, decimals: changed.decimals)
    }
    putChart(from: first)
    for note in changed.notes {
      page.put(.words(note), row: row, columns: columns, CellStyles.note)
      page.fit(note, row: row, width: Int(columns.reduce(0) { $0 + page.widths[$1] }))
      row += 1
    }
    row += 1
  }

  private func look(
    of kind: BridgeRow.Kind
  ) -> (format: (CellFormat) -> CellFormat, isEnd: Bool) {
    switch kind {
    case .start: ({ $0.with(\.isBold, true) }, true)
    case .end: ({ $0.with(\.isBold, true).with(\.above, .thin) }, true)
    case .driver: ({ $0 }, false)
    case .detail: ({ $0.with(\.colour, .muted) }, false)
    }
  }

  /// Beside the table, at least as high as it.
  private mutating func putChart(from first: Int) {
    let column = 1 + changed.measures.count
    let width = (column...columns.upperBound).reduce(0) { $0 + 7 * Int(page.widths[$1]) + 5 }
    let chart = ChangesChart(changed, on: &page, column: columns.upperBound + 2).chart
    let rows = max(row - first, 15)
    page.charts.append(
      PlacedChart(
        chart, row: first, column: column, width: width - 10, height: 20 * rows, offset: 10))
    row = first + rows
  }

  // MARK: Movers

  private mutating func putMovers(
    _ part: (dimension: MoverDimension, movers: [ComparisonSummary.ShownMover], count: Int)
  ) {
    page.put(
      .words(changed.heading(ofMoversBy: part.dimension) + ", USD"), row: row, columns: columns,
      CellStyles.block)
    row += 1
    let ends = [changed.lines.first, changed.lines.last].map { $0?.label ?? "" }
    putHeadings(
      [part.dimension == .account ? "Account" : "Model and tier"] + ends + ["Change"]
        + drivers.map { ChangesPage.onTwoLines($0.heading) })
    for mover in part.movers {
      page.put(
        .words(ChartData.short(mover.name, length: Int(page.widths[0]) - 2)), row: row, column: 0,
        CellStyles.text)
      let amounts =
        [mover.shown.start, mover.shown.end, mover.shown.change]
        + drivers.map { mover.shown[$0] }
      for (index, amount) in amounts.enumerated() {
        page.put(
          SheetCell.Content(.shownMoney(amount, decimals: changed.decimals)), row: row,
          column: 1 + index,
          CellStyles.number(index < 2 ? changed.pattern : changed.changePattern))
      }
      row += 1
    }
    let all = Figures.count(Int64(part.count))
    let words =
      part.movers.count == part.count
      ? "All \(all)" : "\(part.movers.count) of \(all)"
    page.put(
      .words("\(words), largest change first; every digit is in comparison-movers.csv."), row: row,
      columns: columns, CellStyles.note)
    row += 2
  }

  private mutating func putHeadings(_ headings: [String]) {
    for (index, heading) in headings.enumerated() {
      page.put(
        .words(heading), row: row, column: index,
        index == 0 ? CellStyles.heading : CellStyles.numberHeading)
    }
    page.heights[row] = 32
    row += 1
  }

  /// A heading of several words on two lines as even as can be, so that it fits its narrow column.
  private static func onTwoLines(_ heading: String) -> String {
    let words = heading.split(separator: " ").map(String.init)
    let splits = words.indices.dropFirst().map { split in
      [words[..<split], words[split...]].map { $0.joined(separator: " ") }
    }
    func longest(_ lines: [String]) -> Int { lines.map(\.count).max() ?? 0 }
    return splits.min { longest($0) < longest($1) }?.joined(separator: "\n") ?? heading
  }

  /// The columns of the sheet for the list of columns: those of the CSV files that they show.
  var explained: [(heading: String, csv: String, meaning: String)] {
    func meaning(_ columns: [Column], _ name: String) -> String {
      columns.first { $0.name == name }?.meaning ?? ""
    }
    let movers = [("Change", "change_usd")] + drivers.map { ($0.heading, $0.name + "_usd") }
    return changed.measures.map {
      ($0.heading, "shown", meaning(BridgeTable.columns, "shown"))
    }
      + [(changed.lines.first, "a_usd"), (changed.lines.last, "b_usd")].map {
        ($0?.label ?? "", $1, meaning(MoversTable.columns, $1))
      } + movers.map { ($0, $1, meaning(MoversTable.columns, $1)) }
  }

  /// Room for the longest figure of each column, and for names up to a limit.
  private var widths: [Int] {
    let names = changed.lines.map { "    " + $0.label } + movers.flatMap(\.movers).map(\.name)
    let longest = names.map(SheetText.width).max() ?? 0
    let amounts =
      changed.lines.flatMap(\.amounts)
      + movers.flatMap(\.movers).flatMap { [$0.shown.start, $0.shown.end, $0.shown.change] }
    let figures = amounts.map { changed.text($0, signed: true).count }.max() ?? 0
    return [min(36, max(14, longest + 2))] + columns.dropFirst().map { _ in max(10, figures + 2) }
  }
}
