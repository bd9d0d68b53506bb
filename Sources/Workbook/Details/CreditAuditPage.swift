import Ledger
import Reports
import Tables

/// The sheet of what the audit of the credit ledger found: one line per check, and below them the worst findings.
///
/// Both tables share the columns of the sheet.
struct CreditAuditPage {
  static let name = "Credit audit"
  /// The tables of the sheet: of checks and of findings.
  static let sources = ["audit-summary", "audit-findings"]

  private(set) var page: Worksheet
  /// The rows of the CSV of findings of which the sheet has a text only in part; row 1 is its header.
  let cutRows: [Int]
  private let sheet: Sheet
  private var row = 0

  /// The columns of the sheet by those of the CSV files: of findings, and above them of checks.
  private static let columns: [(finding: String, check: String?)] = [
    ("check", "check"), ("severity", "severity"), ("account_id", "accounts"), ("usd", "usd"),
    ("credits", "credits"), ("balance_effect", "findings"), ("evidence", "recommended_action"),
    ("at", "first_at"), ("event_id", "last_at"), ("expected", nil), ("found", nil),
    ("request_id", nil), ("file", nil), ("line", nil),
  ]

  /// Nil without both `sources`, in their order; each has a row or more.
  init?(_ tables: [Table], scope: String) {
    guard tables.map(\.name) == CreditAuditPage.sources else { return nil }
    let (summary, findings) = (tables[0], tables[1])
    let shown = findings.heaviestRows(limit: Sheet.rowLimit, isSorted: true)
    let checks = CreditAuditPage.rows(
      of: summary, at: Array(0..<summary.rowCount), CreditAuditPage.columns.map(\.check))
    let worst = CreditAuditPage.rows(
      of: findings, at: shown, CreditAuditPage.columns.map(\.finding))
    sheet = Sheet(
      name: CreditAuditPage.name, title: CreditAuditPage.name,
      fields: CreditAuditPage.fields(of: findings), rows: checks + worst,
      // Texts of the checks are our own words, and short.
      csvRows: checks.map { _ in 0 } + shown.map { $0 + 2 })
    cutRows = sheet.cutRows
    page = Worksheet(
      name: CreditAuditPage.name,
      print: PrintSetup(title: CreditAuditPage.name, scope: scope, source: findings.name + ".csv"))
    page.widths = sheet.columns.map(\.width)
    page.hasGridlines = true
    page.print.fit(pixels: page.pixels(ofColumns: 0..<page.widths.count))
    page.heights[0] = 24
    page.put(.words(CreditAuditPage.name), row: 0, column: 0, CellStyles.title)
    page.put(
      .words(
        "Every digit is in \(summary.name).csv and \(findings.name).csv. "
          + "Sums by check ignore signs: opposite findings do not cancel."), row: 1, column: 0,
      CellStyles.subtitle)
    row = 3
    put("By check", rows: 0..<checks.count, headings: CreditAuditPage.columns.map(\.check))
    row += 1
    let start = row + 1
    put(
      "Findings, \(findings.order)", rows: checks.count..<checks.count + worst.count,
      headings: CreditAuditPage.columns.map(\.finding))
    page.filter = CellRange(rows: start...row - 1, columns: 0...page.widths.count - 1)
    (page.print.repeatsHeading, page.print.headingRow) = (true, start)
    if let note = Sheet.note(for: findings) {
      page.put(
        .words(note), row: row, column: 0,
        CellFormat(alignment: .left).with(\.colour, .muted))
      row += 1
    }
    page.print.area = CellRange(rows: 0...row - 1, columns: 0...page.widths.count - 1)
  }

  /// The cells of some rows in the columns of the sheet, with words in place of codes.
  private static func rows(of table: Table, at indices: [Int], _ names: [String?]) -> [[Cell]] {
    let places = names.map { name in table.columns.firstIndex { $0.name == name } }
    return indices.map { index in
      let cells = table.cells(at: index)
      return zip(names, places).map { name, place in
        guard let name, let place else { return .blank }
        guard case .text(let code) = cells[place],
          let words = CodeText.creditWords(code, column: name)
        else { return cells[place] }
        return .text(words)
      }
    }
  }

  /// The columns of findings; figures of findings are nearly always numbers.
  private static func fields(of findings: Table) -> [SheetField] {
    columns.map { name, check in
      guard let column = findings.columns.first(where: { $0.name == name }) else {
        preconditionFailure("findings have a column \(name)")
      }
      let isFigure = name == "expected" || name == "found"
      // The heading of the checks has no filter button, but the same indent.
      let narrowest = max(9, check.map { Headings.words(for: $0).count + 3 } ?? 0)
      return SheetField(
        Headings.words(for: name), isFigure ? .decimal : column.kind, wraps: column.isProse,
        narrowest: narrowest)
    }
  }

  /// Puts a title, headings and rows of the sheet.
  private mutating func put(_ title: String, rows: Range<Int>, headings: [String?]) {
    let words = headings.map { $0.map { Headings.words(for: $0) } ?? "" }
    page.putBlock(title, row: row, columns: 0..<page.widths.count)
    page.heights[row] = 22
    row += 1
    for (column, heading) in words.enumerated() {
      // The number of accounts is above their ids.
      let format =
        headings[column] == "accounts"
        ? CellStyles.numberHeading : sheet.columns[column].headingFormat
      page.put(heading.isEmpty ? .blank : .words(heading), row: row, column: column, format)
    }
    let lines = zip(words, page.widths).map { SheetText.brokenLines($0, width: Int($1) - 2).count }
    page.heights[row] = .init(lines.max() ?? 1) * Worksheet.rowHeight + 2
    row += 1
    let first = row
    for index in rows { put(sheet.rows[index]) }
    if let usd = CreditAuditPage.columns.firstIndex(where: { $0.finding == "usd" }), row > first {
      page.redRanges.append(CellRange(rows: first...row - 1, columns: usd...usd))
    }
  }

  private mutating func put(_ cells: [SheetCell]) {
    for (column, cell) in cells.enumerated() {
      page.put(cell.content, row: row, column: column, cell.format)
      if case .text(let text) = cell.content, cell.format.wraps {
        // The indent of a text.
        page.fit(text, row: row, width: Int(page.widths[column]) - 1)
      }
    }
    row += 1
  }
}
