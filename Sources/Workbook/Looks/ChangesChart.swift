import Comparing
import Overview
import Tables

/// The waterfall of the moved measure: start and end from 0, each driver as a bar between its levels.
///
/// A stacked column has no floating bars: an unfilled series carries those on one side of 0, and a bar that crosses 0
/// has a part on each side. A last unfilled series carries the labels.
struct ChangesChart {
  let chart: WorkbookChart
  /// The same with short names, for a small place.
  private(set) var small: WorkbookChart

  private static let headings: [(name: String, mark: ChartSeries.Mark)] = [
    ("Base", .unfilledBar), ("Start and end", .bar(.slate)), ("Rise", .bar(.blue)),
    ("Rise below 0", .bar(.blue)), ("Fall", .bar(.orange)), ("Fall below 0", .bar(.orange)),
    ("Label", .unfilledBar),
  ]

  /// The bars and the words of a waterfall.
  struct Content {
    let steps: [ChangeStep]
    /// Per bar its name in a small place.
    let shortLabels: [String]
    /// Per bar its figure.
    let figures: [String]
    let decimals: Int
    /// The title over the chart.
    let title: String
    /// The sentence above the figures.
    let sentence: String
    /// The text for readers of the screen.
    let description: String

    var pattern: String { NumberView.grouped(decimals: decimals).pattern }
  }

  /// The number of columns that the figures take.
  static let columnCount = headings.count + 2

  /// Puts the figures of the bars on the page, from `column` on, and draws them.
  init(_ changed: ComparisonSummary, on page: inout Worksheet, column: Int) {
    let steps = changed.moverSteps.filter { $0.kind != .detail }
    self.init(
      Content(
        steps: steps, shortLabels: steps.map(\.shortLabel), figures: steps.map(changed.label),
        decimals: changed.decimals, title: changed.change + changed.coverage,
        sentence: changed.headline,
        description: "Column chart: \(changed.headline). \(changed.title), USD. "
          + "All figures are in comparison.csv."), on: &page, column: column)
  }

  /// The same of any waterfall.
  init(_ content: Content, on page: inout Worksheet, column: Int) {
    let steps = content.steps
    let levels = steps.flatMap { [$0.before, $0.after] }
    let (least, most) = (min(0, levels.min() ?? 0), max(0, levels.max() ?? 0))
    // Of the height of the chart, what a line of text needs.
    let label = max(1, (most - least) / 9)
    let columns = steps.map { ChangesChart.parts(of: $0) + [label] }
    page.put(.text("Chart data"), row: 0, column: column, CellStyles.text.with(\.isBold, true))
    page.put(.words(content.sentence), row: 1, column: column, CellStyles.text)
    let (heading, first) = (2, 3)
    let rows = first...first + max(1, steps.count) - 1
    func cells(_ index: Int) -> CellRange {
      CellRange(rows: rows, columns: column + index...column + index)
    }
    let short = column + ChangesChart.headings.count + 1
    page.put(.text("Category"), row: heading, column: column, CellStyles.heading)
    page.put(.text("Short"), row: heading, column: short, CellStyles.heading)
    for (index, step) in steps.enumerated() {
      page.put(.words(step.label), row: first + index, column: column, CellStyles.text)
      page.put(
        .words(content.shortLabels[index]), row: first + index, column: short, CellStyles.text)
    }
    var (series, shortSeries): ([ChartSeries], [ChartSeries]) = ([], [])
    for (index, look) in ChangesChart.headings.enumerated() {
      page.put(.text(look.name), row: heading, column: column + 1 + index, CellStyles.numberHeading)
      var isUsed = false
      for (row, parts) in columns.enumerated() {
        guard let part = parts[index] else { continue }
        isUsed = true
        page.put(
          SheetCell.Content(.shownMoney(part, decimals: content.decimals)), row: first + row,
          column: column + 1 + index, CellStyles.number(content.pattern))
      }
      guard isUsed else { continue }
      func one(_ categories: CellRange) -> ChartSeries {
        var one = ChartSeries(
          sheet: page.name, name: CellRange(row: heading, column: column + 1 + index),
          categories: categories, values: cells(1 + index), mark: look.mark)
        if index == ChangesChart.headings.count - 1 {
          one.labelTexts = content.figures
        }
        return one
      }
      series.append(one(cells(0)))
      shortSeries.append(one(cells(short - column)))
    }
    while page.widths.count < column { page.widths.append(8.43) }
    page.widths += [24] + ChangesChart.headings.map { _ in 14 } + [14]
    var axis = ChartAxis()
    axis.isVisible = false
    axis.least = .shownMoney(least, decimals: content.decimals)
    axis.most = .shownMoney(most + 2 * label, decimals: content.decimals)
    func drawn(_ series: [ChartSeries]) -> WorkbookChart {
      WorkbookChart(
        kind: .waterfall, title: content.title, description: content.description,
        series: series, categoryAxis: ChartAxis(), valueAxis: axis)
    }
    chart = drawn(series)
    small = drawn(shortSeries)
    small.categoryAxis.isSlanted = true
    small.points = 8
  }

  /// Returns the value of each series but the last for a bar; nil where it has none.
  static func parts(of step: ChangeStep) -> [Int128?] {
    let (low, high) = (min(step.before, step.after), max(step.before, step.after))
    let above: Int128? = high > 0 ? high - max(0, low) : nil
    let below: Int128? = low < 0 ? low - min(0, high) : nil
    switch step.kind {
    case .start, .end: return [nil, step.after, nil, nil, nil, nil]
    case .driver, .detail: break
    }
    let base: Int128? = low > 0 ? low : high < 0 ? high : nil
    return step.after >= step.before
      ? [base, nil, above, below, nil, nil] : [base, nil, nil, nil, above, below]
  }
}

extension ChangeStep {
  /// The name without details, for a slanted label.
  var shortLabel: String {
    if case .driver(let driver) = kind { driver.shortWords.withCapital } else { label }
  }
}

extension ComparisonSummary {
  /// The bars of the measure by which movers are chosen.
  var moverSteps: [ChangeStep] {
    measures.firstIndex(of: moved).map(steps(ofMeasure:)) ?? []
  }

  /// The number format of amounts.
  var pattern: String { NumberView.grouped(decimals: decimals).pattern }

  /// The number format of changes, which have their sign.
  var changePattern: String { NumberView.grouped(decimals: decimals).signedPattern }

  /// The figure of a bar: the level of an end, the change of a driver.
  fileprivate func label(of step: ChangeStep) -> String {
    switch step.kind {
    case .start, .end: text(step.after)
    case .driver, .detail: text(step.after - step.before, signed: true)
    }
  }
}
