import Cube
import Ledger
import Overview
import Rating
import Reconciliation
import Reports
import Tables
import Testing

@testable import Workbook

/// The checks of About, whose cached values are those of their formulas.
struct WorkbookChecksTests {
  /// A row of a customer: paid or free, with a cost of whole USD or without a price; charged 3 USD where it is paid and priced.
  private typealias Row = (account: Name, isFree: Bool, cost: Int128?)

  private func checks(_ rows: [Row]) throws -> [String: SheetCell.Content] {
    var table = FactTable()
    table.prepare(
      rows.map {
        FactDimensions(
          tier: $0.isFree ? "free" : "pro", provider: "p", model: "m", service: "",
          serviceTier: "", status: .completed, isBYOK: false,
          terms: Terms(isFree: $0.isFree, creditValue: .default, targetMargin: nil, basis: []))
      })
    let users = Set(rows.map { UserKey(account: $0.account, user: "u") }).sorted()
    for (card, row) in rows.enumerated() {
      var record = UsageRecord()
      record.day = Day(number: 20_000)
      record.user = Int32(users.firstIndex { $0.account == row.account } ?? 0)
      let isPriced = row.cost != nil
      table.add(
        [record],
        [
          RatedRecord(
            card: Int32(card), disposition: isPriced ? .rated : .unpriced,
            notionalCost: Money(attodollars: (row.cost ?? 0) * powerOfTen(18)),
            credits: Credits(microcredits: isPriced && !row.isFree ? 300_000_000 : 0))
        ],
        [
          ComparisonOutcome(
            cost: isPriced ? .notRecorded : .unpriced,
            credits: isPriced ? .notRecorded : .unpriced, recordedCost: nil,
            hasNegativeMargin: false)
        ], sign: 1)
    }
    let input = ReportInput(
      rows: RowCounts(), facts: Facts(merging: [(table, users)]),
      reconciliation: ReconciliationTotals(), exceptions: [], negativeMargins: [], rejects: [],
      settings: Settings())
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    let about = try #require(
      try ReportBook.make(overview, input).pages.first { $0.name == "About" })
    var checks: [String: SheetCell.Content] = [:]
    for cell in about.cells where cell.column == 0 {
      guard case .text(let name) = cell.cell.content, name.contains(" − ") else { continue }
      checks[name] = about.cells.first { $0.row == cell.row && $0.column == 3 }?.cell.content
    }
    return checks
  }

  private func value(_ content: SheetCell.Content?) -> Double? {
    if case .formula(_, let value)? = content { value } else { nil }
  }

  @Test func `customers and models add up to the Summary`() throws {
    let checks = try checks([("a", false, 1), ("b", false, 2), ("b", true, 4)])
    for column in ["Usage revenue USD", "Margin USD", "Vendor cost USD"] {
      for sheet in ["Customers", "Models"] {
        #expect(value(checks["\(column), \(sheet) − Summary"]) == 0, "\(column), \(sheet)")
      }
    }
  }

  /// Nobody knows the margin of a, as its paid request has no price; the total has the cost of its free one.
  @Test func `a column with an unknown margin is not compared with the Summary`() throws {
    let checks = try checks([("a", false, nil), ("a", true, 4), ("b", false, 2)])
    #expect(checks["Margin USD, Customers − Summary"] == nil)
    #expect(value(checks["Vendor cost USD, Customers − Summary"]) == 0)
    #expect(value(checks["Margin USD, Models − Summary"]) == 0)
  }

  /// Of a only a request of 0 USD has a price, so that its cell of cost is blank, and that of margin too.
  @Test func `a customer whose cost is not known is not held against the Summary`() throws {
    let checks = try checks([("a", false, 0), ("a", false, nil), ("b", false, 2)])
    #expect(checks["Margin USD, Customers − Summary"] == nil)
    #expect(value(checks["Vendor cost USD, Customers − Summary"]) == 0)
    #expect(value(checks["Margin USD, Models − Summary"]) == 0)
  }
}
