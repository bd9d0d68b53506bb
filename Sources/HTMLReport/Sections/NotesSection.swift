import Overview

/// What the reader must know of the figures: what was not checked, how exact they are, what made them.
enum NotesSection {
  /// What is in doubt or left out, if anything is.
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
