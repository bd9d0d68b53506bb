/// A chart of a workbook; its figures are cells.
package struct WorkbookChart: Sendable {
  package let kind: Kind
  package let title: String
  /// For those who cannot see it: the kind, what it shows, of when, and where its figures are.
  package let description: String
  package let series: [ChartSeries]
  package var categoryAxis: ChartAxis
  package let valueAxis: ChartAxis
  /// The size of its letters but those of the title.
  package var points = 9

  /// The way the figures are drawn.
  package enum Kind: Hashable, Sendable {
    /// Lines over equal steps.
    case lines
    /// Bars across.
    case bars
    /// Groups of upright bars.
    case columns
    /// Upright bars on top of each other: those of an unfilled series carry the others.
    case waterfall
  }

  package init(
    kind: Kind, title: String, description: String, series: [ChartSeries],
    categoryAxis: ChartAxis, valueAxis: ChartAxis
  ) {
    self.kind = kind
    self.title = title
    self.description = description
    self.series = series
    self.categoryAxis = categoryAxis
    self.valueAxis = valueAxis
  }

  /// True if a legend distinguishes the series; those of a waterfall are parts of the same bars.
  ///
  /// Lines have their names at their ends.
  var hasLegend: Bool { series.count > 1 && kind == .columns }
}

/// One line or one set of bars.
package struct ChartSeries: Sendable {
  /// The sheet of the cells below.
  package let sheet: String
  /// The cell with its name: what a name in a chart begins with would decide what it is.
  package let name: CellRange
  package let categories: CellRange
  package let values: CellRange
  package let mark: Mark
  /// The number format of labels at the marks; nil without labels.
  package var labels: String?
  /// The labels themselves, one per mark, nil for none; nil for its figures.
  package var labelTexts: [String?]?
  package var labelPlace = LabelPlace.base
  /// The marks in the colour of losses.
  package var alarms: [Int] = []

  /// The place of a label by its mark.
  package enum LabelPlace: Hashable, Sendable {
    /// Above the lower end of a bar.
    case base
    case above, below, right
  }

  /// The mark that represents the figures.
  package enum Mark: Hashable, Sendable {
    /// A line; its width is in points.
    case line(Colour, width: Double, Dash)
    case bar(Colour)
    /// A bar that is not drawn, below those on top of it.
    case unfilledBar
    /// Dots without a line.
    case dot(Colour)
  }

  /// The dashes of a line.
  package enum Dash: Hashable, Sendable {
    case none, dashed, dotted
  }

  package init(
    sheet: String, name: CellRange, categories: CellRange, values: CellRange, mark: Mark
  ) {
    self.sheet = sheet
    self.name = name
    self.categories = categories
    self.values = values
    self.mark = mark
  }
}

/// One side of a chart.
package struct ChartAxis: Sendable {
  package var name: String?
  package var pattern: String?
  package var isVisible = true
  /// The first category is at the top.
  package var isReversed = false
  package var hasGridlines = false
  package var hasLine = true
  package var least: Cell?
  package var most: Cell?
  package var step: Cell?
  /// The number of categories from one label to the next.
  package var interval: Int?
  /// Labels rise, so that long ones fit under narrow bars.
  package var isSlanted = false

  package init() {}
}

/// A chart on a sheet, in pixels.
package struct PlacedChart: Sendable {
  package let chart: WorkbookChart
  package let row: Int
  package let column: Int
  package let width: Int
  package let height: Int
  /// From the left of its cell.
  package let offset: Int

  package init(
    _ chart: WorkbookChart, row: Int, column: Int, width: Int, height: Int, offset: Int = 0
  ) {
    self.chart = chart
    self.row = row
    self.column = column
    self.width = width
    self.height = height
    self.offset = offset
  }
}
