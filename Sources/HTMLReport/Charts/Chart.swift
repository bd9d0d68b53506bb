import Overview
import Tables

/// A picture that was drawn.
struct Chart {
  var drawing: Drawing
  let height: Length

  init(_ drawing: Drawing, height: Length) {
    self.drawing = drawing
    self.height = height
  }

  /// Draws a picture by its shape.
  static func draw(_ shape: Picture.Shape) -> Chart {
    switch shape {
    case .lines(let days, let series):
      LineChart(series: series, places: HorizontalAxis(days: days)).draw()
    case .bars(let categories, let values): BarChart(categories: categories, series: values).draw()
    case .columns(let values, let series):
      LineChart(series: series, places: HorizontalAxis(steps: values)).draw()
    case .course(let kind, let values, let series):
      LineChart(series: series, places: HorizontalAxis(steps: values, of: kind)).draw()
    }
  }

  /// Returns the unit after the figures of a kind.
  static func unit(of kind: Column.Kind) -> String {
    switch kind {
    case .percent: "\u{A0}%"
    case .text, .count, .money, .requestMoney, .credits, .points, .day, .seconds, .multiplier,
      .decimal:
      ""
    }
  }
}
