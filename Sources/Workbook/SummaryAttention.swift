import Ledger
import Overview
import Tables

/// What to do: the findings with the most money in them, each with its sheet.
struct SummaryAttention {
  private let overview: Overview
  private let sheetNames: [String: String]

  /// How many findings are shown.
  private static let limit = 12
  private static let columns = 1...5

  init(_ overview: Overview, sheetNames: [String: String]) {
    self.overview = overview
    self.sheetNames = sheetNames
  }

  /// Puts the findings from `row` on; returns the next row.
  func put(on page: inout Page, row: Int) -> Int {
    let findings = overview.attention
    guard !findings.isEmpty else { return putNothing(on: &page, row: row) }
    page.put(
      .text("Needs attention, largest first"), row: row, columns: SummaryPage.columns, Looks.block)
    var row = row + 1
    page.put(.text("Finding"), row: row, columns: SummaryAttention.columns, Looks.heading)
    page.put(.text("USD"), row: row, column: 6, Looks.numberHeading)
    page.put(.text("What that is"), row: row, column: 7, Looks.heading)
    page.put(.text("See sheet"), row: row, column: 8, Looks.heading)
    page.heights[row] = 18
    row += 1
    for finding in findings.prefix(SummaryAttention.limit) {
      put(finding, on: &page, row: row)
      row += 1
    }
    let rest = findings.dropFirst(SummaryAttention.limit)
    if !rest.isEmpty {
      let files = Set(rest.map(\.kind.report)).sorted().map { $0 + ".csv" }
      page.put(
        .words("… \(Figures.count(Int64(rest.count))) more, in \(files.listed)"), row: row,
        columns: SummaryPage.columns, Looks.note)
      row += 1
    }
    return row + 1
  }

  private func put(_ finding: Attention, on page: inout Page, row: Int) {
    page.put(
      .words(finding.text), row: row, columns: SummaryAttention.columns,
      Looks.wrapped)
    page.fit(
      finding.text, row: row,
      width: SummaryAttention.columns.reduce(0) { $0 + SummaryPage.widths[$1] })
    if let amount = finding.amount {
      page.put(
        SheetCell.Content(.money(amount.magnitude)), row: row, column: 6,
        Looks.number(
          SummaryAttention.pattern(of: amount), .money(amount.magnitude),
          width: SummaryPage.widths[6] - 1
        ).with(\.isBold, true))
    } else {
      page.put(.words("not known"), row: row, column: 6, Looks.note)
    }
    page.put(
      .words(finding.kind.meaning), row: row, column: 7,
      Looks.note)
    if let sheet = sheetNames[finding.kind.report] {
      page.put(
        .link(sheet, sheet: sheet), row: row, column: 8,
        Looks.link)
    }
  }

  /// Shows what `Figures.amount` says: the words for an amount too small for cents are a format.
  static func pattern(of amount: Money) -> String {
    let words = Figures.amount(amount)
    return words.hasPrefix("under") ? "\"\(words)\";\"\(words)\"" : "#,##0.00;-#,##0.00"
  }

  private func putNothing(on page: inout Page, row: Int) -> Int {
    page.put(
      .text("Nothing needs attention"), row: row, columns: SummaryPage.columns, Looks.block)
    var row = row + 1
    let sentences =
      overview.rows.read == 0
      ? ["There was nothing to check."]
      : overview.unchecked.isEmpty ? ["Everything was checked."] : overview.unchecked
    for sentence in sentences {
      page.put(.words(sentence), row: row, columns: SummaryPage.columns, Looks.wrapped)
      row += 1
    }
    return row + 1
  }
}
