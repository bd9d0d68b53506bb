import CPageScript
import Overview
import Tables

/// The summary of a run as one page for a browser: no network, nothing beside it.
///
/// It tells what the terminal and the workbook tell, in the same sentences and figures. It is complete without its
/// script, which filters, sorts and copies what is there.
package struct HTMLReport {
  private let overview: Overview
  private let cells: ReportCells
  private let reconciliation: Table
  private let version: String

  /// - Parameters:
  ///   - cells: of the same run.
  ///   - reconciliation: the table of that report.
  ///   - version: of the program that made the page.
  package init(
    _ overview: Overview, cells: ReportCells, reconciliation: Table, version: String
  ) {
    self.overview = overview
    self.cells = cells
    self.reconciliation = reconciliation
    self.version = version
  }

  /// The page in UTF-8.
  package var bytes: [UInt8] {
    let body = body
    let room =
      HTMLReport.limit - HTMLReport.script.utf8.count - Markup.joined([head] + body).html.utf8.count
    // A page without room for the data is complete, but cannot be filtered.
    let data = PageData(overview, cells).json(atMost: room - HTMLReport.margin)
    let script = data.map { [Markup.data(id: "data", json: $0), .script(HTMLReport.script)] }
    return Array(Markup.document([head, .element("body", body + (script ?? []))]).html.utf8)
  }

  /// The most bytes of a page, unless its text alone has more.
  private static let limit = 400_000
  /// More than the tags around data, script and page.
  private static let margin = 500

  private static let script = String(cString: pageScript())

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
            "content": ContentSecurityPolicy.text(
              script: HTMLReport.script, style: StyleSheet.text),
          ]),
        .void("meta", ["name": "robots", "content": "noindex"]),
        .void("meta", ["name": "color-scheme", "content": "light dark"]),
        .void(
          "meta",
          ["name": "description", "content": "Margin, cost, credits and findings. \(title)."]),
        .element("title", .text(title)), .style(StyleSheet.text),
      ])
  }

  private var body: [Markup] {
    [
      .element("a", ["class": "skip", "href": "#main"], "Skip to the report"),
      PageHeader.markup(overview),
      // The script fills and shows the form.
      .element(
        "div", ["class": "bar"],
        .element(
          "form", ["class": "wrap", "id": "filter", "aria-label": "Filter", "hidden": ""], [])
      ),
      .element(
        "main", ["id": "main", "class": "wrap"],
        [
          FigureSection.markup(overview), FigureSection.realised(overview),
          FigureSection.forecastOfClose(overview),
          FigureSection.earlierMonths(overview),
          FigureSection.coverage(overview),
          ChangesSection.markup(overview.changed), AttentionSection.markup(overview),
          CostSection.markup(overview), TierSection.markup(overview),
          CustomerSection.markup(overview),
          ModelSection.markup(overview), SavingSection.markup(overview.recommendations),
          ChartSection.markup(overview), WeekSection.markup(overview.week),
          RecordedSection.markup(overview, reconciliation), BillSection.markup(overview.bills),
          CreditSection.markup(overview.creditLedger), AboutSection.markup(overview),
        ]),
      AboutSection.footer(version: version),
      .element("p", ["class": "unseen", "id": "say", "role": "status", "aria-live": "polite"], []),
    ]
  }
}
