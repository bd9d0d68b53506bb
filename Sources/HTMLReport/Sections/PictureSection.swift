import Overview

/// The pictures, each with its finding as title, what it shows below, and the file that has its figures.
enum PictureSection {
  static func markup(_ overview: Overview) -> Markup {
    guard !overview.pictures.isEmpty else { return .nothing }
    return Section.markup(
      id: "pictures", "Pictures",
      [.element("div", ["class": "two"], overview.pictures.map(figure))])
  }

  static func figure(_ picture: Picture) -> Markup {
    let chart = Chart.draw(picture.shape)
    let caption = [picture.caption, chart.note].compactMap { $0 }.joined(separator: " ")
    let words = Markup.sentence(caption)
    let title = picture.name + "-title"
    return .element(
      "figure",
      [
        .element("h3", ["id": title], .sentence(picture.title)),
        chart.drawing.svg(
          height: chart.height, title: title, description: .text(Typography.sentence(caption)),
          id: picture.name + "-desc"),
        .element(
          "figcaption",
          [words, " Figures: "] + Section.fileNames([picture.report + ".csv"])),
      ])
  }
}
