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
  static let height = Length.px(211)

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

  /// Draws a mark and a name below the axis, turned inwards at the edges; one that is wider than `room` is in two lines.
  func drawMark(_ label: String, at x: Length, room: Length, on drawing: inout Drawing) {
    drawing.line("ax", from: Point(x, bottom), to: Point(x, bottom + .px(4)))
    let lines = TextWidth.of(label) > room ? PlotFrame.halves(label) : [label]
    for (index, line) in lines.enumerated() {
      let half = TextWidth.of(line) / 2
      let y = bottom + .px(17) + .px(13) * index
      if x + half > Drawing.width {
        drawing.text(line, at: Point(Drawing.width, y), .end)
      } else if x < half {
        drawing.text(line, at: Point(.zero, y))
      } else {
        drawing.text(line, at: Point(x, y), .middle)
      }
    }
  }

  /// A label cut at the space that is nearest to its middle.
  private static func halves(_ label: String) -> [String] {
    let words = label.split(separator: " ")
    let cut = (1..<max(2, words.count)).min { left, right in
      func unevenness(_ cut: Int) -> Int {
        let first = words.prefix(cut).reduce(0) { $0 + $1.count }
        let last = words.dropFirst(cut).reduce(0) { $0 + $1.count }
        return abs(first - last)
      }
      return unevenness(left) < unevenness(right)
    }
    return [words.prefix(cut ?? 1), words.dropFirst(cut ?? 1)].filter { !$0.isEmpty }
      .map { $0.joined(separator: " ") }
  }
}
