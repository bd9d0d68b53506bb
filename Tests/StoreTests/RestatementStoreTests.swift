import Closing
import Ledger
import Reports
import Testing

@testable import Store

/// Later knowledge about closed months in the database, by hand.
struct RestatementStoreTests {
  private func rows(_ query: String) throws -> [[String?]] {
    let dollar: Int128 = 1_000_000_000_000_000_000
    func line(
      _ cause: RestatementCause, _ measure: RestatementMeasure, _ key: Name, _ asClosed: Int128?,
      _ difference: Int128?
    ) -> RestatementLine {
      RestatementLine(
        month: Month(year: 2026, month: 8), cause: cause, measure: measure, key: key,
        asClosed: asClosed, now: 3 * dollar, difference: difference,
        evidence: RestatementEvidence(rows: 4, file: "ledger/late.csv", line: 2))
    }
    let restatement = Restatement([
      line(.lateUsage, .vendorCost, "", dollar, 3 * dollar),
      line(.lateUsage, .vendorCost, "pro", 0, 2 * dollar),
      line(.priceCorrection, .vendorCost, "", dollar, -dollar),
      line(.priceCorrection, .revenue, "", nil, nil),
    ])
    return try StoredRows.of(query) {
      try CreditWriter.write(RestatementTable(restatement).table, into: .restatement, $0)
    }
  }

  @Test func `a row is a row of the file, with NULL for a blank cell`() throws {
    #expect(
      try rows("SELECT cause, measure, key, as_closed, now, difference, rows FROM restatement")
        == [
          ["late_usage", "vendor_cost_usd", nil, "1", "3", "3", "4"],
          ["late_usage", "vendor_cost_usd", "pro", "0", "3", "2", "4"],
          ["price_correction", "vendor_cost_usd", nil, "1", "3", "-1", "4"],
          ["price_correction", "revenue_usd", nil, nil, "3", nil, "4"],
        ])
  }

  @Test func `a cause has its totals on one line`() throws {
    #expect(
      try rows(
        "SELECT closed_period, cause, vendor_cost_usd, revenue_usd, rows, first_file FROM prior_periods"
      ) == [
        ["2026-08", "late_usage", "3.0", nil, "4", "ledger/late.csv"],
        ["2026-08", "price_correction", "-1.0", nil, "4", "ledger/late.csv"],
      ])
  }
}
