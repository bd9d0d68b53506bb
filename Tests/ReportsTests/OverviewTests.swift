import Ledger
import Overview
import Tables
import Testing

/// The findings and figures of the worked ledger, each worked by hand from the table in `WorkedLedger`.
struct OverviewTests {
  private func overview(multipliers: [Name: Set<Multiplier>] = [:]) throws -> Overview {
    let first = try #require(Day("2026-07-30"))
    return Overview(
      try WorkedLedger.input(),
      scope: Scope(
        days: first...(first + 2), zone: "UTC", files: 2, multipliers: multipliers))
  }

  @Test func `the headline puts each figure into proportion`() throws {
    let headline = try overview().headline
    #expect(headline.revenue == (try usd("5.7")))
    #expect(headline.vendorCost == (try usd("6.1")))
    // -0.4 / 5.7 is -7.0 %; every targeted USD is of tier pro, at 32 %.
    #expect(headline.marginNote == "-7.0 %; the 32.0 % target is of 5.00 USD of revenue only")
    #expect(headline.targetNote == "the 32.0 % target is of 5.00 USD of revenue only")
    #expect(headline.revenueNote == "570 credits used × 0.01 USD")
    // 2 + 1.49 + 0.25 + 1 + 0.10000001 of rated rows and 0.1 of the unpriced one.
    #expect(
      headline.costNote
        == "of 9 requests, 1 of them with customers' own keys at no cost; recorded 4.84 USD for 5 requests, recomputed 4.85; "
        + "0.10 USD for 1 without a price; 4 have no recorded cost")
    #expect(
      headline.freeTierNote == "for 3 of 4 free requests; included in vendor cost; 3 free users")
    #expect(
      headline.coverageNote
        == "1 of 10 requests has no price: cost, revenue and margin exclude it. "
        + "Assay could not read 2 rows of the whole ledger; all figures exclude them.")
  }

  /// Kind, amount in USD and words, missing figures first, then the largest; nothing is known of the conflict's cost, nor of
  /// what the unpriced request without a plan is worth.
  private static let findings: [(Attention.Kind, Name?, String)] = [
    (
      .unpriced, "0.1",
      "1 request has no price; sums exclude it. mystery (1). "
        + "It recorded 5 credits."
    ),
    (
      .unrecorded, nil,
      "4 requests record no cost and 6 no credits. Recorded sums cover the other requests only; "
        + "Assay could not compare these."
    ),
    (
      .conflicts, nil,
      "1 request ID occurs more than once with different content. Assay uses the first row of each. "
        + "The first conflict is at ledger/b.csv:3."
    ),
    (
      .unknownTier, nil,
      "1 request of tier free began when it had no plan. It is rated as paid, without a "
        + "target: plans.csv has no row in force at that time."
    ),
    (
      .negativeMargin, "3.5",
      "3 paid-tier requests earned less than they cost. "
        + "This count uses recorded deductions where available; revenue and margin use computed charges."
    ),
    // 4.5 / (1 − 0.32) − 5, and 6.6176… / 4 charged is 1.654…
    (
      .shortfall, "1.617647058823529412",
      "Tier pro is 22 points under its 32 % margin target. It earns 10.0 %; "
        + "at this cost, 1.62 USD more revenue reaches the target. "
        + "A multiplier of about 1.66 instead of 1.5 would reach the target."
    ),
    (
      .freeUse, "1.5",
      "Free tiers earned nothing; 3 of 4 requests have a price. 67 % of its cost is gpt-5-mini. "
        + "The amount covers 3 of 4 requests; the others have no price."
    ),
    (
      .overBudget, "1",
      "1 free user used more than 100 credits a month. "
        + "1 request exceeded the quota in the settings."
    ),
    (
      .rejects, "0.02",
      "Assay could not read 2 rows of the whole ledger; 1 without cost. "
        + "All figures exclude them. They may be of any period. rejects.csv gives the reason for each row."
    ),
    // The only failed request, of 0.5 USD.
    (
      .chargedOnFailure, "0.01",
      "1 failed request was charged 1 credit. The settings do not charge for requests with this status. "
        + "Nothing else was overcharged."
    ),
    (
      .costs, "-0.01",
      "1 recorded cost differs from the recomputed one. In total, 0.01 USD too little is recorded."
    ),
  ]

  @Test func `what is missing leads what needs attention, then the largest, in words and USD`()
    throws
  {
    let found = try overview(multipliers: ["pro": [Multiplier(millionths: 1_500_000)]]).attention
    #expect(found.map(\.kind) == Self.findings.map(\.0))
    for (finding, expected) in zip(found, Self.findings) {
      #expect(finding.amount == (try expected.1.map(usd)))
      #expect(finding.text == expected.2)
      #expect(finding.sentence.count <= 65)
    }
  }

  @Test func `tiers stand by revenue, free ones last, each with its state`() throws {
    let tiers = try overview().tiers
    #expect(tiers.tiers.map(\.name) == ["pro", "team", "free"])
    #expect(tiers.tiers.map(\.state) == ["▼ 22.0 points", "no target", "free tier"])
    // Three days: one value a day; a free tier shows its cost.
    #expect(tiers.isByDay)
    #expect(tiers.tiers[0].byPeriod == (try [usd("4"), usd("1"), usd("0")]))
    #expect(tiers.tiers[2].byPeriod == (try [usd("0"), usd("0.5"), usd("1")]))
  }

  @Test func `what was not compared is said with its reason`() throws {
    // Of nine rated rows b, d, h and i have no recorded cost; b, d, e, f, i and j no recorded credits.
    #expect(
      try overview().unchecked == [
        "4 requests have no recorded cost, so there was nothing to compare.",
        "6 requests have no recorded number of credits, so there was nothing to compare.",
        "1 row has no price, so Assay did not compare it.",
        "2 rows have faults, so Assay did not compare them.",
        "Assay read 1 row outside the period but did not compare it.",
      ])
  }

  @Test(arguments: [
    ("2026-07-01", "2026-09-30", "1 July to 30 September 2026"),
    ("2026-07-01", "2026-07-31", "1 to 31 July 2026"),
    ("2026-07-05", "2026-07-05", "5 July 2026"),
    ("2025-12-31", "2026-01-01", "31 December 2025 to 1 January 2026"),
  ])
  func `days in words say nothing twice`(from: String, to: String, words: String) throws {
    #expect(DayText.range(try #require(Day(from))...(try #require(Day(to)))) == words)
  }

  @Test(
    arguments: [
      ("17.3441", "17.34"), ("0.004", "under 0.01"), ("0.0099", "under 0.01"), ("0.01", "0.01"),
      ("-0.028", "0.03"),
      ("1234567.895", "1,234,567.90"), ("0", "0.00"),
    ] as [(Name, String)])
  func `an amount shows cents, and nothing that is not 0 as 0`(exact: Name, shown: String) throws {
    #expect(Figures.amount(try usd(exact)) == shown)
  }

  @Test(
    arguments: [
      ("0.005", "0.01"), ("0.0049", "0.0049"), ("-0.00005", "-0.0001"), ("0.00004", "0.000040"),
      ("0", "0.00"),
    ] as [(Name, String)])
  func `an amount has as many decimals as do not show it as 0`(exact: Name, shown: String) throws {
    #expect(Figures.money(try usd(exact)) == shown)
  }

  @Test(
    arguments: [
      (1, 3, "33 %"), (2, 3, "67 %"), (0, 3, "0 %"), (3, 3, "100 %"), (1, 1_000, "under 1 %"),
      (999, 1_000, "over 99 %"),
    ] as [(Int128, Int128, String)])
  func `only nothing is 0 % and only all of it is 100 %`(part: Int128, whole: Int128, text: String)
  {
    #expect(Figures.share(part, of: whole) == text)
  }

  @Test(
    arguments: [
      (72_000, "7.2"), (-72_000, "7.2"), (500, "0.1"), (-67, "0.01"), (6, "0.001"), (4, "0.0004"),
      (0, "0.0"),
    ] as [(Int128, String)])
  func `points show one decimal, or as many as show that they are not 0`(
    tenThousandths: Int128, text: String
  ) {
    #expect(Figures.pointsSize(tenThousandths) == text)
  }

  @Test func `equal and nearly equal figures are distinguished`() throws {
    // Of the costs a, e and f are equal, j is within the tolerance, c differs; b, d, h and i have none.
    #expect(
      try overview().costs.words
        == "3 match, 1 within the tolerance, 1 differs, 4 not recorded")
  }

  @Test func `what has no price was not compared for that reason`() throws {
    let input = try Inputs.of([FactRow(cost: nil, recordedCost: ("0.1", .unpriced))])
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    #expect(overview.costs.words == "none compared: no request has a price")
  }

  /// A cost of 2 and 300 credits of 0.01: a margin of 33.33… %, which is 33.3333 to every digit that is kept.
  @Test func `a margin that is the target to every digit is on it`() throws {
    let target = Percent(millionths: 33_333_300)
    let input = try Inputs.of([
      FactRow(day: "2026-07-01", exactTarget: target, cost: "2", credits: "300")
    ])
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    #expect(overview.headline.marginNote == "33.3 %, on the 33.3 % target")
    #expect(overview.headline.targetNote == "on the 33.3 % target")
    #expect(overview.tiers.tiers[0].state == "on target")
  }

  /// 0.0001 USD of two models need four decimals.
  @Test func `a picture has as many decimals as the summary`() throws {
    let input = try Inputs.of([
      FactRow(cost: "0.0001", credits: "0.5"), FactRow(model: "other", cost: "0.0001"),
    ])
    let overview = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
    #expect(overview.headline.decimals == 4)
    let picture = try #require(overview.pictures.first { $0.name == "cost-by-model" })
    #expect(picture.caption.contains("USD: 0.0002 in all."))
    guard case .bars(_, let values) = picture.shape else { return }
    #expect(values.view == .grouped(decimals: 4))
  }

  @Test func `every amount of the summary has the same decimals`() throws {
    let input = try Inputs.of([
      FactRow(cost: "1.5", credits: "300"), FactRow(tier: "team", cost: "0.001", credits: "0.2"),
    ])
    let headline = Overview(
      input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:])
    ).headline
    // 0.001 and 0.002 USD of tier team need three decimals, for which four are shown.
    #expect(headline.decimals == 4)
    #expect(Figures.money(try usd("0.000001"), decimals: 4) == "under 0.0001")
    #expect(Figures.money(try usd("-0.000001"), decimals: 4) == "above -0.0001")
    // The end of a range: with the 18 decimals of money it would need 42 digits.
    #expect(
      Figures.money(63 * powerOfTen(30), scale: 8, decimals: 2)
        == "630,000,000,000,000,000,000,000.00")
  }
}
