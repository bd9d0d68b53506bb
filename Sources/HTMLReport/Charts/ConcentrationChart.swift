import Overview

/// The share of a whole that the first of many make, with one point marked, against what it were if all
/// were the same.
struct ConcentrationChart {
  /// In 10⁻⁴ percent, of the first 1, 2, ….
  let shares: [Int128]
  let marked: Int

  private static let whole: Int128 = 1_000_000

  func draw() -> Chart {
    let ticks = [0, 25, 50, 75, 100] as [Int128]
    let vertical = Ticks(exactly: ticks.map { $0 * 10_000 })
    let frame = PlotFrame(
      vertical, labels: ticks.map { "\($0)\u{A0}%" }, rightMargin: .px(8))
    let count = Int128(shares.count)
    let across = Scale(0, count, from: frame.left, to: frame.right)
    var drawing = Drawing()
    frame.draw(on: &drawing)
    for value in Ticks(covering: 0...count, atMost: 5).values where value <= count {
      frame.drawMark(Figures.count(Int64(value)), at: across.place(value), on: &drawing)
    }
    let (start, end) = (
      Point(frame.left, frame.bottom), Point(frame.right, frame.vertical.place(Self.whole))
    )
    drawing.line("even", from: start, to: end)
    let points = Thinning.places(shares, limit: Thinning.limit - 1).map {
      point(Int128($0 + 1), across, frame)
    }
    drawing.polyline("l1", [start] + points)
    drawMarked(point(Int128(marked), across, frame), on: &drawing)
    // Below the line of equals there is nothing else.
    drawing.text(
      "if all cost the same", at: Point(frame.right - .px(4), frame.vertical.place(300_000)), .end)
    return Chart(drawing, height: PlotFrame.height)
  }

  private func point(_ rank: Int128, _ across: Scale, _ frame: PlotFrame) -> Point {
    Point(across.place(rank), frame.vertical.place(shares[Int(rank) - 1]))
  }

  /// The marked point with its rank, to the right below where the curve is not; above it at the right end.
  private func drawMarked(_ point: Point, on drawing: inout Drawing) {
    let label = Figures.count(Int64(marked), "user")
    drawing.dot("dot", at: point, radius: .px(4))
    if point.x + .px(9) + TextWidth.ofBold(label) > Drawing.width {
      drawing.text(label, at: point.moved(right: .px(-9), down: .px(14)), .end, style: "k1")
    } else {
      drawing.text(label, at: point.moved(right: .px(9), down: .px(13)), style: "k1")
    }
  }
}
