import Overview

/// Why recorded figures differ, each cause with what it came to and the rows of the books that show it.
enum CauseSection {
  static func markup(_ overview: Overview) -> Markup {
    let causes = overview.causes
    guard !causes.shown.isEmpty || causes.immaterial != nil else { return .nothing }
    let small = causes.immaterial.map {
      Markup.element("p", ["class": "mute"], .sentence($0 + "."))
    }
    let rest = causes.rest.map { Markup.element("p", ["class": "mute"], .text($0 + ".")) }
    return Section.markup(
      id: "causes", "Causes of mismatches",
      [
        causes.shown.isEmpty
          ? .nothing : .element("ol", ["class": "att"], causes.shown.map(item)),
        rest ?? .nothing, small ?? .nothing,
        Section.note(
          for: "causes", "All causes, who paid too much or too little, and the refunds or charges:",
          files: ["diagnosis.csv", "corrections.csv"]),
      ])
  }

  private static func item(_ cause: Causes.Line) -> Markup {
    .element(
      "li",
      [
        .element(
          "p", ["class": "usd"],
          [
            .element("strong", .text(Typography.sentence(Figures.amount(cause.amount) + " USD"))),
            " ", .element("small", .element("span", .text(cause.meaning))),
          ]),
        .element("p", .sentence(cause.text)),
      ])
  }
}
