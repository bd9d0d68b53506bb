import Overview

/// Names with a square of the colour of each, in as many lines as they need.
struct Legend {
  private let series: [Picture.Series]

  init(_ series: [Picture.Series]) {
    self.series = series
  }

  /// The widest a name may be.
  private static let limit = Length.px(170)

  /// Draws the names from `top` on and returns where they end.
  func draw(below top: Length, on drawing: inout Drawing) -> Length {
    var corner = Point(.px(4), top + .px(4))
    for series in series {
      let name = TextWidth.fitting(VisibleText.text(series.name), Legend.limit)
      let width = TextWidth.of(name) + .px(17)
      if corner.x + width > Drawing.width && corner.x > .px(4) {
        corner = Point(.px(4), corner.y + .px(18))
      }
      drawing.rectangle(
        LineStyle.bar(series.role), at: corner, width: .px(12), height: .px(12))
      drawing.text(
        name, at: corner.moved(right: .px(17), down: .px(10)), style: "v", whole: series.name)
      corner = corner.moved(right: width + .px(14), down: .zero)
    }
    return corner.y + .px(18)
  }
}

extension Point {
  func moved(right: Length, down: Length) -> Point { Point(x + right, y + down) }
}
