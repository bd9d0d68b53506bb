import Overview
import Tables

/// The findings to act on with the largest amounts, each with its sheet.
package struct SummaryAttention {
  private let overview: Overview
  private let sheetNames: [String: String]

  /// The number of findings shown; more are shown if more have unknown amounts.
  package static let limit = 12

  init(_ overview: Overview, sheetNames: [String: String]) {
    self.overview = overview
    self.sheetNames = sheetNames
  }

  /// Puts the findings from `row` on; returns the next row.
  func put(on page: inout Page, row: Int) -> Int {
    let findings = overview.attention
    guard !findings.isEmpty else { return putNothing(on: &page, row: row) }
    let order = "Needs attention, \(Attention.order(of: findings))"
    page.put(
      .text(findings.count < 2 ? order : "\(order). \(Attention.overlap)"), row: row,
      columns: SummaryPage.columns, CellStyles.block)
    var row = row + 1
    SummaryLine.putHeadings("Finding", on: &page, row: row)
    row += 1
    let shown = Attention.shown(of: findings, atMost: SummaryAttention.limit)
    for finding in findings.prefix(shown) {
      SummaryLine(
        text: finding.text, amount: finding.amount, meaning: finding.kind.meaning,
        sheet: sheetNames[finding.kind.report], wordsForNoAmount: finding.wordsForNoAmount
      ).put(on: &page, row: row)
      row += 1
    }
    let rest = findings.dropFirst(shown)
    if !rest.isEmpty {
      let files = Set(rest.flatMap(\.files)).sorted()
      page.put(
        .words("… \(Figures.count(Attention.findings(in: rest))) more, in \(files.listed)"),
        row: row,
        columns: SummaryPage.columns, CellStyles.note)
      row += 1
    }
    return row + 1
  }

  private func putNothing(on page: inout Page, row: Int) -> Int {
    page.put(
      .text(overview.nothingFound), row: row, columns: SummaryPage.columns, CellStyles.block)
    var row = row + 1
    for sentence in overview.checks {
      page.put(.words(sentence), row: row, columns: SummaryPage.columns, CellStyles.wrapped)
      row += 1
    }
    return row + 1
  }
}
