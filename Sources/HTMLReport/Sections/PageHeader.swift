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
      ] + state(of: overview))
  }

  /// Draft or closed, in a workspace with closed months.
  private static func state(of overview: Overview) -> [Markup] {
    guard let state = overview.scope.close?.state else { return [] }
    return [.element("p", ["class": "scope"], .element("bdi", .text(state)))]
  }
}
