import Overview

/// The charts, each with its finding as title, its unit and scope below, and the file that has its figures.
enum ChartSection {
  static func markup(_ overview: Overview) -> Markup {
    // The table of models shows the cost of each.
    let pictures = overview.pictures.filter { $0.name != "cost-by-model" }
    guard !pictures.isEmpty else { return .nothing }
    return Section.markup(
      id: "charts", "Charts",
      [.element("div", ["class": "charts"], pictures.map(figure))])
  }

  static func figure(_ picture: Picture) -> Markup {
    let chart = Chart.draw(picture.shape)
    let (title, note) = ("h-\(picture.name)", "note-\(picture.name)")
    return .element(
      "figure", ["id": "chart-" + picture.name],
      [
        .element(
          "figcaption",
          [
            .element("h3", ["id": title], .sentence(picture.title + picture.coverage)),
            .element(
              "p", ["class": "note", "id": note],
              [.sentence(picture.caption + " "), .element("code", .text(picture.report + ".csv"))]),
          ]),
        chart.drawing.svg(height: chart.height, labelledBy: "\(title) \(note)"),
      ])
  }
}
