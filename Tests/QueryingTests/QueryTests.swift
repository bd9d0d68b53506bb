import Ledger
import Store
import Tables
import Testing

@testable import Querying

/// The sums of some requests, in cents of USD and whole tokens.
func sums(
  requests: Int64 = 1, unpriced: Int64 = 0, cost cents: Int128 = 0, revenue: Int128 = 0,
  free: Int64 = 0, freeUnpriced: Int64 = 0, prompt: Int128 = 0, cached: Int128 = 0,
  output: Int128 = 0, target percent: Int128? = nil
) -> UsageSums {
  let cent: Int128 = 10_000_000_000_000_000
  var sums = UsageSums()
  (sums.requests, sums.unpriced, sums.free, sums.freeUnpriced) = (
    requests, unpriced, free, freeUnpriced
  )
  (sums.vendorCost, sums.revenue) = (cents * cent, revenue * cent)
  (sums.promptTokens, sums.cachedTokens, sums.outputTokens) = (prompt, cached, output)
  sums.tokens = prompt + output
  if free > 0 { sums.freeTierLoss = sums.vendorCost }
  if let percent {
    sums.targetedRevenue = sums.revenue
    sums.revenueTimesTarget = sums.revenue * percent * 1_000_000
  }
  return sums
}

struct QueryMeasureTests {
  /// By hand: cost 2.50 USD and revenue 4.00 USD of 8 requests, 1,000 prompt tokens of which 250 cached, 500 output.
  private let known = sums(
    requests: 8, cost: 250, revenue: 400, prompt: 1000, cached: 250, output: 500)

  @Test func `figures are exact, and quotients rounded once`() {
    let expected: [QueryMeasure: String] = [
      .requests: "8", .cost: "2.5", .revenue: "4", .margin: "1.5", .marginPercent: "37.5",
      .tokens: "1500", .promptTokens: "1000", .cachedTokens: "250", .outputTokens: "500",
      .cacheShare: "25", .costPer1000Requests: "312.5", .costPer1000OutputTokens: "5",
      .tokensPerRequest: "187.5", .costPerUser: "0.83333333", .users: "3", .mismatches: "0",
      .loss: "0", .credits: "0", .recordedCost: "0",
    ]
    for measure in QueryMeasure.allCases {
      let cell = measure.cell(of: known, users: 3, isSold: true)
      #expect(CSVText.string(cell) == expected[measure], "\(measure)")
    }
  }

  @Test func `what no request has a price for is not known`() {
    let unpriced = sums(requests: 2, unpriced: 2, prompt: 10)
    for measure in QueryMeasure.allCases where measure.needsPrices && measure != .loss {
      #expect(measure.cell(of: unpriced, users: 1, isSold: true) == .blank, "\(measure)")
    }
    #expect(QueryMeasure.promptTokens.cell(of: unpriced, users: 1, isSold: true) == .count(10))
    // No free request lacks a price.
    #expect(QueryMeasure.loss.cell(of: unpriced, users: 1, isSold: true) == .money(.zero))
  }

  @Test func `free requests without a price leave the revenue known and the loss not`() {
    let free = sums(requests: 2, unpriced: 2, free: 2, freeUnpriced: 2)
    #expect(QueryMeasure.revenue.cell(of: free, users: 1, isSold: true) == .money(.zero))
    #expect(QueryMeasure.loss.cell(of: free, users: 1, isSold: true) == .blank)
  }

  @Test func `where nothing is sold, only costs and counts are known`() {
    for measure in QueryMeasure.allCases where measure != .recordedCost {
      let cell = measure.cell(of: known, users: 3, isSold: false)
      #expect((cell == .blank) == measure.needsSales, "\(measure)")
    }
  }

  @Test func `a recorded cost is not known where no request has one`() {
    var sums = known
    sums.costsNotRecorded = 8
    #expect(QueryMeasure.recordedCost.cell(of: sums, users: 1, isSold: true) == .blank)
    sums.costsNotRecorded = 7
    #expect(QueryMeasure.recordedCost.cell(of: sums, users: 1, isSold: true) == .money(.zero))
  }
}

struct QueryDimensionTests {
  /// From the calendar of ISO 8601: a week belongs to the year of its Thursday.
  @Test(arguments: [
    ("2026-01-01", "2026-W01"), ("2026-09-30", "2026-W40"), ("2027-01-03", "2026-W53"),
    ("2024-12-30", "2025-W01"), ("2021-01-03", "2020-W53"), ("1970-01-01", "1970-W01"),
    ("1969-12-28", "1969-W52"), ("1969-12-29", "1970-W01"),
  ])
  func `a week is that of ISO 8601`(day: String, week: String) throws {
    #expect(try #require(Day(day)).isoWeek == week)
  }
}
