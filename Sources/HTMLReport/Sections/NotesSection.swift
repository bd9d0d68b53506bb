import Overview

/// The notes on the figures: checks that were not made, exactness, and the files behind them.
enum NotesSection {
  /// Returns the doubts and the files left out, if any.
  static func doubts(_ overview: Overview) -> Markup {
    let sentences = overview.scope.doubts.sentences(atMost: DataTable.limit)
    if sentences.isEmpty { return .nothing }
    return Section.markup(
      id: "doubts", Doubts.title,
      [.element("ul", sentences.map { .element("li", .sentence($0)) })])
  }

  static func unchecked(_ overview: Overview) -> Markup {
    Section.markup(
      id: "unchecked", "Not checked",
      [.element("ul", overview.checks.map { .element("li", .sentence($0)) })])
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
