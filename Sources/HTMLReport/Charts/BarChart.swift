import Overview

/// Bars across from 0, with the name before each and the figure after it; bars below 0 lead to the left.
struct BarChart {
  private let categories: [String]
  private let series: Picture.Series
  private let figures: ChartFigures

  init(categories: [String], series: Picture.Series) {
    self.categories = categories
    self.series = series
    figures = ChartFigures([series])
  }

  private static let pitch = Length.px(21)
  private static let longestName = Length.px(150)

  func draw() -> Chart {
    let values = figures.values[0].map { $0 ?? 0 }
    let labels = ShownColumn.texts(of: series)
    let names = categories.map { TextWidth.fitting(VisibleText.text($0), BarChart.longestName) }
    let start = (names.map(TextWidth.of).max() ?? .zero) + .px(7)
    let end = Drawing.width - (labels.map(TextWidth.ofBold).max() ?? .zero) - .px(6)
    let (least, most) = (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
    let scale = Scale(least, max(most, least + 1), from: start, to: max(start + .px(20), end))
    let axis = scale.place(0)
    var drawing = Drawing()
    for index in values.indices {
      let y = Length.px(3) + BarChart.pitch * index
      let place = scale.place(values[index])
      // What is not 0 is seen.
      let width = values[index] == 0 ? .zero : max(.px(1), max(place, axis) - min(place, axis))
      let right = axis + (values[index] > 0 ? width : .zero)
      drawing.text(
        names[index], at: Point(start - .px(7), y + .px(12)), .end, whole: categories[index])
      if width > .zero {
        drawing.rectangle(
          values[index] > 0 ? "up" : "down",
          at: Point(values[index] > 0 ? axis : axis - width, y + .px(1)),
          width: width, height: .px(14), title: "\(categories[index]): \(labels[index])")
      }
      drawing.text(labels[index], at: Point(right + .px(5), y + .px(12)), style: "v")
    }
    let bottom = Length.px(2) + BarChart.pitch * values.count
    drawing.line("ax", from: Point(axis, .zero), to: Point(axis, bottom))
    return Chart(drawing, height: bottom + .px(2))
  }
}
