import Insight
import Ledger
import Simulation
import Support
import Testing

@testable import Reports

/// Recommendations for rows whose ledger covers the thirty days of June 2026, or one of them.
struct RecommendationTests {
  private static let june = Month(year: 2026, month: 6).period

  private static func found(
    _ rows: [FactRow], guards: [QuotaImpact] = [], materiality: Materiality? = nil
  ) throws -> [Recommendation] {
    try Inputs.of(rows, guards: guards, materiality: materiality, insightOf: june).recommendations
  }

  private static func rows(tier: Name = "pro") -> [FactRow] {
    ["2026-06-01", "2026-06-30"].map {
      FactRow(day: $0, tier: tier, target: 40, cost: "1.5", credits: "200")
    }
  }

  /// 3 USD at 60 % of the revenue ask for 5 USD; 4 USD came in, and 5 / 3 is 1.666667 rounded up.
  @Test func `a tier and model below target ask for the revenue that is missing`() throws {
    let found = try #require(try Self.found(Self.rows()).first)
    #expect(found.kind == .multiplier && found.subject == "pro openai/gpt-5")
    #expect(found.amount.attodollars == usd(1) && found.perMonth == 100_000_000)
    #expect(
      found.arithmetic == "2 requests of gpt-5 in tier pro brought in 4.00 USD and cost 3.00 USD; "
        + "for a margin of 40 % they would have to bring in 5.00 USD.")
    #expect(
      found.attempt
        == "assay simulate --period 2026-06 --set combination:pro/openai/gpt-5=1.666667")
  }

  @Test func `words that a shell would take apart are between quotes`() throws {
    let found = try #require(try Self.found(Self.rows(tier: "pro's plan")).first)
    #expect(
      found.attempt == "assay simulate --period 2026-06 "
        + "--set 'combination:pro'\\''s plan/openai/gpt-5=1.666667'")
  }

  /// The ledger has one day, so a month is thirty times as much: 10 % of 40 USD, times 30.
  @Test func `own keys of models without a class ask for a fee`() throws {
    let found = try Self.found([FactRow(day: "2026-06-10", isBYOK: true, cost: "40")])
    #expect(found.map(\.kind) == [.ownKeyFee] && found[0].subject == "openai")
    #expect(
      found[0].perMonth == 12_000_000_000 && found[0].attempt == "models.csv: openai,gpt-5,standard"
    )
    #expect(
      found[0].arithmetic == "1 request with customers' own keys would have cost 40.00 USD; "
        + "10 % of that is 4.00 USD.")
  }

  @Test(arguments: [(20, 1), (19, 0)])
  func `a quota that stops more than 5 % of free users is not proposed`(
    users: Int, count: Int
  ) throws {
    let rows = (1...users).map { number in
      FactRow(
        day: "2026-06-10", tier: "free", user: Name("u\(number)"), isFree: true, cost: "1")
    }
    let guards = [
      QuotaImpact(
        guardName: "monthly_budget", setting: "2000", requests: 3, users: 1,
        saved: Money(attodollars: usd(2)), left: Money(attodollars: usd(18)))
    ]
    let found = try Self.found(rows, guards: guards)
    #expect(found.count == count)
    #expect(found.allSatisfy { $0.kind == .freeBudget && $0.subject == "free" })
    #expect(
      found.allSatisfy { $0.attempt == "assay simulate --period 2026-06 --budget free=2000" })
  }

  @Test func `what is not above materiality is left out`() throws {
    func count(_ cents: Int128) throws -> Int {
      try Self.found(
        Self.rows(),
        materiality: Materiality(
          usd: Money(attodollars: usd(cents, per: 100)), percent: Percent(millionths: 0))
      ).count
    }
    #expect(try count(99) == 1)
    #expect(try count(100) == 0)
  }

  @Test func `two models of a provider ask for a row each`() throws {
    let found = try Self.found(
      ["b", "a", "b"].map { FactRow(day: "2026-06-10", model: $0, isBYOK: true, cost: "40") })
    #expect(found.map(\.attempt) == ["models.csv: openai,a,standard; openai,b,standard"])
    // 10 % of 120 USD, times 30 for one day.
    #expect(found[0].perMonth == 36_000_000_000)
  }

  /// One request of 2 USD has a target of 50 %, one of 6 USD of 10 %.
  ///
  /// That is 20 % of 8 USD, so that the cost of 8 asks for 10.
  @Test func `targets count by their revenue, and revenue without one asks for nothing`() throws {
    let rows = [
      FactRow(day: "2026-06-01", target: 50, cost: "4", credits: "200"),
      FactRow(day: "2026-06-30", target: 10, cost: "4", credits: "600"),
    ]
    #expect(try Self.found(rows).map(\.amount.attodollars) == [usd(2)])
    let none = [FactRow(day: "2026-06-30", cost: "4", credits: "600")]
    #expect(try Self.found(rows + none).isEmpty)
    let nothing = [FactRow(day: "2026-06-30", cost: "4", credits: "0")]
    // The cost is 12 and asks for 15.
    #expect(try Self.found(rows + nothing).map(\.amount.attodollars) == [usd(7)])
    #expect(try Self.found([FactRow(day: "2026-06-30", target: 40, credits: "0")]).isEmpty)
  }

  @Test(arguments: ["", "a/b"] as [Name])
  func `a tier that the option cannot name has no command`(tier: Name) throws {
    let found = try #require(try Self.found(Self.rows(tier: tier)).first)
    #expect(found.kind == .multiplier && found.attempt.isEmpty)
  }

  @Test func `the command counts the books as the run did`() throws {
    let input = try Inputs.of(Self.rows(), insightOf: Self.june, knownAt: "2026-06-15")
    #expect(
      input.recommendations[0].attempt == "assay simulate --period 2026-06 "
        + "--as-known-at 2026-06-15 --set combination:pro/openai/gpt-5=1.666667")
  }

  @Test(arguments: [
    ("r-1", nil, "assay explain r-1"), ("-r 1", nil, "assay explain -- '-r 1'"),
    ("r-1", "2026-06-15", "assay explain --as-known-at 2026-06-15 r-1"),
    ("-r 1", "2026-06-15", "assay explain --as-known-at 2026-06-15 -- '-r 1'"),
  ])
  func `the command that explains a request counts the books as the run did`(
    id: String, knownAt: String?, command: String
  ) {
    #expect(ChargeAdvice.explain(id, knownAt: knownAt) == command)
  }

  @Test(arguments: [
    (Period(from: june.from, to: Period.always.to), "--from 2026-06-01"),
    (Period(from: Period.always.from, to: june.to), "--to 2026-07-01"),
  ])
  func `the command of an open period names its end`(period: Period, words: String) throws {
    let input = try Inputs.of(Self.rows(), insightOf: period)
    #expect(
      input.recommendations[0].attempt
        == "assay simulate \(words) --set combination:pro/openai/gpt-5=1.666667")
  }

  @Test func `without sales there is nothing to charge`() throws {
    #expect(
      try Self.found([FactRow(isBYOK: true, basis: .notSold, cost: "40")]).isEmpty)
  }
}
