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
  private(set) var page: Worksheet
  /// The waterfall for half the width of a page.
  private(set) var chart: WorkbookChart?
  /// The waterfall for all of it.
  private(set) var wideChart: WorkbookChart?
  /// The figures of the end, one per measure.
  private(set) var ends: [End] = []
  private let changed: ComparisonSummary
  private let movers:
    [(dimension: MoverDimension, movers: [ComparisonSummary.ShownMover], count: Int)]
  private let layout: ChangesColumns
  private let columns: Range<Int>
  private var row = 0

  /// The end of a measure, in the decimals of the comparison.
  struct End {
    let measure: BridgeMeasure
    let cell: CellRange
    /// Nil where no request of the period has a price.
    let shown: Int128?
    let decimals: Int
  }

  /// The most movers of a list; two lists fit on a page.
  private static let limit = 20

  init(_ changed: ComparisonSummary, scope: String) {
    self.changed = changed
    movers = [MoverDimension.account, .tierAndModel].map {
      ($0, changed.movers(by: $0, atMost: ChangesPage.limit), changed.moverCount(by: $0))
    }
    var print = PrintSetup(title: SheetName.changes, scope: scope, source: "comparison.csv")
    print.isLandscape = false
    page = Worksheet(name: SheetName.changes, print: print)
    let columns = ChangesColumns(changed, movers: movers.flatMap(\.movers))
    layout = columns
    page.widths = columns.widths.map { .init($0) }
    self.columns = 0..<columns.widths.count
    page.print.fit(pixels: page.pixels(ofColumns: self.columns))
    page.heights[0] = 24
    page.put(
      .words("\(SheetName.changes): \(changed.title)"), row: 0, column: 0, CellStyles.title)
    row =
      page.putLines(
        changed.headline + ".", row: 1, column: 0, width: columns.widths.reduce(0, +),
        CellStyles.subtitle) + 1
    putTable()
    // A list does not break: both are on a page of their own.
    if movers.contains(where: { !$0.movers.isEmpty }) { page.print.breaks = [row] }
    for part in movers where !part.movers.isEmpty { putMovers(part) }
    page.print.area = CellRange(rows: 0...row - 1, columns: 0...self.columns.upperBound - 1)
  }

  // MARK: The table and its chart

  private mutating func putTable() {
    putHeadings(["USD", ""] + changed.measures.map { ChangesPage.onTwoLines($0.heading) })
    for line in changed.lines {
      let (format, isEnd) = look(of: line.kind)
      page.put(
        .words(line.kind == .detail ? "    " + line.label : line.label), row: row, column: 0,
        format(CellStyles.text))
      page.put(.blank, row: row, column: 1, format(CellStyles.text))
      for (index, amount) in line.amounts.enumerated() {
        page.put(
          amount.map { SheetCell.Content(.shownMoney($0, decimals: changed.decimals)) }
            ?? .words(Figures.notKnown), row: row,
          column: ChangesColumns.names + index,
          format(CellStyles.number(isEnd ? changed.pattern : changed.changePattern)))
      }
      row += 1
    }
    ends = changed.measures.enumerated().map { index, measure in
      End(
        measure: measure, cell: CellRange(row: row - 1, column: ChangesColumns.names + index),
        shown: changed.lines.last?.amounts[index], decimals: changed.decimals)
    }
    if changed.comparison.isChangeKnown { putChart() }
    for note in changed.notes {
      row = page.putLines(
        note, row: row, column: 0, width: Int(columns.reduce(0) { $0 + page.widths[$1] }),
        CellStyles.note)
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

  /// The rows of the chart.
  private static let chartRows = 18

  /// Below the table, over all columns.
  private mutating func putChart() {
    let charts = ChangesChart(changed, on: &page, column: columns.upperBound + 1)
    var drawn = charts.chart
    (chart, wideChart) = (charts.small, charts.chart)
    // The sheet is printed smaller.
    drawn.points = 11
    page.charts.append(
      PlacedChart(
        drawn, row: row + 1, column: 0, width: page.pixels(ofColumns: columns) - 4,
        height: 20 * ChangesPage.chartRows, offset: 2))
    row += ChangesPage.chartRows + 2
  }

  // MARK: Movers

  private mutating func putMovers(
    _ part: (dimension: MoverDimension, movers: [ComparisonSummary.ShownMover], count: Int)
  ) {
    page.putBlock(
      changed.heading(ofMoversBy: part.dimension) + ", USD", row: row, columns: columns)
    row += 1
    let (drivers, hasOthers) = layout.drivers(of: part.movers)
    let ends = [changed.lines.first, changed.lines.last].map { $0?.label ?? "" }
    putHeadings(
      (part.dimension == .account ? ["Account", ""] : ["Model", "Tier"]) + ends + ["Change"]
        + drivers.map { ChangesPage.onTwoLines($0.heading) } + (hasOthers ? ["Others"] : []))
    func amounts(_ shown: ShownBridge) -> [Int128] {
      let others = Driver.allCases.filter { !drivers.contains($0) }.reduce(0) { $0 + shown[$1] }
      return [shown.start, shown.end, shown.change] + drivers.map { shown[$0] }
        + (hasOthers ? [others] : [])
    }
    let total = amounts(changed.comparison.shown(changed.moved))
    var rest = total
    for mover in part.movers {
      let amounts = amounts(mover.shown)
      put(mover.names, amounts)
      for index in rest.indices { rest[index] -= amounts[index] }
    }
    let others = Int64(part.count - part.movers.count)
    // What is left where all are shown is by rounding.
    if others > 0 || rest.contains(where: { $0 != 0 }) {
      put([others > 0 ? Figures.count(others, "other") : "Rounding"], rest)
    }
    put(["Total"], total, isTotal: true)
    page.put(
      .words("Largest change first; every digit is in comparison-movers.csv."), row: row,
      column: 0, CellStyles.note)
    row += 2
  }

  private mutating func put(_ names: [String], _ amounts: [Int128], isTotal: Bool = false) {
    for column in 0..<ChangesColumns.names where isTotal || column < names.count {
      page.put(
        column < names.count ? .words(names[column]) : .blank, row: row, column: column,
        CellStyles.text.ofTotal(isTotal))
    }
    for (index, amount) in amounts.enumerated() {
      page.put(
        SheetCell.Content(.shownMoney(amount, decimals: changed.decimals)), row: row,
        column: ChangesColumns.names + index,
        CellStyles.number(index < 2 ? changed.pattern : changed.changePattern).ofTotal(isTotal))
    }
    row += 1
  }

  private mutating func putHeadings(_ headings: [String]) {
    for (index, heading) in headings.enumerated() {
      page.put(
        .words(heading), row: row, column: index,
        (index < ChangesColumns.names ? CellStyles.heading : CellStyles.numberHeading).with(
          \.wraps, true))
    }
    page.heights[row] = 32
    row += 1
  }

  /// A heading of several words on two lines as even as can be, so that it fits its narrow column.
  static func onTwoLines(_ heading: String) -> String {
    let words = heading.split(separator: " ").map(String.init)
    let splits = words.indices.dropFirst().map { split in
      [words[..<split], words[split...]].map { $0.joined(separator: " ") }
    }
    func longest(_ lines: [String]) -> Int { lines.map(\.count).max() ?? 0 }
    return splits.min { longest($0) < longest($1) }?.joined(separator: "\n") ?? heading
  }
}
