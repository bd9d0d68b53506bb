import Overview

/// Groups of columns from 0; with the figure above each where there is room, else with an axis; lines
/// where the columns would be too thin.
struct ColumnChart {
  private let categories: [String]
  private let series: [Picture.Series]
  private let figures: ChartFigures

  init(categories: [String], series: [Picture.Series]) {
    self.categories = categories
    self.series = series
    figures = ChartFigures(series)
  }

  private static let gap = Length.px(10)
  private static let thinnest = Length.px(4)
  private static let widest = Length.px(56)

  func draw() -> Chart {
    let labels = series.map(ShownColumn.texts(of:))
    let room = naturalWidth(from: .px(4), to: .px(376))
    let widest = labels.joined().map(TextWidth.of).max() ?? .zero
    if widest <= room {
      let scale = Scale(0, most, from: .px(178), to: .px(24))
      var drawing = Drawing()
      drawColumns(from: .px(4), to: .px(376), scale, labels: labels, on: &drawing)
      return finished(drawing)
    }
    let ticks = Ticks(covering: 0...most, atMost: 4)
    let unit = Chart.unit(of: series.first?.kind ?? .count)
    let frame = PlotFrame(
      ticks, labels: ticks.labels(scale: figures.scale, unit: unit), rightMargin: .px(4))
    guard naturalWidth(from: frame.left, to: frame.right) >= ColumnChart.thinnest else {
      return LineChart(series: series, places: places).draw()
    }
    var drawing = Drawing()
    frame.draw(on: &drawing)
    drawColumns(from: frame.left, to: frame.right, frame.vertical, labels: nil, on: &drawing)
    return finished(drawing)
  }

  private var most: Int128 { max(1, figures.values.joined().compactMap { $0 }.max() ?? 0) }

  private func finished(_ drawing: Drawing) -> Chart {
    var drawing = drawing
    let height = Legend(series).draw(below: PlotFrame.height, on: &drawing)
    return Chart(drawing, height: height)
  }

  /// Returns the width of columns that fill their group.
  private func naturalWidth(from left: Length, to right: Length) -> Length {
    let group = (right - left) / max(1, categories.count)
    return (group - ColumnChart.gap) / max(1, series.count)
  }

  /// The categories along a line, every so many of them named.
  private var places: Places {
    let limit = 5
    let stride = (categories.count + limit - 1) / limit
    return Places(
      positions: categories.indices.map { Int128($0) },
      marks: categories.indices.filter { $0 % stride == 0 }.map { (Int128($0), categories[$0]) })
  }

  private func drawColumns(
    from left: Length, to right: Length, _ scale: Scale, labels: [[String]]?,
    on drawing: inout Drawing
  ) {
    let group = (right - left) / max(1, categories.count)
    let widestLabel = labels?.joined().map(TextWidth.of).max() ?? .zero
    let width = min(max(ColumnChart.widest, widestLabel), naturalWidth(from: left, to: right))
    let base = scale.place(0)
    // As many names as stand side by side.
    let widestName = categories.map(TextWidth.of).max() ?? .zero
    let stride = (1...max(1, categories.count)).first { group * $0 >= widestName + .px(6) } ?? 1
    for (place, category) in categories.enumerated() {
      let middle = left + group * place + group / 2
      let start = middle - width * series.count / 2
      for (index, series) in series.enumerated() {
        let x = start + width * index
        let y = scale.place(max(0, figures.values[index][place] ?? 0))
        if base > y {
          drawing.rectangle(
            LineStyle.bar(series.role), at: Point(x, y), width: max(.px(1), width - spacing(width)),
            height: base - y)
        }
        if let labels {
          let centre = x + (width - spacing(width)) / 2
          drawing.text(labels[index][place], at: Point(centre, y - .px(5)), .middle, style: "v")
        }
      }
      if place % stride == 0 {
        drawing.text(category, at: Point(middle, base + .px(18)), .middle)
      }
    }
    drawing.line("ax", from: Point(left, base), to: Point(right, base))
  }

  /// Returns the space between columns.
  private func spacing(_ width: Length) -> Length { width > .px(12) ? .px(2) : .zero }
}
