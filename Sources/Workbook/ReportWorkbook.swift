import Ledger
import Overview
import Reports
import Tables

/// `assay-report.xlsx`: seven sheets for people, from the answer to its proof; one without rows is left out.
package struct ReportWorkbook {
  package let pages: [Worksheet]
  package let properties: WorkbookProperties

  /// Lays out the workbook.
  ///
  /// - Parameters:
  ///   - details: the workbook of all other tables.
  ///   - source: called when all other sheets are laid out, as digests take a while.
  package init(
    _ overview: Overview, input: ReportInput, details: DetailsWorkbook,
    source: @autoclosure () throws -> WorkbookProvenance
  ) rethrows {
    let scope = PrintedPageHeader.scope(of: overview)
    let days = overview.scope.daysInFigures
    let changes = overview.changed.map { ChangesPage($0, scope: scope) }
    let bridge = [changes?.chart].compactMap(\.self)
    let charts = ChartsPage(
      overview.pictures, below: changes?.wideChart, days: days, scope: scope)
    let customers = CustomersPage(overview, scope: scope)?.page
    let models = ModelsPage(overview, scope: scope)?.page
    let actions = ActionsPage(overview, sheets: details.sheets, scope: scope)?.page
    let inner: [(name: String, page: Worksheet?, words: String)] = [
      (SheetName.changes, changes?.page, overview.changed?.title ?? ""),
      (
        SheetName.customers, customers,
        "\(Figures.count(Int64(overview.customers.activeCount), "customer")), largest first"
      ),
      (
        SheetName.models, models,
        "\(Figures.count(Int64(overview.models.lines.count { !$0.isLost }), "model")), largest cost first"
      ),
      (
        SheetName.charts, charts.page.charts.isEmpty ? nil : charts.page,
        Figures.count(Int64(charts.page.charts.count), "chart")
      ),
      (
        SheetName.actions, actions,
        overview.actions.corrections.lines.isEmpty
          ? "findings and causes, with what to do"
          : "findings, causes and corrections, with what to do"
      ),
    ]
    let kept = inner.filter { $0.page != nil }
    let links =
      kept.map { SummaryProof.Link(text: $0.name, sheet: $0.name, words: $0.words) } + [
        SummaryProof.Link(
          text: SheetName.about, sheet: SheetName.about,
          words: "checks, settings, files, definitions"),
        SummaryProof.Link(
          text: "assay-details.xlsx", sheet: nil,
          words: "all other tables, one sheet for each CSV file"),
      ]
    let summary = SummaryPage(
      overview,
      charts: charts.drawn(named: "cost-by-day", of: overview.pictures) + bridge, links: links,
      scope: scope)
    let checks = WorkbookChecks(
      overview, input, changes: changes,
      parts: [
        customers.map { .init(page: $0, rows: overview.customers.lines.map { .init($0) }) },
        models.map { .init(page: $0, rows: overview.models.lines.map { .init($0) }) },
      ].compactMap(\.self),
      summaryRows: summary.rows)
    let source = try source()
    let about = AboutPage(
      overview, checks: checks,
      leftOut: inner.filter { $0.page == nil }.map(\.name) + details.empty,
      settings: input.settings, source: source, scope: scope)
    pages = [summary.page] + kept.compactMap(\.page) + [about.page]
    properties = WorkbookProperties(
      title: overview.scope.title,
      subject: "Usage, cost, credits and margin, " + days,
      comments:
        "Made by assay \(source.version). Exact figures: the CSV files beside this workbook "
        + "and manifest.json.",
      created: source.created)
  }
}
