import Ledger
import Overview
import Reports
import Tables

/// The workbook of a run: a summary to be understood at once, what changed, the charts, every table, and what a reader
/// must know to trust them.
package struct ReportWorkbook {
  package let pages: [Page]
  package let properties: WorkbookProperties
  /// The sheets that have texts only in part, with the rows of their CSVs; row 1 is the header.
  package let cuts: [(sheet: String, csv: String, rows: [Int])]

  /// The tables of what customers pay and of free plans: without sales they say nothing, and get no sheet.
  private static let salesTables: Set = [
    "revenue", "free-tier-loss-by-user", "free-tier-loss-by-model", "free-tier-loss-by-day",
    "free-tier-guards", "free-tier-guard-users", "corrections", "negative-margin",
  ]

  /// Lays out the workbook.
  ///
  /// - Parameters:
  ///   - tables: of `input`, in the order of the sheets; the one called `summary` becomes the Summary and a part of
  ///     About.
  ///   - source: asked for when all other sheets are laid out, as digests take a while.
  package init(
    _ overview: Overview, input: ReportInput, tables: [Table],
    source: @autoclosure () throws -> WorkbookSource
  ) rethrows {
    let days = overview.scope.days == nil ? "no usage" : overview.scope.daysInFigures
    let scope = "Assay report, " + days
    let tables = tables.filter { overview.costView == nil || !Self.salesTables.contains($0.name) }
    let shown = tables.filter { $0.name != "summary" }
    let first = ["Summary"] + (overview.changed == nil ? [] : [ChangesPage.title]) + ["Charts"]
    let sheetNames = SheetNames.unique(first + shown.map(\.title) + ["About"])
    let names = Dictionary(
      uniqueKeysWithValues: zip(shown.map(\.name), sheetNames.dropFirst(first.count)))
    let charts = ChartsPage(
      overview.pictures, days: overview.scope.daysInFigures, scope: scope)
    let summary = SummaryPage(
      overview, tables: shown, sheetNames: names, charts: charts.drawn, scope: scope)
    let changes = overview.changed.map {
      ChangesPage($0, named: sheetNames[1], scope: scope)
    }
    let views = ViewColumns(input)
    let sheets = shown.map { table in
      Sheet(
        table, named: names[table.name] ?? table.title, viewColumns: views.columns(of: table),
        emptyNote: overview.noneFound.first { $0.report == table.name }?.sentence
          ?? "None in this period.")
    }
    let source = try source()
    let about = AboutPage(
      overview, tables: tables, sheets: sheets, changes: changes, summaryRows: summary.rows,
      settings: input.settings, source: source, scope: scope)
    cuts = sheets.filter { !$0.cutRows.isEmpty }.map { ($0.name, $0.csvName, $0.cutRows) }
    pages =
      [summary.page] + [changes?.page].compactMap(\.self) + [charts.page]
      + sheets.map { Page($0, scope: scope) } + [about.page]
    properties = WorkbookProperties(
      title: overview.scope.title,
      subject: "Usage, cost, credits and margin, " + days,
      comments:
        "Made by assay \(source.version). Exact figures: the CSV files beside this workbook "
        + "and manifest.json.",
      created: source.created)
  }
}

/// The source data of the workbook, which no figure shows.
package struct WorkbookSource: Sendable {
  /// Of the program.
  package let version: String
  /// The day the workbook counts as made: the end of its period.
  package let created: Day
  /// Only what was known by then counted; nil is everything.
  package let knownAt: Instant?
  /// The files that were read, as far as a sheet shows them.
  package let files: [SourceFile]
  /// The number of files that were read.
  package let fileCount: Int

  /// - Parameter fileCount: how many were read; nil where `files` are all.
  package init(
    version: String, created: Day, knownAt: Instant?, files: [SourceFile], fileCount: Int? = nil
  ) {
    self.version = version
    self.created = created
    self.knownAt = knownAt
    self.files = files
    self.fileCount = fileCount ?? files.count
  }
}

/// A file that was read, and the proof of what stood in it.
package struct SourceFile: Hashable, Sendable {
  /// In the workspace.
  package let path: String
  package let size: Int64
  package let sha256: String

  package init(path: String, size: Int64, sha256: String) {
    self.path = path
    self.size = size
    self.sha256 = sha256
  }
}
