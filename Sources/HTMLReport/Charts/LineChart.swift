import Ledger
import Overview

/// Lines over days or months, each named at its end, or below where they are equals.
struct LineChart {
  private let series: [Picture.Series]
  private let places: Places
  private let figures: ChartFigures
  private let range: LineRange

  init(series: [Picture.Series], places: Places) {
    self.series = series
    self.places = places
    figures = ChartFigures(series)
    range = LineRange(series, figures)
  }

  func draw() -> Chart {
    let ticks = Ticks(covering: range.shown, atMost: 4)
    let unit = Chart.unit(of: series.first?.kind ?? .count)
    let named = EndNames.named(series)
    let names = named.map { TextWidth.ofBold(series[$0].name) }.max()
    let frame = PlotFrame(
      ticks, labels: ticks.labels(scale: figures.scale, unit: unit),
      rightMargin: names.map { $0 + .px(6) } ?? .px(6))
    let across = horizontal(frame)
    var drawing = Drawing()
    frame.draw(on: &drawing)
    for mark in places.marks {
      frame.drawMark(mark.label, at: across.place(mark.position), on: &drawing)
    }
    let lines = figures.values.map { points($0, across, frame) }
    drawBand(.bound95, "a5", lines, on: &drawing)
    drawBand(.bound80, "a4", lines, on: &drawing)
    for index in series.indices.sorted(by: isBehind) {
      drawLine(LineStyle.line(series[index].role), lines[index], on: &drawing)
    }
    EndNames(series: series, named: named, lines: lines, frame: frame).draw(on: &drawing)
    guard named.isEmpty else { return Chart(drawing, height: PlotFrame.height, note: range.note) }
    let height = Legend(series).draw(below: PlotFrame.height, on: &drawing)
    return Chart(drawing, height: height, note: range.note)
  }

  private func horizontal(_ frame: PlotFrame) -> Scale {
    let (first, last) = (places.positions.first ?? 0, places.positions.last ?? 0)
    // One day alone stands in the middle.
    if first == last { return Scale(first - 1, last + 1, from: frame.left, to: frame.right) }
    return Scale(first, last, from: frame.left, to: frame.right)
  }

  /// The points of a line; nil where it has none.
  private func points(_ values: [Int128?], _ across: Scale, _ frame: PlotFrame) -> [Point?] {
    let known = values.indices.filter { values[$0] != nil }
    let kept = Thinning.places(known.compactMap { values[$0] }).map { known[$0] }
    var points = [Point?](repeating: nil, count: values.count)
    for index in kept {
      guard let value = values[index] else { continue }
      points[index] = Point(
        across.place(places.positions[index]), frame.vertical.place(range.clamped(value)))
    }
    return points
  }

  /// Lines of less weight are drawn first, so that the others lie above.
  private func isBehind(_ left: Int, _ right: Int) -> Bool {
    func weight(_ role: Picture.Role) -> Int {
      switch role {
      case .detail: 0
      case .bound95: 1
      case .bound80: 2
      case .target: 3
      case .actual: 4
      case .main, .part, .alarm: 5
      }
    }
    let (lighter, heavier) = (weight(series[left].role), weight(series[right].role))
    return lighter == heavier ? left < right : lighter < heavier
  }

  /// Draws a line, or a dot where it is one point; gaps shorter than what was thinned out are bridged.
  private func drawLine(_ style: String, _ points: [Point?], on drawing: inout Drawing) {
    let known = points.compactMap { $0 }
    if known.count == 1 {
      drawing.dot(style, at: known[0], radius: .px(3))
    } else if known.count > 1 {
      drawing.polyline(style, known)
    }
  }

  /// Fills what lies between the lower and the upper bound of a range.
  private func drawBand(
    _ role: Picture.Role, _ style: String, _ lines: [[Point?]], on drawing: inout Drawing
  ) {
    let bounds = series.indices.filter { series[$0].role == role }
    guard bounds.count == 2 else { return }
    let (low, high) = (lines[bounds[0]].compactMap { $0 }, lines[bounds[1]].compactMap { $0 })
    guard low.count > 1, high.count > 1 else { return }
    drawing.polygon(style, low + high.reversed())
  }
}

/// The figures that a line chart spans: all that matter, with 0; of single days as much as leaves the rest
/// readable.
struct LineRange: Sendable {
  let shown: ClosedRange<Int128>
  /// Says that single days are cut, where they are.
  let note: String?

  init(_ series: [Picture.Series], _ figures: ChartFigures) {
    func values(_ isIncluded: (Picture.Role) -> Bool) -> [Int128] {
      zip(series, figures.values).filter { isIncluded($0.0.role) }.flatMap { $0.1 }
        .compactMap { $0 }
    }
    let main = values { $0 != .detail }
    let (low, high) = (min(0, main.min() ?? 0), max(0, main.max() ?? 0))
    let room = high - low
    let detail = values { $0 == .detail }
    let (least, most) = (detail.min() ?? 0, detail.max() ?? 0)
    let hasMain = room > 0
    let bottom = hasMain ? max(min(low, least), low - room) : min(low, least)
    let top = hasMain ? min(max(high, most), high + room) : max(high, most)
    // Where all figures are 0, the axis is of one unit.
    shown = bottom...(top > bottom ? top : bottom + powerOfTen(figures.scale))
    let cut = detail.count { $0 < bottom || $0 > top }
    note =
      cut == 0
      ? nil
      : "\(Figures.count(Int64(cut), "single day")) \(cut == 1 ? "is" : "are") off the scale."
  }

  func clamped(_ value: Int128) -> Int128 {
    max(shown.lowerBound, min(shown.upperBound, value))
  }
}
