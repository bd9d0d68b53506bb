import Credits
import Ledger
import Pricing
import Rating

/// The books of these tests.
///
/// - plans: `pro` 500 credits for 20 USD, half rolls over up to 100; `big` 2,000 for 50; `free` 10 for 0; `deep` nothing,
///   with an overdraft of 5; `whole` 1,000 credits, all of which roll over
/// - accounts: a (pro), b and c (no plan), d (deep), w (whole), m and n (members of org, own grants first and last), org,
///   shut (closed at 5 August)
/// - a credit is worth 0.01 USD, and the increment is 0.1
struct SampleBooks {
  var settings = CreditSettings()
  var zone = ReportingZone.utc
  var creditValues = DatedSetting<CreditValue>(always: .default)
  var allocations = AllocationBook.empty
  var permissions: PermissionBook?

  var books: CreditBooks { books() }

  /// The books with other credit increments.
  func books(
    increments: DatedSetting<Credits> = DatedSetting(always: Credits(microcredits: 100_000))
  ) -> CreditBooks {
    CreditBooks(
      plans: SampleBooks.plans, accounts: SampleBooks.accounts,
      accountTerms: SampleBooks.accountTerms, coupons: SampleBooks.coupons,
      topUps: SampleBooks.topUps, allocations: allocations, permissions: permissions,
      settings: settings,
      creditValues: creditValues,
      creditIncrements: increments, zone: zone)
  }

  private static func credits(_ count: Int64) -> Credits {
    Credits(microcredits: count * 1_000_000)
  }
  private static func dollars(_ count: Int128) -> Money {
    Money(attodollars: count * Money.attodollarsPerDollar)
  }
  private static func percent(_ count: Int64) -> Percent { Percent(millionths: count * 1_000_000) }

  private static func row<Value>(_ value: Value, from: Instant = .distantPast) -> DatedRow<Value> {
    DatedRow(
      value: value, from: from, to: nil, recordedAt: nil, place: Place(file: "x.csv", line: 2))
  }

  private static let plans: PlanBook = {
    func plan(
      _ tier: Name, _ price: Int128, _ monthly: Int64, rollover: Int64 = 0, limit: Int64? = nil,
      overdraft: Int64 = 0
    ) -> DatedRow<Plan> {
      row(
        Plan(
          tier: tier, isFree: price == 0, monthlyPrice: dollars(price),
          monthlyCredits: credits(monthly), targetMargin: nil, allowedModels: [],
          rolloverPercent: percent(rollover), rolloverLimit: limit.map(credits),
          overdraft: credits(overdraft)))
    }
    var faults: [BookProblem] = []
    return PlanBook(
      [
        plan("pro", 20, 500, rollover: 50, limit: 100), plan("big", 50, 2000), plan("free", 0, 10),
        plan("deep", 0, 0, overdraft: 5), plan("whole", 10, 1000, rollover: 100),
      ], knownAt: nil, faults: &faults)
  }()

  private static let accounts: AccountBook = {
    var faults: [BookProblem] = []
    let plans: [(Name, Name)] = [("a", "pro"), ("d", "deep"), ("w", "whole")]
    return AccountBook(
      plans.map { row(AccountPlan(account: $0.0, plan: $0.1)) }, knownAt: nil, faults: &faults)
  }()

  private static let accountTerms: [Name: AccountTerms] = {
    var terms: [Name: AccountTerms] = [:]
    for name: Name in ["a", "b", "c", "d", "w", "org", "m", "n", "shut"] {
      terms[name] = AccountTerms(account: name)
    }
    terms["m"]?.organisation = "org"
    terms["m"]?.pool = .afterOwn
    terms["n"]?.organisation = "org"
    terms["n"]?.pool = .beforeOwn
    terms["shut"]?.closedAt = Instant(nanoseconds: LedgerText.instant("08-05"))
    return terms
  }()

  private static let coupons: CouponBook = {
    var half = CouponTerms(code: "HALF", benefit: .percent(percent(50)))
    half.months = 2
    var few = CouponTerms(code: "FEW", benefit: .credits(credits(10)))
    few.maxUses = 2
    return CouponBook([
      CouponTerms(code: "PLUS", benefit: .credits(credits(50))),
      CouponTerms(code: "FIVE", benefit: .amount(dollars(5))),
      CouponTerms(code: "GIFT", benefit: .freeMonths(1)), half, few,
      CouponTerms(code: "THIRD", benefit: .percent(Percent(millionths: 33_333_333))),
    ])
  }()

  private static let topUps: TopUpBook = {
    var faults: [BookProblem] = []
    return TopUpBook(
      [
        row(
          TopUpTerms(package: "small", credits: credits(100), price: dollars(5), validDays: 30))
      ], knownAt: nil, faults: &faults)
  }()
}
