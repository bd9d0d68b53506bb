import Overview

/// The names of lines beside their last points, moved apart where they would touch.
struct EndNames {
  let series: [Picture.Series]
  /// The series that are named, as places in `series`.
  let named: [Int]
  let lines: [[Point?]]
  let frame: PlotFrame

  private static let distance = Length.px(13)

  /// Returns the series with a name at their end: none of equals, which have a legend; and of the two bounds
  /// of a range the upper one, which comes second and is named like the first.
  static func named(_ series: [Picture.Series]) -> [Int] {
    series.indices.filter { index in
      switch series[index].role {
      case .part, .alarm: return false
      case .bound80, .bound95: return series[..<index].allSatisfy { $0.role != series[index].role }
      case .detail, .main, .target, .actual: return true
      }
    }
  }

  func draw(on drawing: inout Drawing) {
    var names: [(y: Length, index: Int)] = []
    for index in named {
      // A range is named where its upper bound ends.
      let bound = series.indices.last { series[$0].role == series[index].role } ?? index
      guard let last = lines[bound].compactMap({ $0 }).last else { continue }
      if series[index].role == .actual {
        drawInside(series[index], lines[index].compactMap { $0 }, on: &drawing)
      } else {
        names.append((last.y, index))
      }
    }
    let ordered = names.sorted { ($0.y, $1.index) < ($1.y, $0.index) }
    for (y, name) in zip(EndNames.apart(ordered.map(\.y), within: frame), ordered) {
      let series = series[name.index]
      drawing.text(
        series.name, at: Point(frame.right + .px(5), y + .px(4)),
        style: LineStyle.name(series.role))
    }
  }

  /// The line before a forecast ends amid the chart: its name stands above its beginning, or
  /// below where there is no room.
  private func drawInside(
    _ series: Picture.Series, _ points: [Point], on drawing: inout Drawing
  ) {
    guard let first = points.first else { return }
    let end = first.x + TextWidth.of(series.name)
    let near = points.filter { $0.x <= end }.map(\.y)
    let (highest, lowest) = (near.min() ?? first.y, near.max() ?? first.y)
    let isRoomAbove = highest - .px(6) >= frame.top + .px(9)
    drawing.text(
      series.name,
      at: Point(first.x + .px(2), isRoomAbove ? highest - .px(6) : lowest + .px(15)),
      style: LineStyle.name(series.role))
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
