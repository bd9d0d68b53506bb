import Ledger
import Tables

/// The sheet that is signed: who, when, how many differences and what they mean for the population.
struct SignOffSheet {
  let page: Worksheet

  init(_ sample: SampleSheet, scope: String) {
    var page = Worksheet(
      name: "Sign-off", print: PrintSetup(title: "Audit sample, sign-off", scope: scope))
    page.widths = [30, 44]
    page.put(.words("Sign-off"), row: 0, column: 0, SampleCellStyles.title)
    page.heights[0] = 22
    func cells(_ range: CellRange) -> String { "\(SampleSheet.name)!\(range.reference)" }
    let figures: [(String, String, Cell, CellFormat)] = [
      (
        "Requests drawn", "=COUNT(\(cells(sample.numbers)))",
        .count(Int128(sample.requestCount)), SampleCellStyles.count
      ),
      (
        "Requests with a result", "=COUNTA(\(cells(sample.results)))", .count(0),
        SampleCellStyles.count
      ),
      (
        "Not yet performed", "=COUNT(\(cells(sample.numbers)))-COUNTA(\(cells(sample.results)))",
        .count(Int128(sample.requestCount)), SampleCellStyles.count
      ),
      (
        "Differences in these results", "=COUNTIF(\(cells(sample.results)),\"differs\")", .count(0),
        SampleCellStyles.count
      ),
      (
        "Projected error USD of these differences",
        "=SUMPRODUCT(\(cells(sample.weights)),\(cells(sample.errors)))", .count(0),
        SampleCellStyles.money
      ),
    ]
    for (index, figure) in figures.enumerated() {
      page.put(.words(figure.0), row: index + 2, column: 0, SampleCellStyles.text)
      page.put(.formula(figure.1, figure.2), row: index + 2, column: 1, figure.3)
    }
    for (index, words) in ["Preparer", "Reviewer", "Date", "Conclusion"].enumerated() {
      page.put(.words(words), row: index + 8, column: 0, SampleCellStyles.strong)
      page.put(.blank, row: index + 8, column: 1, SampleCellStyles.open)
    }
    self.page = page
  }
}
