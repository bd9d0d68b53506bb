import Overview
import Tables

/// The summary of a run as one page for a browser: no script, no network, nothing beside it.
///
/// It tells what the terminal and the workbook tell, in the same sentences and figures.
package struct HTMLReport {
  private let overview: Overview
  private let reconciliation: Table
  private let version: String

  /// - Parameters:
  ///   - reconciliation: the table of that report.
  ///   - version: of the program that made the page.
  package init(_ overview: Overview, reconciliation: Table, version: String) {
    self.overview = overview
    self.reconciliation = reconciliation
    self.version = version
  }

  /// The page in UTF-8.
  package var bytes: [UInt8] {
    Array(Markup.document([head, .element("body", body)]).html.utf8)
  }

  private var head: Markup {
    let title = overview.scope.title
    return .element(
      "head",
      [
        .void("meta", ["charset": "utf-8"]),
        .void("meta", ["name": "viewport", "content": "width=device-width,initial-scale=1"]),
        .void(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          ]),
        .void("meta", ["name": "robots", "content": "noindex"]),
        .void("meta", ["name": "color-scheme", "content": "light dark"]),
        .void(
          "meta",
          ["name": "description", "content": "Margin, cost, credits and findings. \(title)."]),
        .element("title", .text(title)), .style(StyleSheet.text),
        overview.changed == nil ? .nothing : .style(ChangesSection.style),
      ])
  }

  private var body: [Markup] {
    [
      .element("a", ["class": "skip", "href": "#main"], "Skip to the report"),
      HeadlineSection.header(overview),
      .element(
        "main", ["id": "main"],
        [
          HeadlineSection.figures(overview), HeadlineSection.coverage(overview),
          NotesSection.doubts(overview), ChangesSection.markup(overview.changed),
          AttentionSection.markup(overview),
          TierSection.markup(overview), PictureSection.markup(overview),
          ComparisonSection.markup(overview, reconciliation), CauseSection.markup(overview),
          NotesSection.unchecked(overview),
          NotesSection.exactness(overview),
        ]),
      NotesSection.footer(version: version),
    ]
  }
}
