import Bills
import Ledger
import Support
import Tables
import Testing

@testable import Reports

/// The CSV files about bills; figures by hand, see `BillExample`.
struct BillTableTests {
  private func rows(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in table.cells(at: row).map(CSVText.string) }
  }

  @Test func `a group is a row with its parts, its cause and its first line`() {
    let table = BillReconciliationTable(BillExample.reconciliation).table
    let zeros = { (count: Int) in Array(repeating: "0", count: count) }
    let key = ["openai-costs", "openai", "2026-08-14", "gpt-5.6-terra", "output", "30"]
    let figures = ["5000000", "5000000", "111.4", "100", "11.4"]
    let place = ["tier:standard", "bills/openai.csv", "2"]
    #expect(rows(table)[0] == key + figures + zeros(10) + ["11.4"] + zeros(8) + place + ["0"])
    #expect(table.columns.count == 34)
    #expect(
      table.columns.map(\.name)[11...29].elementsEqual(BillPart.allCases.map { $0.code + "_usd" }))
  }

  @Test func `a month of another zone is a month, and a blank model and quantity stay blank`() {
    let last = rows(BillReconciliationTable(BillExample.reconciliation).table)[3]
    #expect(last[2...8] == ["2026-08", "", "", "4", "", "0", "310.07"])
  }

  @Test func `periods that are no days or months are two instants`() {
    let hour = Validity(
      from: BillExample.day(3).from,
      to: Instant(nanoseconds: BillExample.day(3).from.nanoseconds + 3600 * 1_000_000_000))
    #expect(hour.billPeriod(in: .utc) == "2026-08-03T00:00:00Z/2026-08-03T01:00:00Z")
    #expect(
      BillExample.day(3).billPeriod(in: BillExample.losAngeles)
        == "2026-08-03T00:00:00Z/2026-08-04T00:00:00Z")
    #expect(
      BillExample.day(3, in: BillExample.losAngeles).billPeriod(in: BillExample.losAngeles)
        == "2026-08-03")
  }

  @Test func `the summary leads from the ledger over the bill to the total`() {
    let table = BillSummaryTable(BillExample.reconciliation).table
    let openai = rows(table).filter { $0[1] == "openai" }
    #expect(openai.count == 31)
    #expect(openai[0] == ["openai-costs", "openai", "2026-08", "ledger", "3", "1187.9", "0"])
    #expect(openai[6] == ["openai-costs", "openai", "2026-08", "failed", "1", "-1.5", ""])
    #expect(openai[20][3...] == ["difference", "3", "16.23", "0"])
    #expect(openai[21][3...] == ["billed", "3", "1204.13", ""])
    #expect(openai[22][3...] == ["credit", "2", "-50", ""])
    #expect(openai[30][3...] == ["total", "", "1373.41", ""])
  }

  @Test func `the cost of usage without a price is blank, and counted where a part has one`() {
    let groups = BillExample.unpriced
    func tables(_ groups: [BillGroup]) -> (groups: [[String]], sums: [[String]]) {
      let bills = BillReconciliation(
        groups: groups, summaries: [BillExample.summary(of: groups, unpricedRequests: 4)])
      return (rows(BillReconciliationTable(bills).table), rows(BillSummaryTable(bills).table))
    }
    let all = tables(groups)
    // Billed, ledger, difference, and the last column: quantity without a price.
    #expect(
      all.groups.map { $0[8...10] + [$0[33]] } == [["100", "100", "0", "0"], ["3", "", "", "10"]])
    #expect(all.sums[0][3...] == ["ledger", "1", "100", "1"])
    #expect(all.sums[20][3...] == ["difference", "1", "3", "1"])
    let unknown = tables([groups[1]])
    #expect(unknown.sums[0][3...] == ["ledger", "0", "", "1"])
    #expect(unknown.sums[14][3...] == ["unpriced", "1", "3", ""])
    #expect(unknown.sums[20][3...] == ["difference", "1", "", "1"])
    #expect(unknown.sums[21][3...] == ["billed", "1", "3", ""])
  }

  /// 631 cents by quantity have no code; the CSV leaves the cause blank.
  @Test func `the sheet names a part that has no code`() throws {
    let sheet = BillReconciliationTable(
      BillReconciliation(
        groups: [
          BillExample.group(
            BillExample.day(1), .known("a"), ledger: 100,
            [.quantity: 631, .price: -1, .rounding: 1])
        ], summaries: [])
    ).sheet
    let place = try #require(sheet.columns.firstIndex { $0.name == "cause" })
    #expect(sheet.cells(at: 0)[place] == .text("Quantity; Price not in the book"))
    #expect(
      CodeText.billCauses("Quantity; Price not in the book") == "Quantity; Price not in the book")
  }

  /// Of two requests only one has the quantity by which the ledger has more than the bill.
  @Test func `a request is evidence of a quantity only if it is the whole difference`() {
    func words(_ quantity: Int128, billed: Int128) -> String {
      let group = BillExample.group(
        BillExample.day(1), .known("a"), ledger: 100, [.quantity: billed < 90 ? -1 : 1],
        billedQuantity: billed, ledgerQuantity: 90)
      return BillRequestRow.Evidence(
        .largest, .quantity, of: group,
        quantity: BilledQuantity(attounits: quantity * BilledQuantity.attounitsPerUnit)
      ).words
    }
    let unproven = "No request proves this amount; the largest of the group, for orientation"
    #expect(
      words(20, billed: 70) == "In the ledger, but not billed: its quantity is the whole difference"
    )
    #expect(words(30, billed: 70) == unproven)
    #expect(words(20, billed: 110) == unproven)
  }

  @Test func `a line has its exact tolerance, and a text that is a formula is guarded`() {
    var line = BillExample.line
    line.tolerance = Tolerance(attodollars: 5, parts: 25)
    let cells = zip(BillLinesTable.columns, BillLinesTable.cells(of: line)).reduce(
      into: [String: String]()
    ) { $0[$1.0.name] = CSVText.string($1.1) }
    #expect(cells["tolerance_usd"] == "0." + zeros(17) + "5" + zeros(34) + "25")
    #expect(cells["description"] == "\"'=output\"")
    #expect(cells["quantity"] == "1000000")
    #expect(cells["period_end"] == "2026-08-15T00:00:00Z")
    #expect(cells["counted"] == "yes")
    #expect(BillLinesTable.columns.count == BillLinesTable.cells(of: line).count)
  }

  /// Not 0, and not 1970.
  @Test func `what a refused line does not tell is blank`() {
    var line = BillExample.line
    line.amount = nil
    line.period = Validity(from: line.period.from, to: line.period.from)
    let cells = Dictionary(
      uniqueKeysWithValues: zip(BillLinesTable.columns.map(\.name), BillLinesTable.cells(of: line)))
    for column in ["period_start", "period_end", "amount_usd", "tolerance_usd"] {
      #expect(cells[column] == .blank, "\(column)")
    }
    #expect(cells["amount"] == .text("0.03"))
  }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }

  @Test(
    arguments: [
      ("byok", "Customers' own keys"),
      ("status:failed tier:batch", "Failed requests not billed; Price of service tier batch"),
      ("model:Claude 4.5 Sonnet", "Same quantity as Claude 4.5 Sonnet"),
      ("tier+region:stated", "Other service tiers and regions on the bill"),
    ])
  func `codes of causes have words`(codes: String, words: String) {
    #expect(CodeText.billCauses(codes) == words)
  }
}
