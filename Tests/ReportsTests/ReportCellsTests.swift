import Ledger
import Overview
import Reports
import Testing

/// The sums that the page carries for any filter, of facts worked by hand.
struct ReportCellsTests {
  private func cells(_ rows: [FactRow]) throws -> ReportCells {
    let input = try Inputs.of(rows)
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    return ReportCells(input, overview.customers)
  }

  private static let rows = [
    FactRow(day: "2026-07-01", account: "a", user: "u1", cost: "1", credits: "300"),
    FactRow(day: "2026-07-02", account: "a", user: "u2", cost: "2", credits: "300"),
    FactRow(day: "2026-08-01", account: "a", user: "u1", cost: nil),
    FactRow(day: "2026-07-01", tier: "free", account: "b", isFree: true, cost: "4", credits: "9"),
    FactRow(day: "2026-07-01", account: "c", cost: "8", credits: "100"),
  ]

  @Test func `users of one customer are one row, by month`() throws {
    let cells = try cells(Self.rows)
    #expect(cells.customers == [.named("a"), .named("c"), .named("b")])
    #expect(cells.months.map(\.description) == ["2026-07", "2026-08"])
    let first = cells.rows.filter { $0.customer == 0 }
    #expect(first.map(\.month) == [0, 1])
    #expect(first.map(\.measures.requests) == [2, 1])
    #expect(first.map(\.measures.unpriced) == [0, 1])
    #expect(try first[0].measures.vendorCost == usd("3").attodollars)
    #expect(try first[0].measures.revenue == usd("6").attodollars)
  }

  @Test func `a free plan has a cost and no revenue`() throws {
    let cells = try cells(Self.rows)
    let free = try #require(cells.rows.first { $0.customer == 2 })
    #expect(cells.plans[free.plan].isFree && free.measures.revenue == 0)
    #expect(try free.measures.vendorCost == usd("4").attodollars)
  }

  /// Of two customers of tier pro the second is folded, and the only one of tier free as well.
  @Test func `customers without room are one row per tier, and no sum changes`() throws {
    let all = try cells(Self.rows)
    let folded = all.keeping(1)
    #expect(
      folded.customers == [
        .named("a"), .others(tier: "free", count: 1, lost: 0),
        .others(tier: "pro", count: 1, lost: 0),
      ])
    func cost(_ cells: ReportCells) -> Int128 {
      cells.rows.reduce(0) { $0 + $1.measures.vendorCost }
    }
    #expect(try cost(folded) == cost(all) && cost(all) == usd("15").attodollars)
    #expect(all.keeping(3).customers == all.customers)
  }

  @Test func `days add up the customers of a model`() throws {
    let days = try cells(Self.rows).days
    #expect(
      days.map(\.day.description) == ["2026-07-01", "2026-07-01", "2026-07-02", "2026-08-01"])
    #expect(days.map(\.measures.requests).reduce(0, +) == 5)
  }
}
