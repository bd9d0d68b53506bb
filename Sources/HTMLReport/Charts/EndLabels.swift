import Ledger
import Overview

/// The last figure of each line beside its end, moved apart where two would touch.
///
/// Of a forecast the known figures are above their points.
struct EndLabels {
  private let series: [Picture.Series]
  private let texts: [[String]]
  /// One per series; nil where it has none at its end.
  private let labels: [String?]
  /// The room that they take at the right.
  let width: Length

  private static let distance = Length.px(13)

  init(_ series: [Picture.Series]) {
    let isForecast = series.contains { $0.role == .bound80 }
    let texts = series.map { line in
      ShownColumn.texts(of: line).map { $0 + Chart.unit(of: line.kind) }
    }
    let labels = zip(series, texts).map { line, texts -> String? in
      guard line.role != .actual,
        let last = line.values.indices.last(where: { line.values[$0].number != nil })
      else { return nil }
      let name = DayText.months.contains(line.name) ? String(line.name.prefix(3)) : line.name
      let words = isForecast ? [texts[last], name] : [name, texts[last]]
      return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
    self.series = series
    self.texts = texts
    self.labels = labels
    width = labels.compactMap { $0.map(TextWidth.ofBold) }.max() ?? .zero
  }

  func draw(_ lines: [[Point?]], _ frame: PlotFrame, on drawing: inout Drawing) {
    let ends = series.indices.compactMap { index -> (end: Point, index: Int)? in
      guard labels[index] != nil, let end = lines[index].compactMap(\.self).last else {
        return nil
      }
      return (end, index)
    }.sorted { ($0.end.y, $1.index) < ($1.end.y, $0.index) }
    for (y, item) in zip(EndLabels.apart(ends.map(\.end.y), within: frame), ends) {
      // A line that ends amid the chart has its label there.
      let isAmid = item.end.x + .px(30) < frame.right
      let x = isAmid ? item.end.x : frame.right
      let height = isAmid ? item.end.y : y
      drawing.text(
        labels[item.index] ?? "", at: Point(x + .px(7), height + .px(4)),
        style: series[item.index].role == .main ? "k1" : "k0")
    }
    for index in series.indices where series[index].role == .actual {
      for (point, text) in zip(lines[index], texts[index]) {
        guard let point else { continue }
        drawing.text(text, at: Point(point.x, point.y - .px(8)), .middle, style: "v")
      }
    }
  }

  /// Moves heights, sorted from the top, down until none are nearer than a line of text, and up again from
  /// the bottom.
  static func apart(_ heights: [Length], within frame: PlotFrame) -> [Length] {
    var moved = heights
    for index in moved.indices.dropFirst() {
      moved[index] = max(moved[index], moved[index - 1] + distance)
    }
    var limit = frame.bottom
    for index in moved.indices.reversed() {
      moved[index] = min(moved[index], limit)
      limit = moved[index] - distance
    }
    return moved
  }
}
