import Bills
import Ledger
import Testing

/// Rejected rows of the ledger beside a bill; figures by hand.
struct RejectedUsageTests {
  private func row(_ text: String, line: Int) -> RejectedUsageRow {
    RejectedUsageRow(text: Array(text.utf8), place: Place(file: "ledger/l.csv", line: line))
  }

  /// Of 100 tokens at 2 the ledger has 80: only the row of model a on 1 August may be the others.
  @Test func `a rejected row counts where the vendor billed more of its day and model`() throws {
    let scene = SplitScene(
      lines: [billed(1, "a", .input, 200, 100), billed(2, "a", .input, 20, 10)],
      rows: [
        SplitScene.Row(day: 1, model: "a", quantities: [.input: 80]),
        SplitScene.Row(day: 2, model: "a", quantities: [.input: 10]),
      ])
    let bills = DifferenceSplit.reconciliation(
      of: [scene.bill], use: scene.use, books: SplitScene.books, reportingZone: .utc,
      zones: { _ in [] },
      rejected: [
        row("r1,2026-08-01 10:00:00,acme,a,\"20,000\"", line: 2),
        row("r2,2026-08-02T10:00:00Z,acme,a,-1", line: 3),
        row("r3,2026-08-01T10:00:00Z,acme,a-mini,-1", line: 4),
        row("r4,,acme,a,-1", line: 5),
      ])
    #expect(
      bills.groups.map { $0.rejectedRows.map(\.line) } == [[2], []])
    #expect(bills.summaries.map(\.rejectedRows) == [1])
  }

  @Test(
    arguments: [
      ("2026-09-06 08:41:42", ["2026-09-06"]), ("x,2026-02-30,2026-03-01T1", ["2026-03-01"]),
      ("12345-01-02-", ["2345-01-02"]), ("2026-9-1", []), ("", []),
      ("2026-09-01,2026-09-01", ["2026-09-01"]),
    ])
  func `the days of a text are those with hyphens`(text: String, days: [String]) {
    #expect(DaysInText.days(in: Array(text.utf8)).map(\.description) == days)
  }
}
