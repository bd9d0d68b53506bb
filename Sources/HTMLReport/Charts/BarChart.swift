import Overview

/// Bars across from 0, with the name before each and the figure after it.
struct BarChart {
  private let categories: [String]
  private let series: Picture.Series
  private let figures: ChartFigures

  init(categories: [String], series: Picture.Series) {
    self.categories = categories
    self.series = series
    figures = ChartFigures([series])
  }

  private static let pitch = Length.px(22)
  private static let longestName = Length.px(214)

  func draw() -> Chart {
    let values = figures.values[0].map { max(0, $0 ?? 0) }
    let labels = ShownColumn.texts(of: series)
    let names = categories.map { TextWidth.fitting(VisibleText.text($0), BarChart.longestName) }
    let start = (names.map(TextWidth.of).max() ?? .zero) + .px(6)
    let end = Drawing.width - (labels.map(TextWidth.of).max() ?? .zero) - .px(6)
    let scale = Scale(0, max(1, values.max() ?? 0), from: start, to: max(start + .px(20), end))
    var drawing = Drawing()
    for index in values.indices {
      let y = Length.px(4) + BarChart.pitch * index
      // What is not 0 is seen.
      let width = values[index] == 0 ? .zero : max(.px(1), scale.place(values[index]) - start)
      drawing.text(
        names[index], at: Point(start - .px(6), y + .px(13)), .end, style: "v",
        whole: categories[index])
      if width > .zero {
        drawing.rectangle(
          LineStyle.bar(series.role), at: Point(start, y + .px(2)), width: width, height: .px(14))
      }
      drawing.text(labels[index], at: Point(start + width + .px(4), y + .px(13)), style: "v")
    }
    drawing.line("ax", from: Point(start, .px(3)), to: Point(start, bottom(values.count)))
    return Chart(drawing, height: bottom(values.count) + .px(4))
  }

  private func bottom(_ count: Int) -> Length { .px(2) + BarChart.pitch * count }
}
