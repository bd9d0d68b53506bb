import Overview
import Tables

/// The change in one line, and the findings that need attention.
struct SummaryFindings {
  private let overview: Overview

  /// The number of findings shown; more are shown if more figures are missing, up to `most`.
  private static let (limit, most) = (5, 8)
  /// The columns of the sentences.
  private static let column = 2
  private static let width = SummaryPage.widths[column...].reduce(0, +)

  init(_ overview: Overview) { self.overview = overview }

  func put(on page: inout Worksheet, row: Int) -> Int {
    putAttention(on: &page, row: putChanges(on: &page, row: row))
  }

  private func putChanges(on page: inout Worksheet, row: Int) -> Int {
    guard let changed = overview.changed else { return row }
    page.putBlock(SheetName.changes, row: row, columns: SummaryPage.columns)
    let width = SummaryPage.widths.reduce(0, +)
    var next = row + 1
    for sentence in [changed.headline + "."] + changed.reasons {
      next = page.putLines(sentence, row: next, column: 0, width: width, CellStyles.text)
    }
    return next + 1
  }

  private func putAttention(on page: inout Worksheet, row: Int) -> Int {
    let findings = overview.attention
    guard !findings.isEmpty else {
      page.putBlock(overview.nothingFound, row: row, columns: SummaryPage.columns)
      return row + 2
    }
    page.putBlock(
      "Needs attention, USD, \(Attention.order(of: findings))", row: row,
      columns: SummaryPage.columns)
    var row = row + 1
    let (shown, others) = Attention.shown(
      of: findings, atMost: SummaryFindings.limit, most: SummaryFindings.most)
    for finding in shown {
      let end = page.putLines(
        finding.meaning, row: row, column: 0, width: SummaryPage.widths[0],
        CellStyles.text.with(\.colour, .muted))
      if let amount = finding.amount?.magnitude {
        page.put(
          SheetCell.Content(.money(amount)), row: row, column: 1,
          CellStyles.number(SummaryFindings.pattern(Figures.amount(amount))))
      } else {
        page.put(.text("–"), row: row, column: 1, CellStyles.number(nil))
      }
      row = max(
        end,
        page.putLines(
          finding.sentence, row: row, column: SummaryFindings.column,
          width: SummaryFindings.width, CellStyles.text))
    }
    let rest = Attention.findings(in: others)
    let blocks = overview.actions.corrections.lines.isEmpty ? "causes" : "causes and corrections"
    page.put(
      .link(
        rest > 0
          ? "\(Figures.count(rest)) more, \(blocks): sheet \(SheetName.actions)"
          : "What to do: sheet \(SheetName.actions)",
        sheet: SheetName.actions), row: row, column: SummaryFindings.column, CellStyles.link)
    return row + 2
  }

  /// The words for an amount too small for cents are a format.
  private static func pattern(_ amount: String) -> String {
    amount.hasPrefix("under") ? "\"\(amount)\";\"\(amount)\"" : "#,##0.00;-#,##0.00"
  }
}
