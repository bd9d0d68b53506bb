import Ledger
import Overview

/// Lines over days or equal steps from 0, each with its last figure at its end.
///
/// A forecast goes on from the known figures, dashed, within a band.
struct LineChart {
  private let series: [Picture.Series]
  private let places: HorizontalAxis
  private let figures: ChartFigures

  init(series: [Picture.Series], places: HorizontalAxis) {
    self.series = series
    self.places = places
    figures = ChartFigures(series)
  }

  func draw() -> Chart {
    let ticks = Ticks(covering: range)
    let unit = Chart.unit(of: series.first?.kind ?? .count)
    let labels = EndLabels(series)
    let frame = PlotFrame(
      ticks, labels: ticks.labels(scale: figures.scale, unit: unit),
      rightMargin: labels.width + .px(7))
    let across = horizontal(frame)
    var drawing = Drawing()
    frame.draw(on: &drawing)
    let marks = places.marks.map { (label: $0.label, x: across.place($0.position)) }
    let room = zip(marks, marks.dropFirst()).map { $1.x - $0.x }.min() ?? Drawing.width
    for mark in marks {
      frame.drawMark(mark.label, at: mark.x, room: room - .px(6), on: &drawing)
    }
    let lines = figures.values.map { points($0, across, frame) }
    drawBand(lines, on: &drawing)
    for index in series.indices.sorted(by: isBehind) {
      if let style = style(of: index) { drawLine(style, lines[index], on: &drawing) }
    }
    labels.draw(lines, frame, on: &drawing)
    drawHits(across, frame, on: &drawing)
    return Chart(drawing, height: PlotFrame.height)
  }

  /// All figures, with 0; of one unit where all are 0.
  private var range: ClosedRange<Int128> {
    let values = figures.values.joined().compactMap(\.self)
    let (low, high) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
    return low...(high > low ? high : low + powerOfTen(figures.scale))
  }

  private var isForecast: Bool { series.contains { $0.role == .bound80 } }

  private func horizontal(_ frame: PlotFrame) -> Scale {
    let (first, last) = (places.positions.first ?? 0, places.positions.last ?? 0)
    // Labels of few steps have room on both sides.
    let margin = places.positions.count <= LineChart.fewSteps ? Length.px(24) : .zero
    // One place alone is in the middle.
    if first == last { return Scale(first - 1, last + 1, from: frame.left, to: frame.right) }
    return Scale(first, last, from: frame.left + margin, to: frame.right)
  }

  private static let fewSteps = 6

  /// The points of a line; nil where it has none.
  private func points(_ values: [Int128?], _ across: Scale, _ frame: PlotFrame) -> [Point?] {
    let known = values.indices.filter { values[$0] != nil }
    let kept = ChartPointThinning.places(known.compactMap { values[$0] }).map { known[$0] }
    var points = [Point?](repeating: nil, count: values.count)
    for index in kept {
      guard let value = values[index] else { continue }
      points[index] = Point(across.place(places.positions[index]), frame.vertical.place(value))
    }
    return points
  }

  // MARK: Marks

  /// The class of a line in the style sheet; nil for the bounds of a band, which have none.
  private func style(of index: Int) -> String? {
    switch series[index].role {
    case .bound80: nil
    case .earlier, .detail, .target: "l2"
    case .main, .alarm, .part: isForecast ? "l3" : "l1"
    case .actual: "l1"
    }
  }

  /// Lines of the period before are drawn first, so that the others are above.
  private func isBehind(_ left: Int, _ right: Int) -> Bool {
    let (first, second) = (series[left].role == .earlier, series[right].role == .earlier)
    return first == second ? left < right : first
  }

  /// The most points that have a dot each.
  private static let mostDots = 20

  private func drawLine(_ style: String, _ points: [Point?], on drawing: inout Drawing) {
    let known = points.compactMap(\.self)
    if known.count > 1 { drawing.polyline(style, known) }
    guard known.count <= LineChart.mostDots else { return }
    // A forecast begins at a point that has its dot.
    for point in style == "l3" ? known.suffix(1) : known[...] {
      drawing.dot(at: point, radius: .px(3))
    }
  }

  /// Fills what is between the lower and the upper bound of a range.
  private func drawBand(_ lines: [[Point?]], on drawing: inout Drawing) {
    let bounds = series.indices.filter { series[$0].role == .bound80 }
    guard bounds.count == 2 else { return }
    let (low, high) = (lines[bounds[0]].compactMap(\.self), lines[bounds[1]].compactMap(\.self))
    guard low.count > 1, high.count > 1 else { return }
    drawing.polygon("band", low + high.reversed())
  }

  // MARK: Values

  /// The most places with a title of their own.
  private static let mostHits = 62

  /// Draws a part over each place that shows its figures to a reader who points at it.
  private func drawHits(_ across: Scale, _ frame: PlotFrame, on drawing: inout Drawing) {
    let count = places.positions.count
    guard count <= LineChart.mostHits else { return }
    let texts = series.map(ShownColumn.texts(of:))
    let unit = Chart.unit(of: series.first?.kind ?? .count)
    let centres = places.positions.map(across.place)
    for index in 0..<count {
      let values = series.indices.filter { figures.values[$0][index] != nil }
      guard !values.isEmpty else { continue }
      let left = index == 0 ? frame.left : (centres[index - 1] + centres[index]) / 2
      let right = index == count - 1 ? frame.right : (centres[index] + centres[index + 1]) / 2
      let words = values.map {
        (series[$0].name.isEmpty ? "" : series[$0].name + " ") + texts[$0][index] + unit
      }
      drawing.rectangle(
        "hit", at: Point(left, frame.top), width: max(.px(1), right - left),
        height: frame.bottom - frame.top,
        title: "\(places.names[index]): \(words.joined(separator: ", "))")
    }
  }
}
