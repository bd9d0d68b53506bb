import Ledger
import Reconciliation
import Testing

@testable import Presentation

/// Short texts of screens, as values.
struct ScreenTextTests {
  @Test(arguments: [
    ("0", "equal"), ("0.01", "0.01 too high"), ("-0.01", "0.01 too low"),
    ("1234.5", "1,234.5 too high"), ("-1234", "1,234 too low"),
  ])
  func `a difference is reported without its sign`(_ difference: String, _ text: String) {
    #expect(DifferenceWords.text(difference) == text)
  }

  @Test(
    arguments: [
      (["1.5", "10"], 0, [" 1.5", "10  "]), (["1"], 3, ["  1"]),
      (["0.25", "0.5"], 0, ["0.25", "0.5 "]),
      ([], 5, []),
    ] as [([String], Int, [String])])
  func `points stand under each other`(_ decimals: [String], _ width: Int, _ aligned: [String]) {
    #expect(FullPrecisionText.aligned(decimals, width: width) == aligned)
  }

  @Test func `a list ends in how many more there are`() {
    #expect(
      ShortList.lines("New", ["a", "b", "c"], shown: 2, width: 80)
        == ["New: 3", "  a", "  b", "  … 1 more with --json"])
    #expect(ShortList.lines("New", count: 7, ["a"], shown: 2, width: 80) == ["New: 7", "  a"])
  }

  /// Duplicates and rows outside of the period are used, or meant to be left out.
  @Test func `rows that are in no figure are reported by why`() {
    var rows = RowCounts()
    rows.read = 10
    rows.rated = 8
    rows.duplicate = 2
    #expect(rows.notUsedSentence == nil)
    rows.unpriced = 1
    #expect(rows.notUsedSentence == "Assay did not use 1 row: 1 unpriced")
    rows.conflict = 2
    #expect(rows.notUsedSentence == "Assay did not use 3 rows: 1 unpriced, 2 conflicts")
  }
}
