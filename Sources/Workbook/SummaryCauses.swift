import Ledger
import Overview
import Tables

/// Why recorded figures differ: the largest causes, each in words.
struct SummaryCauses {
  private let causes: Causes
  private let sheet: String

  private static let words = 1...5

  /// - Parameter sheet: the sheet that has all of them.
  init(_ causes: Causes, sheet: String) {
    self.causes = causes
    self.sheet = sheet
  }

  /// Puts the causes from `row` on; returns the next row.
  func put(on page: inout Page, row: Int) -> Int {
    guard !causes.shown.isEmpty else { return row }
    page.put(
      .text("Why recorded figures differ"), row: row, columns: SummaryPage.columns, Looks.block)
    var row = row + 1
    page.put(.text("Cause"), row: row, columns: SummaryCauses.words, Looks.heading)
    page.put(.text("USD"), row: row, column: 6, Looks.numberHeading)
    page.put(.text("What that is"), row: row, column: 7, Looks.heading)
    page.put(.text("See sheet"), row: row, column: 8, Looks.heading)
    page.heights[row] = 18
    row += 1
    for cause in causes.shown {
      page.put(.words(cause.text), row: row, columns: SummaryCauses.words, Looks.wrapped)
      page.fit(
        cause.text, row: row,
        width: SummaryCauses.words.reduce(0) { $0 + SummaryPage.widths[$1] })
      page.put(
        SheetCell.Content(.money(cause.amount)), row: row, column: 6,
        Looks.number(
          SummaryAttention.pattern(of: cause.amount), .money(cause.amount),
          width: SummaryPage.widths[6] - 1
        ).with(\.isBold, true))
      page.put(.words(cause.meaning), row: row, column: 7, Looks.note)
      page.put(.link(sheet, sheet: sheet), row: row, column: 8, Looks.link)
      row += 1
    }
    if let rest = causes.rest {
      page.put(.words("… \(rest)"), row: row, columns: SummaryPage.columns, Looks.note)
      row += 1
    }
    return row + 1
  }
}
