import Overview
import Tables

/// Why recorded figures differ: the largest causes, each in words.
struct SummaryCauses {
  private let causes: Causes
  private let sheet: String

  /// - Parameter sheet: the sheet that has all of them.
  init(_ causes: Causes, sheet: String) {
    self.causes = causes
    self.sheet = sheet
  }

  /// Puts the causes from `row` on; returns the next row.
  func put(on page: inout Page, row: Int) -> Int {
    guard !causes.shown.isEmpty || causes.immaterial != nil else { return row }
    page.put(
      .text("Causes of mismatches"), row: row, columns: SummaryPage.columns, CellStyles.block
    )
    var row = row + 1
    if !causes.shown.isEmpty {
      SummaryLine.putHeadings("Cause", on: &page, row: row)
      row += 1
    }
    for cause in causes.shown {
      SummaryLine(text: cause.text, amount: cause.amount, meaning: cause.meaning, sheet: sheet)
        .put(on: &page, row: row)
      row += 1
    }
    if let rest = causes.rest {
      page.put(.words("… \(rest)"), row: row, columns: SummaryPage.columns, CellStyles.note)
      row += 1
    }
    if let small = causes.immaterial {
      page.put(.words(small), row: row, columns: SummaryPage.columns, CellStyles.note)
      row += 1
    }
    return row + 1
  }
}
