import Ledger
import Overview
import Reports
import Simulation
import Tables
import Testing

/// Notes of reports about unknown figures, default values and immaterial findings.
struct CoverageTests {
  private func overview(_ input: ReportInput) -> Overview {
    Overview(input, scope: Scope(days: nil, zone: "UTC", files: 1, multipliers: [:]))
  }

  @Test func `where nothing has a price, no figure is shown`() throws {
    let headline = overview(try Inputs.of([FactRow(cost: nil)])).headline
    #expect(headline.vendorCost == nil)
    #expect(headline.revenue == nil)
    #expect(headline.shown(headline.margin) == "not known")
    #expect(
      headline.coverageNote
        == "None of 1 request has a price, so their cost and revenue are not known.")
  }

  @Test func `the table of tiers says which requests it lacks`() throws {
    let unpriced = FactRow(cost: nil)
    let tiers: [Name] = ["free", "pro", "pro", "max", "max", "max", "a", "b"]
    let rows = tiers.map { tier in
      var row = unpriced
      row.tier = tier
      return row
    }
    func notes(_ rows: [FactRow]) throws -> [String] {
      overview(try Inputs.of(rows + [FactRow()])).tierNotes
    }
    let words = "Cost, revenue and margin exclude requests without a price: "
    #expect(try notes(Array(rows[..<2])) == [words + "1 of free and 1 of pro."])
    #expect(try notes(rows) == [words + "3 of max, 2 of pro, 1 of a and 2 of other tiers."])
    #expect(try notes([]).isEmpty)
  }

  @Test func `the headline says how much of the revenue uses default values`() throws {
    let headline = overview(
      try Inputs.of([
        FactRow(credits: "100"), FactRow(tier: "new", basis: .unlistedTier, credits: "50"),
        FactRow(model: "gpt-4.1", basis: .defaultMultiplier, credits: "300"),
      ])
    ).headline
    #expect(
      headline.revenueNote == "450 credits used × 0.01 USD; of which 3.00 USD by the default "
        + "multiplier and 0.50 USD from tiers not in plans.csv")
  }

  /// One request has both costs, one only a recomputed one, one only a recorded one.
  @Test func `recorded and recomputed sums are of the same requests`() throws {
    let unpriced = FactRow(
      cost: nil, recordedCost: ("0.5", .unpriced), recordedCredits: ("7", .unpriced))
    let headline = overview(
      try Inputs.of(
        [
          FactRow(
            cost: "2", credits: "100", recordedCost: ("3", .mismatch),
            recordedCredits: ("120", .mismatch)),
          FactRow(cost: "1", credits: "50"), unpriced,
        ], exceptions: [try ListedRow(line: 2, id: "r", fact: unpriced).exception(.unpriced)])
    ).headline
    #expect(
      headline.costNote
        == "of 2 requests; recorded 3.00 USD for 1 request, recomputed 2.00; 0.50 USD for 1 "
        + "without a price; 1 has no recorded cost")
  }

  /// As many requests have a price as have a recorded cost, but not the same ones.
  @Test func `sums of as many requests are not sums of the same ones`() throws {
    let unpriced = FactRow(cost: nil, recordedCost: ("0.5", .unpriced))
    let headline = overview(
      try Inputs.of(
        [FactRow(cost: "2"), unpriced],
        exceptions: [try ListedRow(line: 2, id: "r", fact: unpriced).exception(.unpriced)])
    ).headline
    #expect(
      headline.costNote
        == "of 1 request; none recorded for requests with a price; 0.50 USD for 1 without a "
        + "price; 1 has no recorded cost")
  }

  @Test func `a finding of which there is none says which requests it is of`() throws {
    let known = FactRow(
      cost: "1", credits: "150", recordedCost: ("1", .matched), recordedCredits: ("150", .matched))
    #expect(overview(try Inputs.of([known])).noneFound.isEmpty)
    let unpriced = FactRow(cost: nil)
    let found = overview(
      try Inputs.of(
        [
          known, FactRow(cost: "1", credits: "150"), unpriced,
          FactRow(status: .failed, cost: "2"),
        ], exceptions: [try ListedRow(line: 4, id: "r", fact: unpriced).exception(.unpriced)])
    ).noneFound
    #expect(
      found.map(\.sentence) == [
        "Negative margin: none among 2 charged requests of paid tiers, 1 of them by recomputed credits; "
          + "1 is not charged and 1 has no price.",
        "Credits overcharged or undercharged: none among 1 of 4 requests; Assay could not "
          + "compare the others.",
      ])
  }

  @Test func `failed requests did not take the default multiplier`() throws {
    let rows = [
      FactRow(basis: .defaultMultiplier, credits: "50"),
      FactRow(status: .failed, basis: .defaultMultiplier, cost: "3"),
      FactRow(credits: "250"),
    ]
    let found = overview(try Inputs.of(rows)).attention
    let byDefault = try #require(found.first { $0.kind == .defaultMultiplier })
    #expect(byDefault.count == 1)
    #expect(byDefault.sentence.hasPrefix("1 request of a paid tier uses the default multiplier"))
    let failed = try #require(found.first { $0.kind == .uncharged })
    #expect(failed.sentence == "1 failed request cost 3.00 USD and is not charged.")
  }

  @Test func `costs without an exchange rate name their currencies, most costs first`() throws {
    func words(_ costs: [Name: Int64]) throws -> String {
      let input = try Inputs.of([FactRow()], unconvertedCosts: costs)
      return input.unconvertedCurrencies
    }
    #expect(try words([:]) == "")
    #expect(try words(["EUR": 3_522]) == " in EUR")
    #expect(try words(["EUR": 2, "SEK": 7, "CHF": 2]) == " in SEK, CHF and EUR")
    #expect(try words(["EUR": 1, "SEK": 1, "CHF": 1, "JPY": 1]) == " in 4 currencies")
  }

  /// 5 USD on 5 of 7 days; on the others nothing has a price.
  @Test func `the cost of a day is that of days whose cost is known`() throws {
    let rows = (1...7).map {
      FactRow(day: "2026-07-0\($0)", tier: "", basis: .notSold, cost: $0 > 5 ? nil : "1")
    }
    let costs = try #require(overview(try Inputs.of(rows)).costView)
    #expect(
      costs.lastNote
        == "1.00 a day over the 5 days with a known cost; 2 requests of these and the 7 days "
        + "before have no price, so Assay does not compare the two")
  }

  /// Of free requests without a price nobody knows which a guard would have stopped.
  @Test(arguments: [(nil, "m,1,,,,,1"), ("2", "m,1,3,1,0.5,1.5,0")] as [(Name?, String)])
  func `guards of unpriced free use say nothing`(cost: Name?, line: String) throws {
    let guardRow = QuotaImpact(
      guardName: "m", setting: "1", requests: 3, users: 1, saved: try usd("0.5"),
      left: try usd("1.5"))
    let input = try Inputs.of([FactRow(tier: "free", isFree: true, cost: cost)], guards: [guardRow])
    let report = try #require(Report.all.first { $0.name == "free-tier-guards" })
    let cells = report.table(input).cells(at: 0).map { CSVText.string($0) }
    #expect(cells.joined(separator: ",") == line)
  }

  /// 1 USD is by the default multiplier and of a tier without a plan, and counts once.
  @Test func `the margin says how much of the revenue rests on defaults`() throws {
    let rows = [
      FactRow(tier: "x", basis: [.defaultMultiplier, .unlistedTier], credits: "100"),
      FactRow(basis: .defaultMultiplier, credits: "50"), FactRow(credits: "250"),
    ]
    let headline = overview(try Inputs.of(rows)).headline
    #expect(
      headline.marginBasis
        == "usage revenue − vendor cost; 1.50 USD of the revenue is by the default multiplier or "
        + "from tiers not in plans.csv")
  }

  @Test(
    arguments: [
      (.unlistedTier, "from tiers not in plans.csv"),
      (.defaultMultiplier, "by the default multiplier"),
    ] as [(ChargeBasis, String)])
  func `the margin names the one kind of default behind the revenue`(
    basis: ChargeBasis, words: String
  ) throws {
    let rows = [FactRow(tier: "x", basis: basis, credits: "50"), FactRow(credits: "250")]
    #expect(
      overview(try Inputs.of(rows)).headline.marginBasis
        == "usage revenue − vendor cost; 0.50 USD of the revenue is \(words)")
  }

  @Test func `where nothing is sold, reports show cost only`() throws {
    let view = overview(
      try Inputs.of([
        FactRow(day: "2026-07-01", tier: "", user: "ann", basis: .notSold, cost: "1"),
        FactRow(day: "2026-07-14", tier: "", user: "bob", basis: .notSold, cost: "3"),
        FactRow(day: "2026-07-07", tier: "", user: "bob", basis: .notSold, cost: "2"),
      ]))
    #expect(view.headline.isCostOnly)
    #expect(view.headline.revenue == nil)
    #expect(view.headline.planFees == nil)
    let costs = try #require(view.costView)
    #expect(costs.users.shown.map(\.name) == ["bob", "ann"])
    #expect(costs.users.shown.map(\.share) == [833_333, 166_667])
    // 8 to 14 July against 1 to 7 July: 3 USD against 3 USD, 0.428… a day.
    #expect(costs.lastNote == "0.43 a day; the same as the 7 days before")
    #expect(view.attention.isEmpty)
  }

  /// 0.30 USD of requests with customers' own keys is below 0.50, but a single finding is told as it is, and one more of that model has no price; so it is with
  /// free use and with failed requests.
  @Test(arguments: [
    FactRow(isBYOK: true, cost: "0.30"), FactRow(tier: "free", isFree: true, cost: "0.30"),
    FactRow(status: .failed, cost: "0.30"),
  ])
  func `an amount that lacks a part is never below materiality`(row: FactRow) throws {
    var other = row
    other.cost = nil
    let materiality = Materiality(usd: try usd("0.5"), percent: Percent(millionths: 0))
    let whole = overview(try Inputs.of([row], materiality: materiality)).attention
    let amount = try usd("0.3")
    #expect(whole.count == 1 && whole[0].kind != .immaterial && whole[0].amount == amount)
    let part = overview(try Inputs.of([row, other], materiality: materiality)).attention
    #expect(part.count == 1 && part[0].kind != .immaterial)
    #expect(part[0].amount == (try usd("0.3")))
    #expect(
      part[0].detail.hasSuffix("The amount covers 1 of 2 requests; the others have no price."),
      "\(part[0].detail)")
  }

  /// 1 USD of 4 is by the default multiplier and 0.50 without a tier; 2 USD are the threshold.
  @Test func `revenue that no book states is a finding with its remedy`() throws {
    let byDefault = FactRow(model: "gpt-4.1", basis: .defaultMultiplier, credits: "100")
    let tierless = FactRow(
      tier: "", basis: [.defaultMultiplier, .unlistedTier], credits: "50")
    let stated = FactRow(credits: "250")
    func found(_ rows: [FactRow], from threshold: Name) throws -> [Attention] {
      let usd = try usd(threshold)
      return overview(
        try Inputs.of(
          rows, materiality: Materiality(usd: usd, percent: Percent(millionths: 0)))
      ).attention
    }
    let all = try found([byDefault, tierless, stated], from: "0.1")
    #expect(all.map(\.kind) == [.defaultMultiplier, .noTier])
    #expect(all.map(\.amount) == [try usd("1"), try usd("0.5")])
    #expect(all[0].sentence == "1 request of a paid tier uses the default multiplier.")
    #expect(all[0].detail.contains("multipliers.csv has no approved row in force"))
    #expect(all[1].sentence == "1 request without a tier counts as paid; edit accounts.csv.")
    #expect(all[1].detail.hasPrefix("Add a row to accounts.csv for each account or user:"))
    let small = try found([byDefault, tierless, stated], from: "2")
    #expect(small.map(\.kind) == [.immaterial])
    #expect(small[0].detail == "By kind: no tier and default multiplier.")
    // All revenue is of them, whatever it comes to.
    let alone = try found([tierless], from: "2")
    #expect(alone.map(\.kind) == [.noTier])
    #expect(alone[0].detail.hasPrefix("All usage revenue comes from them."))
    #expect(try found([stated], from: "0.1").isEmpty)
  }

  /// 1 USD of an unpriced request is never below; 0.30 and 0.40 are, from 0.50 on.
  @Test func `findings below materiality are one line, but for what is not known`() throws {
    let rows = [
      FactRow(status: .failed, cost: "0.30"),
      FactRow(tier: "free", isFree: true, cost: "0.40"),
      FactRow(isBYOK: true, cost: "2"),
    ]
    let input = try Inputs.of(
      rows,
      materiality: Materiality(
        usd: try usd("0.5"), percent: Percent(millionths: 0)))
    let found = overview(input).attention
    #expect(found.map(\.kind) == [.ownKeys, .immaterial])
    #expect(found[0].amount == (try usd("2")))
    #expect(found[1].sentence == "2 findings below 0.50 USD each, 0.70 USD in all.")
    // Cost of free use and of failed requests are unlike: their sum is in words, and in no list of amounts.
    #expect(found[1].amount == nil && found[1].wordsForNoAmount.isEmpty)
    #expect(found[1].detail == "By kind: free use and uncharged.")
  }

  /// Who is free is not known of tiers without a plan; of what has no price, the others count.
  @Test(
    arguments: [
      ([FactRow()], "0.00", "no free-tier usage"),
      (
        [FactRow(), FactRow(tier: "x", basis: .unlistedTier)], "not known", "1 request has no plan"
      ),
      (
        [FactRow(tier: "x", basis: .unlistedTier)], "not known",
        "plans.csv lists none of the tiers"
      ),
      (
        [FactRow(tier: "free", isFree: true), FactRow(tier: "x", basis: .unlistedTier)], "1.00",
        "included in vendor cost; 1 free user; 1 request has no plan"
      ),
      (
        [FactRow(tier: "free", isFree: true), FactRow(tier: "free", isFree: true, cost: nil)],
        "1.00", "for 1 of 2 free requests; included in vendor cost; 1 free user"
      ),
    ] as [([FactRow], String, String)])
  func `free use says of how many requests it is`(
    rows: [FactRow], loss: String, note: String
  ) throws {
    let headline = overview(try Inputs.of(rows)).headline
    #expect(headline.shown(headline.freeTierLoss) == loss)
    #expect(headline.freeTierNote == note)
  }
}
