import Support
import Testing

@testable import Store

/// Bills in the database; figures by hand, see `BillExample`.
struct BillStoreTests {
  private func rows(_ query: String, filled: Bool = true) throws -> [[String?]] {
    try StoredRows.of(query) { database in
      if filled { try BillWriter.write(BillExample.result, database) }
    }
  }

  @Test func `groups are numbered, and have the month in the zone of their bill`() throws {
    #expect(
      try rows("SELECT id, vendor, period, difference_usd, month FROM bill_group") == [
        ["1", "openai", "2026-08-14", "11.4", "2026-08"],
        ["2", "openai", "2026-08-02", "6.31", "2026-08"],
        ["3", "openai", "2026-08-03", "-1.48", "2026-08"],
        ["4", "google", "2026-08", "0", "2026-08"],
      ])
  }

  @Test func `only parts that are not 0 are kept`() throws {
    #expect(
      try rows("SELECT * FROM bill_part") == [
        ["1", "band_or_service_tier", "11.4"], ["2", "quantity", "6.31"], ["3", "failed", "-1.5"],
        ["3", "rounding", "0.02"],
      ])
  }

  /// The example has one line of tax, and no line of its credits.
  @Test func `the bridge is the summary`() throws {
    let rows = try rows(
      "SELECT part, groups, usd FROM bill_bridge WHERE vendor = 'openai'")
    #expect(rows.count == 31)
    #expect(rows[0] == ["ledger", "3", "1187.9"])
    #expect(rows[6] == ["failed", "1", "-1.5"])
    #expect(rows[20] == ["difference", "3", "16.23"])
    #expect(rows[21] == ["billed", "3", "1204.13"])
    #expect(rows[22] == ["credit", "0", "0.0"])
    #expect(rows[27] == ["adjustment", "0", "0.0"])
    #expect(rows[26] == ["tax", "1", "219.28"])
    #expect(rows[30] == ["total", nil, "1423.41"])
  }

  @Test func `the bridge has no cost of usage without a price`() throws {
    func bridge(hasPrices: Bool) throws -> [[String?]] {
      try StoredRows.of(
        "SELECT part, groups, usd, unpriced_groups FROM bill_bridge "
          + "WHERE part IN ('ledger', 'difference', 'billed')"
      ) { try BillWriter.write(BillExample.unpricedResult(hasPrices: hasPrices), $0) }
    }
    #expect(
      try bridge(hasPrices: true) == [
        ["ledger", "1", "100.0", "1"], ["difference", "1", "3.0", "1"],
        ["billed", "2", "103.0", nil],
      ])
    #expect(
      try bridge(hasPrices: false) == [
        ["ledger", "0", nil, "1"], ["difference", "1", nil, "1"], ["billed", "1", "3.0", nil],
      ])
  }

  @Test func `the worst groups come first with their largest part`() throws {
    #expect(
      try rows("SELECT rank, difference_usd, largest_part, cause FROM bill_worst_groups") == [
        ["1", "11.4", "band_or_service_tier", "tier:standard"], ["2", "6.31", "quantity", ""],
        ["3", "-1.48", "failed", "status:failed"],
      ])
  }

  @Test func `without bills tables and views are empty`() throws {
    for name in ["bill_line", "bill_group", "bill_part", "bill_bridge", "bill_worst_groups"] {
      #expect(try rows("SELECT * FROM \(name)", filled: false).isEmpty, "\(name)")
    }
  }
}
