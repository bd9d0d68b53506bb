import Ledger
import Overview
import Reports
import Tables

/// The sheet for those who must trust the others: do they agree, by which settings, from which files, and
/// what does each column mean.
struct AboutPage {
  private(set) var page: Page
  private var row = 0

  private static let columns = 0...3
  private static let widths = [38, 24, 30, 74]

  /// Instructions for reading the workbook.
  private static let notes = [
    "Margin = revenue − vendor cost. Margin % = margin ÷ revenue. Target % = mean of the plans' targets, "
      + "weighted by revenue.",
    "Negative margins are per request, from the deducted credits where these are recorded; revenue and margin use "
      + "recomputed credits.",
    "On Reconciliation the difference of a total covers only the compared requests; it is not recorded less expected "
      + "of its row.",
    "A blank cell means not known or not applicable; it never means zero.",
    "Percent columns contain 17.2 for 17.2 %, as in the CSV files.",
    "Columns marked “view only” are visual aids; no CSV file has them.",
    "A table sheet shows at most 1,000 rows, the most important ones; its last line then names the CSV file "
      + "with all rows.",
    "facts.csv has the sums per day, user and all dimensions from which Assay derives every table. It is too "
      + "long for a sheet.",
  ]

  /// - Parameters:
  ///   - tables: with the summary.
  ///   - sheets: of the tables without the summary.
  ///   - changes: the sheet of what changed; nil where there is none.
  ///   - summaryRows: where the Summary has the row equation.
  init(
    _ overview: Overview, tables: [Table], sheets: [Sheet], changes: ChangesPage?,
    summaryRows: SummaryPage.RowCells, settings: Settings, source: WorkbookSource, scope: String
  ) {
    var print = PrintSetup(title: "About", scope: scope, source: "manifest.json")
    print.isLandscape = false
    page = Page(name: "About", print: print)
    page.widths = AboutPage.widths.map { .init($0) }
    page.heights[0] = 28
    page.put(.text("About this workbook"), row: 0, column: 0, CellStyles.title)
    page.put(
      .words("Made by assay \(source.version). \(overview.scopeLine)"), row: 1, column: 0,
      CellStyles.subtitle)
    row = 3
    putChecks(
      WorkbookChecks(
        overview, tables: tables, sheets: sheets, changes: changes, summaryRows: summaryRows
      ).checks)
    putMeasures(tables)
    putSettings(settings, source)
    putFiles(source.files, count: source.fileCount)
    putNotes()
    putColumns(tables, sheets, changes)
  }

  /// Begins a block.
  ///
  /// - Parameter numbers: the second column is of numbers.
  private mutating func putBlock(_ title: String, _ headings: [String], numbers: Bool = false) {
    page.put(.text(title), row: row, columns: AboutPage.columns, CellStyles.block)
    row += 1
    for (index, heading) in headings.enumerated() {
      page.put(
        .text(heading), row: row, column: index,
        numbers && index == 1 ? CellStyles.numberHeading : CellStyles.heading)
    }
    guard !headings.isEmpty else { return }
    page.heights[row] = 18
    row += 1
  }

  /// Puts texts side by side; the last one takes as many lines as it needs.
  private mutating func putLine(_ texts: [String]) {
    for (index, text) in texts.enumerated() {
      page.put(
        .words(text), row: row, column: index, index == 3 ? CellStyles.note : CellStyles.wrapped)
      page.fit(text, row: row, width: AboutPage.widths[index] - 3)
    }
    row += 1
  }

  private mutating func putChecks(_ checks: [WorkbookCheck]) {
    putBlock(
      "Checks: formulas that are 0 when the sheets agree",
      ["Check", "Difference", "Sheet", "What is compared"], numbers: true)
    let first = row
    for check in checks {
      page.put(.text(check.name), row: row, column: 0, CellStyles.wrapped)
      page.put(
        check.difference, row: row, column: 1,
        CellStyles.number("0.000000;-0.000000;\"0, agrees\""))
      page.put(.link(check.sheet, sheet: check.sheet), row: row, column: 2, CellStyles.link)
      page.put(.words(check.words), row: row, column: 3, CellStyles.note)
      page.fit(check.words, row: row, width: AboutPage.widths[3] - 3)
      row += 1
    }
    page.rules.append(
      CellRule(CellRange(rows: first...row - 1, columns: 1...1), .notZero, .badFill))
    row += 1
  }

  /// Every measure of `summary.csv`, exact to 15 digits.
  private mutating func putMeasures(_ tables: [Table]) {
    guard let table = tables.first(where: { $0.name == "summary" }) else { return }
    putBlock("Figures of summary.csv", ["Figure", "Value", "Measure", "Meaning"], numbers: true)
    for index in 0..<table.rowCount {
      let cells = table.cells(at: index)
      guard case .text(let measure) = cells[0] else { continue }
      page.put(
        .words(Headings.words(for: measure.description)), row: row, column: 0, CellStyles.wrapped)
      page.put(
        SheetCell.Content(cells[1]), row: row, column: 1,
        CellStyles.single(cells[1]))
      page.put(.words(measure.description), row: row, column: 2, CellStyles.wrapped)
      let meaning = SummaryMeasure.all[index].meaning
      page.put(.text(meaning), row: row, column: 3, CellStyles.note)
      page.fit(meaning, row: row, width: AboutPage.widths[3] - 3)
      row += 1
    }
    row += 1
  }

  private mutating func putSettings(_ settings: Settings, _ source: WorkbookSource) {
    putBlock(
      "Settings that decide the figures", ["Setting", "Value", "In assay.json", "Meaning"])
    for line in SettingsText.lines(settings) {
      putLine([line.name, line.value, line.key, line.meaning])
    }
    putLine([
      "Known at", source.knownAt?.description ?? "everything", "--as-known-at",
      "Only rows of the books recorded by then count.",
    ])
    row += 1
  }

  private mutating func putFiles(_ files: [SourceFile], count: Int) {
    putBlock("Files that were read", ["File", "Bytes", "SHA-256", ""], numbers: true)
    for file in files.prefix(Sheet.rowLimit) {
      page.put(.words(file.path), row: row, column: 0, CellStyles.wrapped)
      page.fit(file.path, row: row, width: AboutPage.widths[0] - 3)
      page.put(
        SheetCell.Content(.count(Int128(file.size))), row: row, column: 1,
        CellStyles.number("#,##0"))
      page.put(.text(file.sha256), row: row, columns: 2...3, CellStyles.wrapped)
      row += 1
    }
    if count > Sheet.rowLimit {
      func text(_ number: Int) -> String {
        NumberView.grouped(decimals: 0).text(Int128(number), scale: 0)
      }
      let words =
        "\(text(Sheet.rowLimit)) of \(text(count)) files; all are in manifest.json."
      page.put(.text(words), row: row, columns: AboutPage.columns, CellStyles.wrapped)
      row += 1
    }
    row += 1
  }

  private mutating func putNotes() {
    putBlock("How to read the sheets", [])
    for note in AboutPage.notes {
      page.put(.text(note), row: row, columns: AboutPage.columns, CellStyles.wrapped)
      page.fit(note, row: row, width: AboutPage.widths.reduce(0, +))
      row += 1
    }
    row += 1
  }

  private mutating func putColumns(_ tables: [Table], _ sheets: [Sheet], _ changes: ChangesPage?) {
    putBlock("Columns", ["Sheet", "Heading", "CSV column", "Meaning"])
    for column in changes?.explained ?? [] {
      putLine([ChangesPage.title, column.heading, column.csv, column.meaning])
    }
    for table in tables {
      guard let sheet = sheets.first(where: { $0.csvName == table.name + ".csv" }) else { continue }
      for column in table.columns {
        putLine([sheet.name, Headings.words(for: column.name), column.name, column.meaning])
      }
      for view in sheet.viewColumns { putLine([sheet.name, view.heading, "–", view.meaning]) }
    }
  }
}
