import Ledger
import Overview
import Tables

/// A line of the Summary: what there is, what it comes to, what that is, and the sheet that has more of it.
struct SummaryLine {
  let text: String
  /// Nil where there is none.
  let amount: Money?
  let meaning: String
  /// Nil where no sheet has more.
  let sheet: String?
  /// The text in place of an amount.
  var wordsForNoAmount = Figures.notKnown

  private static let words = 1...5

  /// Puts the headings of such lines, `word` over what there is.
  static func putHeadings(_ word: String, on page: inout Page, row: Int) {
    page.put(.text(word), row: row, columns: words, CellStyles.heading)
    page.put(.text("USD"), row: row, column: 6, CellStyles.numberHeading)
    page.put(.text("Meaning"), row: row, column: 7, CellStyles.heading)
    page.put(.text("See sheet"), row: row, column: 8, CellStyles.heading)
    page.heights[row] = 18
  }

  func put(on page: inout Page, row: Int) {
    page.put(.words(text), row: row, columns: SummaryLine.words, CellStyles.wrapped)
    page.fit(
      text, row: row, width: SummaryLine.words.reduce(0) { $0 + SummaryPage.widths[$1] })
    if let amount = amount?.magnitude {
      page.put(
        SheetCell.Content(.money(amount)), row: row, column: 6,
        CellStyles.number(
          SummaryLine.pattern(of: amount), .money(amount), width: SummaryPage.widths[6] - 1
        ).with(\.isBold, true))
    } else {
      page.put(.words(wordsForNoAmount), row: row, column: 6, CellStyles.note)
    }
    page.put(.words(meaning), row: row, column: 7, CellStyles.note)
    if let sheet { page.put(.link(sheet, sheet: sheet), row: row, column: 8, CellStyles.link) }
  }

  /// Shows what `Figures.amount` says: the words for an amount too small for cents are a format.
  private static func pattern(of amount: Money) -> String {
    let words = Figures.amount(amount)
    return words.hasPrefix("under") ? "\"\(words)\";\"\(words)\"" : "#,##0.00;-#,##0.00"
  }
}
