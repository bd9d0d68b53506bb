/// The axes of a chart: a scale to the left with lines across, and names below.
struct PlotFrame: Sendable {
  let left: Length
  let right: Length
  let top = Length.px(10)
  let bottom = Length.px(178)
  /// From figures to places.
  let vertical: Scale
  private let ticks: Ticks
  private let labels: [String]

  /// The height of the drawing with the names of the places below the axis.
  static let height = Length.px(203)

  /// Makes room for the labels at the left and for `margin` at the right.
  init(_ ticks: Ticks, labels: [String], rightMargin margin: Length) {
    let widest = labels.map(TextWidth.of).max() ?? .zero
    left = widest + .px(6)
    right = Drawing.width - margin
    vertical = Scale(ticks.low, ticks.high, from: bottom, to: top)
    self.ticks = ticks
    self.labels = labels
  }

  /// Draws the lines across, that of 0 darker, with their figures.
  func draw(on drawing: inout Drawing) {
    for (value, label) in zip(ticks.values, labels) {
      let y = vertical.place(value)
      drawing.line(value == 0 ? "ax" : "g", from: Point(left, y), to: Point(right, y))
      drawing.text(label, at: Point(left - .px(5), y + .px(4)), .end)
    }
  }

  /// Draws a mark and a name below the axis, turned inwards at the edges.
  func drawMark(_ label: String, at x: Length, on drawing: inout Drawing) {
    drawing.line("ax", from: Point(x, bottom), to: Point(x, bottom + .px(4)))
    let half = TextWidth.of(label) / 2
    let y = bottom + .px(18)
    if x + half > Drawing.width {
      drawing.text(label, at: Point(Drawing.width, y), .end)
    } else if x < half {
      drawing.text(label, at: Point(.zero, y))
    } else {
      drawing.text(label, at: Point(x, y), .middle)
    }
  }
}
