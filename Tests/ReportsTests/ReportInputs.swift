import Comparing
import Credits
import Cube
import Forecasting
import Insight
import Ledger
import Pricing
import Rating
import Reconciliation
import Reports
import Simulation
import Support

/// Makes what the reports read from rows written in a test.
enum Inputs {
  /// Returns the facts and comparisons of `rows`, with the lists and counts as given.
  ///
  /// - Parameters:
  ///   - copies: rows that were read as well and taken out again.
  ///   - period: makes the insight of the rows, with what their sums give alone.
  ///   - knownAt: up to when the books count, as the option says.
  ///   - materiality: from which amount on findings are told one by one; nil: each is.
  static func of(
    _ rows: [FactRow], copies: [FactRow] = [], counts: RowCounts = RowCounts(),
    exceptions: [Located<ExceptionRow>] = [], negativeMargins: [Located<NegativeMarginRow>] = [],
    rejects: [Located<RejectedRow>] = [], outlook: Outlook? = nil, guards: [QuotaImpact] = [],
    guardedUsers: [AffectedUser] = [], usageByBucket: UsageByBucket = UsageByBucket(),
    materiality: Materiality? = nil, unconvertedCosts: [Name: Int64] = [:],
    customerFees: [Name: Money] = [:], plans: PlanFees = .notKnown, planFeesBefore: Money? = nil,
    history: [FactRow] = [],
    comparison: PeriodComparison? = nil, credits: CreditAudit? = nil,
    creditRequests: RequestCharges? = nil,
    insightOf period: Period? = nil, knownAt: String? = nil
  ) throws -> ReportInput {
    var table = FactTable()
    table.prepare((rows + copies).map(\.dimensions))
    let users = Set((rows + copies).map(\.userKey)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(users, Int32(0)...))
    let records = try rows.map { try $0.record(user: numbers[$0.userKey] ?? 0) }
    let rated = try rows.indices.map { try rows[$0].rated(card: Int32($0)) }
    let outcomes = try rows.map { try $0.outcome() }
    table.add(records, rated, outcomes, sign: 1)
    for (card, copy) in zip(Int32(rows.count)..., copies) {
      let record = try copy.record(user: numbers[copy.userKey] ?? 0)
      for sign in [1, -1] as [Int64] {
        table.add([record], [try copy.rated(card: card)], [try copy.outcome()], sign: sign)
      }
    }
    var totals = ReconciliationTotals()
    try reconciler.total(
      records, rated, outcomes, by: rater(of: rows), into: &totals, sign: 1)
    var settings = Settings()
    settings.materiality = DatedSetting(
      always: materiality ?? Materiality(usd: .zero, percent: Percent(millionths: 0)))
    let facts = Facts(merging: [(table, users)])
    var tally = InsightTally(TestBooks().books, in: .utc, during: nil)
    tally.add(records, rated, by: try rater(of: rows), sign: 1)
    let insight = period.map {
      UsageInsight(
        facts, tally.sums, all: facts, history: facts, books: TestBooks().books,
        zone: .utc, period: $0, periods: nil, knownAt: knownAt)
    }
    return ReportInput(
      rows: counts, facts: facts, reconciliation: totals,
      exceptions: RowList(exceptions), negativeMargins: RowList(negativeMargins), rejects: rejects,
      settings: settings, outlook: outlook, guards: guards, guardedUsers: guardedUsers,
      usageByBucket: usageByBucket, plans: plans, customerFees: customerFees,
      planFeesBefore: planFeesBefore,
      history: history.isEmpty ? nil : try of(history + rows).facts,
      unconvertedCosts: unconvertedCosts, comparison: comparison,
      credits: credits, creditRequests: creditRequests, insight: insight)
  }

  /// Compares at 8 decimals without a tolerance; knows no foreign currency.
  static var reconciler: Reconciler {
    var faults: Faults = []
    return Reconciler(
      currencies: CurrencyBook([], knownAt: nil, faults: &faults), settings: Settings())
  }

  /// The cards of `rows`, one each in order, by books that only say which tiers are free: a credit is worth a cent.
  static func cards(of rows: [FactRow]) throws -> [RateCard] { try rater(of: rows).cards }

  private static func rater(of rows: [FactRow]) throws -> Rater {
    // A tier with paid requests, too, has had a plan for a part of the time: it counts as paid.
    let free = Set(rows.filter(\.isFree).map(\.tier)).subtracting(
      rows.filter { !$0.isFree }.map(\.tier))
    let plans = free.sorted().map { tier in
      DatedRow(
        value: Plan(
          tier: tier, isFree: true, monthlyPrice: nil, monthlyCredits: nil, targetMargin: nil,
          allowedModels: []), from: .distantPast, to: nil, recordedAt: nil, place: line(1))
    }
    var rater = Rater(books: TestBooks(plans: plans).books)
    try rater.prepare(rows.map(\.kind))
    return rater
  }
}

/// The findings of books about their rows.
private typealias Faults = [BookProblem]
