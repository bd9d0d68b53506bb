import Ledger
import Overview
import Reports
import Tables

/// The sheet for those who must trust the others: do they agree, by which settings, from which files.
struct AboutPage {
  private(set) var page: Worksheet
  private var row = 0

  private static let widths = [19, 14, 12, 68]
  private static let columns = 0..<widths.count
  /// The most files that are listed.
  private static let files = 8

  /// - Parameters:
  ///   - checks: of the other sheets.
  ///   - leftOut: the sheets and tables without rows.
  init(
    _ overview: Overview, checks: WorkbookChecks, leftOut: [String], settings: Settings,
    source: WorkbookProvenance, scope: String
  ) {
    var print = PrintSetup(title: SheetName.about, scope: scope, source: "manifest.json")
    print.isLandscape = false
    page = Worksheet(name: SheetName.about, print: print)
    page.widths = AboutPage.widths.map { .init($0) }
    page.print.fit(pixels: page.pixels(ofColumns: AboutPage.columns))
    page.put(.text("About this workbook"), row: 0, column: 0, CellStyles.title)
    page.heights[0] = 24
    page.put(
      .words("Made by assay \(source.version). \(overview.scope.title)"), row: 1, column: 0,
      CellStyles.subtitle)
    row = 2
    putChecks(checks)
    putPeriod(overview.scope)
    putCloses(overview.scope.close)
    putSettings(settings, source)
    putFiles(source.files, count: source.fileCount)
    putNotes(
      leftOut,
      (overview.customers.haveSharedUsers ? [AboutPage.sharedUsers] : [])
        + (overview.creditLedger == nil ? [] : [RevenueOverview.method, AboutPage.planFees]))
    page.print.area = CellRange(
      rows: 0...row - 1, columns: 0...AboutPage.columns.upperBound - 1)
  }

  private mutating func putBlock(_ title: String, _ last: String = "") {
    page.putBlock(title, row: row, columns: AboutPage.columns)
    page.heights[row] = 22
    if !last.isEmpty {
      page.put(.text(last), row: row, column: 3, CellStyles.block)
    }
    row += 1
  }

  private mutating func putChecks(_ checks: WorkbookChecks) {
    putMonths(checks)
    putBlock("Checks: 0 where the sheets agree", "Difference")
    for check in checks.checks(months: page.name, rows: monthRows) {
      page.put(.text(check.name), row: row, column: 0, CellStyles.text)
      page.put(
        check.difference, row: row, column: 3,
        CellFormat(pattern: "0.000000;-0.000000;\"0, agrees\"", alignment: .leftIndented))
      row += 1
    }
  }

  /// The rows of the months.
  private var monthRows: ClosedRange<Int>?

  /// The figures of each month, whose sums are those of the period.
  private mutating func putMonths(_ checks: WorkbookChecks) {
    guard !checks.months.isEmpty else { return }
    putBlock("Months, USD", "Vendor cost")
    page.put(.text("Usage revenue"), row: row - 1, column: 1, CellStyles.block)
    let first = row
    let pattern = NumberView.grouped(decimals: checks.decimals).pattern
    for month in checks.months {
      page.put(.text(month.name), row: row, column: 0, CellStyles.text)
      for (column, cell) in [(1, month.revenue), (3, month.cost)] {
        page.put(
          SheetCell.Content(cell), row: row, column: column,
          CellFormat(pattern: pattern, alignment: .leftIndented))
      }
      row += 1
    }
    monthRows = first...row - 1
  }

  private mutating func putPeriod(_ scope: Scope) {
    putBlock("Days with usage, time zone \(scope.zone)")
    let days = [
      ("First", "Period_from", scope.days?.lowerBound),
      ("Last", "Period_to", scope.days?.upperBound),
    ]
    for (words, name, day) in days {
      page.put(.text(words), row: row, column: 0, CellStyles.text)
      page.put(
        SheetCell.Content(.day(orBlank: day)), row: row, column: 3,
        CellFormat(pattern: "yyyy-mm-dd", alignment: .leftIndented))
      page.name(name, row: row, column: 3)
      row += 1
    }
  }

  private mutating func putCloses(_ note: CloseNote?) {
    guard let note else { return }
    putBlock("State and closed months", "Manifest, SHA-256")
    page.put(.words(note.state), row: row, column: 0, CellStyles.text)
    row += 1
    for close in note.closes {
      page.put(
        .words("\(close.month) \(close.words)"), row: row, column: 0, CellStyles.text)
      if !close.manifest.isEmpty {
        page.put(.text(close.manifest), row: row, column: 3, CellStyles.text)
      }
      row += 1
    }
    page.put(.text("Chain head"), row: row, column: 0, CellStyles.text)
    page.put(.text(note.head), row: row, column: 3, CellStyles.text)
    row += 1
  }

  private mutating func putSettings(_ settings: Settings, _ source: WorkbookProvenance) {
    putBlock("Settings that decide the figures", "Value")
    let known = (
      name: "Known at", value: source.knownAt?.description ?? "everything",
      key: "--as-known-at"
    )
    for line in SettingsText.lines(settings) + [known] {
      page.put(.text(line.name), row: row, column: 0, CellStyles.text)
      page.put(.text(line.key), row: row, column: 1, CellStyles.note)
      page.put(.words(line.value), row: row, column: 3, CellStyles.text)
      row += 1
    }
  }

  private mutating func putFiles(_ files: [SourceFile], count: Int) {
    putBlock("Files that were read", "SHA-256")
    for file in files.prefix(AboutPage.files) {
      page.put(.words(file.path), row: row, column: 0, CellStyles.text)
      page.put(
        .text(file.sha256), row: row, column: 3, CellStyles.text)
      row += 1
    }
    let rest = count - min(files.count, AboutPage.files)
    if rest > 0 {
      page.put(
        .words("\(Figures.count(Int64(rest), "more file")) in manifest.json"), row: row, column: 0,
        CellStyles.note)
      row += 1
    }
  }

  private mutating func putNotes(_ leftOut: [String], _ others: [String]) {
    putBlock("Definitions and rounding")
    let left =
      leftOut.isEmpty
      ? [] : ["Omitted, because they have no rows: \(leftOut.joined(separator: ", "))."]
    let width = AboutPage.widths.reduce(0, +)
    for note in AboutPage.notes + others + left {
      row = page.putLines(note, row: row, column: 0, width: width, CellStyles.text)
    }
  }

  private static let sharedUsers =
    "A user of several accounts counts once in the total of users. Its plan fee of a month is in the row of the account with its first request."

  private static let planFees =
    "Plan fees billed: the sum of the amounts for resets in credits/ (plan_fees_usd of summary.csv). In simulation.csv, plan_fees_usd is plan price × users, like plan_fees_by_users_usd of summary.csv."

  private static let notes = [
    "Margin = usage revenue − vendor cost. Margin % = margin ÷ usage revenue. Points = margin % − target %.",
    "Target % is the mean of the plans' targets, weighted by revenue; empty if part of the revenue has none.",
    "An empty cell is not known or not applicable; it is never 0. Percent cells hold 17.2 for 17.2 %.",
    "USD per 1,000 requests: vendor cost ÷ requests with a price, including those with customers' own keys at no cost; empty if none has one. USD per 1,000 output tokens: vendor cost ÷ all output tokens, including reasoning and requests without a price.",
    "Cells hold 15 digits and show cents. A change is the difference of the two shown figures, so a column of changes can differ from its total by a cent or more.",
    "\(ActionsPage.overlap) The columns Owner, Status and Remark of the sheet To fix are for you: Assay never reads them.",
  ]
}
