import Overview

/// The top of the page: who it is for, the period, and what the figures are of.
enum PageHeader {
  static func markup(_ overview: Overview) -> Markup {
    .element(
      "header", ["class": "wrap"],
      [
        .element(
          "p", ["class": "brand"],
          [
            .element("b", "Assay"), " ",
            overview.scope.owner.isEmpty
              ? .nothing : .element("span", .element("bdi", .text(overview.scope.owner))),
          ]),
        .element("h1", ["id": "title"], .text(overview.scope.periodName)),
        .element("p", ["class": "scope", "id": "scope"], .sentence(overview.usageSentence)),
      ])
  }
}
