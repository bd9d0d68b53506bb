import Overview

/// What the reader must know of the figures: what was not checked, how exact they are, what made them.
enum NotesSection {
  static func unchecked(_ overview: Overview) -> Markup {
    let checked =
      overview.rows.read == 0
      ? "There was nothing to check."
      : "Every request had a price and recorded figures to compare."
    let sentences = overview.unchecked.isEmpty ? [checked] : overview.unchecked
    return Section.markup(
      id: "unchecked", "What was not checked",
      [
        .element(
          "ul", (sentences + [overview.unknowable]).map { .element("li", .sentence($0)) })
      ])
  }

  static func exactness(_ overview: Overview) -> Markup {
    Section.markup(
      id: "exactness", "How exact",
      [.element("p", .sentence(overview.exactness))])
  }

  static func footer(version: String) -> Markup {
    .element(
      "footer",
      .element(
        "p",
        [
          .text("Made by assay \(version). Inputs and outputs with their SHA-256: ")
        ] + Section.fileNames(["manifest.json"])))
  }
}
