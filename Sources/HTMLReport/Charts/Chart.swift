import Overview
import Tables

/// A picture that was drawn.
struct Chart {
  var drawing: Drawing
  let height: Length
  /// A note on the way the chart was drawn, such as figures that are cut or left out.
  var note: String?

  init(_ drawing: Drawing, height: Length, note: String? = nil) {
    self.drawing = drawing
    self.height = height
    self.note = note
  }

  /// Draws a picture by its shape.
  static func draw(_ shape: Picture.Shape) -> Chart {
    switch shape {
    case .lines(let days, let series):
      LineChart(series: series, places: DayAxis.places(days)).draw()
    case .bars(let categories, let values): BarChart(categories: categories, series: values).draw()
    case .columns(let categories, let series), .course(_, let categories, let series):
      ColumnChart(categories: categories, series: series).draw()
    case .concentration(let shares, let marked):
      ConcentrationChart(shares: shares, marked: marked).draw()
    }
  }

  /// Returns the unit after the figures of a kind on an axis.
  static func unit(of kind: Column.Kind) -> String {
    switch kind {
    case .percent: "\u{A0}%"
    case .text, .count, .money, .requestMoney, .credits, .points, .day, .seconds, .multiplier,
      .decimal:
      ""
    }
  }
}
