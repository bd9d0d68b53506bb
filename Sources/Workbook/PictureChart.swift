import Ledger
import Overview
import Tables

/// A picture as a chart of the workbook: colours by role, axes by shape.
struct PictureChart {
  private let picture: Picture
  private let cells: ChartData.Cells
  private let days: String

  /// - Parameters:
  ///   - cells: where the figures of the picture are.
  ///   - days: of which days the picture is, in words.
  init(_ picture: Picture, cells: ChartData.Cells, days: String) {
    self.picture = picture
    self.cells = cells
    self.days = days
  }

  var chart: WorkbookChart {
    switch picture.shape {
    case .lines(let days, let series):
      return lines(series, series.map(line), category: dayAxis(days))
    case .bars(_, let values):
      var axis = ChartAxis()
      axis.isReversed = true
      // Each bar has its name.
      axis.interval = 1
      return chart(
        .bars, "Bar chart", [bar(values, 0, isLabelled: true)], category: axis,
        value: hiddenAxis([values]))
    case .columns(let categories, let series):
      // More figures than this do not fit above the columns.
      let isLabelled = categories.count * series.count <= 18
      return chart(
        .columns, "Column chart",
        series.enumerated().map { bar($1, $0, isLabelled: isLabelled) }, category: ChartAxis(),
        value: isLabelled ? hiddenAxis(series) : lineAxis(series))
    case .course(let name, _, let series):
      var axis = ChartAxis()
      axis.name = name
      // The cells of the others are blank.
      axis.interval = 1
      return lines(
        series, series.enumerated().map { cells($0, PictureChart.mark(of: $1.role)) },
        category: axis)
    }
  }

  /// Lines with their names and last figures at their ends.
  private func lines(
    _ series: [Picture.Series], _ marks: [ChartSeries], category: ChartAxis
  ) -> WorkbookChart {
    let ends = WorkbookEndLabels(series)
    let labelled = zip(marks.indices, marks).map { index, mark in
      var mark = mark
      mark.labelTexts = ends.labels[index].texts
      mark.labelPlace = ends.labels[index].place
      return mark
    }
    return chart(
      .lines, "Line chart", labelled, category: category, value: lineAxis(series))
  }

  private func chart(
    _ kind: WorkbookChart.Kind, _ word: String, _ series: [ChartSeries], category: ChartAxis,
    value: ChartAxis
  ) -> WorkbookChart {
    WorkbookChart(
      kind: kind, title: PictureChart.cut(picture.title) + picture.coverage,
      description:
        "\(word): \(picture.title)\(picture.coverage). \(picture.caption) Usage \(days). "
        + "All figures are in \(picture.report).csv.",
      series: series, categoryAxis: category, valueAxis: value)
  }

  /// A title of two lines at most, whatever the names in it.
  private static func cut(_ title: String) -> String {
    title.count <= 110 ? title : title.prefix(109) + "…"
  }

  // MARK: Series

  private func cells(_ index: Int, _ mark: ChartSeries.Mark) -> ChartSeries {
    let cells = cells.series[index]
    return ChartSeries(
      sheet: SheetName.charts, name: cells.name, categories: self.cells.categories,
      values: cells.values, mark: mark)
  }

  private func line(_ series: Picture.Series) -> ChartSeries {
    guard case .lines(_, let all) = picture.shape,
      let index = all.firstIndex(where: { $0.name == series.name })
    else { preconditionFailure("a line is one of its picture") }
    // One day makes no line.
    let isSingle = series.values.count == 1
    return cells(
      index,
      isSingle ? .dot(PictureChart.colour(of: series.role)) : PictureChart.mark(of: series.role))
  }

  private func bar(_ series: Picture.Series, _ index: Int, isLabelled: Bool) -> ChartSeries {
    var bar = cells(index, .bar(PictureChart.colour(of: series.role)))
    if isLabelled { bar.labels = series.view?.pattern }
    bar.alarms = series.values.indices.filter { (series.values[$0].number?.value ?? 0) < 0 }
    return bar
  }

  private static func mark(of role: Picture.Role) -> ChartSeries.Mark {
    switch role {
    case .detail: .line(colour(of: role), width: 1, .none)
    case .main: .line(colour(of: role), width: 2.5, .none)
    case .target: .line(colour(of: role), width: 1.75, .dashed)
    case .actual: .line(colour(of: role), width: 1.75, .none)
    case .bound80: .line(colour(of: role), width: 1.25, .dashed)
    case .earlier: .line(colour(of: role), width: 1.75, .none)
    case .part, .alarm: .line(colour(of: role), width: 1.75, .none)
    }
  }

  private static func colour(of role: Picture.Role) -> Colour {
    switch role {
    case .detail: .pale
    case .main: .blue
    case .target, .alarm: .orange
    case .actual: .ink
    case .earlier, .bound80: .slate
    case .part(let index): parts[index % parts.count]
    }
  }

  private static let parts: [Colour] = [.blue, .slate, .amber, .purple, .good, .line]

  // MARK: Axes

  private func dayAxis(_ days: [Day]) -> ChartAxis {
    var axis = ChartAxis()
    let isLong = days.count > 1 && days[days.count - 1] - days[0] > 366
    // The blanks keep labels apart where a program chooses their number.
    axis.pattern = isLong ? "\" \"mmm yyyy\" \"" : "\" \"d mmm\" \""
    axis.interval = max(1, (days.count + 6) / 7)
    return axis
  }

  private func lineAxis(_ series: [Picture.Series]) -> ChartAxis {
    var axis = ChartAxis()
    axis.hasGridlines = true
    axis.hasLine = false
    let kind = series.first?.kind ?? .count
    if kind == .percent {
      axis.pattern = "0\" %\""
      // A loss of many times the revenue would flatten all else.
      let least = -100 * powerOfTen(4)
      if series.flatMap(\.values).contains(where: { $0.isPercent(below: least) }) {
        axis.least = .count(-100)
        axis.name = "below -100 %: not drawn"
      } else if !series.flatMap(\.values).contains(where: { ($0.number?.value ?? 0) < 0 }) {
        axis.least = .count(0)
      }
      return axis
    }
    if !series.flatMap(\.values).contains(where: { ($0.number?.value ?? 0) < 0 }) {
      axis.least =
        series.contains { $0.role == .bound80 } ? PictureChart.floor(of: series) : .count(0)
    }
    // As many decimals as a fifth of the largest figure needs: about one step of the axis.
    let step = series.flatMap(\.values).largest.map { Cell.decimal($0.value / 5, scale: $0.scale) }
    axis.pattern = CellStyles.pattern([step ?? .blank], kind)
    if let number = step?.number, number.value >= powerOfTen(number.scale) {
      axis.pattern = "#,##0"
    }
    return axis
  }

  /// The axis of a range begins near it, so that its ends are apart: a round figure at least the height of all figures
  /// below the lowest; 0 where that is below it.
  private static func floor(of series: [Picture.Series]) -> Cell {
    let values = series.flatMap(\.values).compactMap(\.number)
    let scale = values.map(\.scale).max() ?? 0
    let units = values.map { $0.value * powerOfTen(scale - $0.scale) }
    guard let least = units.min(), let most = units.max() else { return .count(0) }
    let wanted = least - (most - least)
    guard wanted > 0 else { return .count(0) }
    var step: Int128 = 1
    while step * 10 <= wanted { step *= 10 }
    return .decimal(wanted / step * step, scale: scale)
  }

  /// No axis where the bars carry labels, but room for the labels.
  private func hiddenAxis(_ series: [Picture.Series]) -> ChartAxis {
    var axis = ChartAxis()
    axis.isVisible = false
    axis.least = .count(0)
    axis.most = .count(1)
    let values = series.flatMap(\.values)
    guard let largest = values.largest else { return axis }
    let kind = series.first?.kind ?? .count
    let label = NumberView.view(of: [largest], kind: kind)?.text(
      largest.value, scale: largest.scale)
    let room = PictureChart.room(for: label?.count ?? 0)
    if largest.value > 0 {
      axis.most = .decimal(largest.value * room, scale: largest.scale + 2)
    }
    let scale = values.compactMap(\.number).map(\.scale).max() ?? 0
    let least = values.compactMap(\.number).map { $0.value * powerOfTen(scale - $0.scale) }.min()
    if let least, least < 0 {
      // The labels of both sides need their part of the whole.
      let most = max(0, largest.value * powerOfTen(scale - largest.scale))
      let rest = (most - least) * (room - 100)
      axis.least = .decimal(least * 100 - rest, scale: scale + 2)
      axis.most = .decimal(most * 100 + rest, scale: scale + 2)
    }
    return axis
  }

  /// In percent of the longest bar, the space for a label of some letters beside it: of some 200 pixels
  /// for the bars, 6 a letter.
  private static func room(for letters: Int) -> Int128 {
    Int128(20_000 / max(80, 200 - 6 * letters - 12))
  }
}

extension Cell {
  /// True if it is a percentage below another, in 10⁻⁴ percent.
  fileprivate func isPercent(below least: Int128) -> Bool {
    if case .percent(let tenThousandths) = self { tenThousandths < least } else { false }
  }
}
