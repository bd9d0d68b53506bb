import Tables
import Testing

@testable import Workbook

/// The sheets of models and customers, of which a ledger may have very many.
struct LineLimitTests {
  private static func sheet(lines: Int) -> Sheet {
    Sheet(
      "Models", [BreakdownColumn(SheetField("Requests", .count)) { .count(Int128($0)) }],
      lines: Array(repeating: 3, count: lines), total: 3 * lines, decimals: 2,
      words: ("models", "margin-by-model.csv"))
  }

  @Test func `a sheet has up to ten thousand lines and no note`() {
    let sheet = Self.sheet(lines: 10_000)
    #expect(sheet.rows.count == 10_000 && sheet.note == nil)
  }

  @Test func `of more lines it has the first, and the total of all`() {
    let sheet = Self.sheet(lines: 10_001)
    #expect(sheet.rows.count == 10_000)
    #expect(
      sheet.note
        == "10,000 of 10,001 models, the largest first; all in margin-by-model.csv")
    #expect(sheet.total?.map(\.content) == [.number(30_003)])
  }
}
