import Bills
import Closing
import Comparing
import Credits
import Cube
import Forecasting
import Insight
import Ledger
import Reconciliation
import Simulation

/// Everything that a run found, which is all that reports are made of.
///
/// A report never sees a ledger row.
package struct ReportInput: Sendable {
  package let rows: RowCounts
  package let facts: Facts
  /// The money of all facts.
  package let total: MoneyTotals
  package let reconciliation: ReconciliationTotals
  /// Requests with a finding, by file and line.
  package let exceptions: RowList<ExceptionRow>
  /// Requests that earned less than they cost, by file and line.
  package let negativeMargins: RowList<NegativeMarginRow>
  /// Rows that could not be used, by file and line; of very many only the first, while `rows` has the
  /// true number.
  package let rejects: [Located<RejectedRow>]
  package let settings: Settings
  /// The zone of reported days and clocks.
  package let zone: ReportingZone
  /// The causes of mismatch, unexplained mismatches first.
  package let causes: [DiagnosisLine]
  /// The corrections: refunds and charges by user.
  package let corrections: [Correction]
  /// The forecast of future days; nil if it was not requested, or nothing is known.
  package private(set) var outlook: Outlook?
  /// The effect that each guard of the free tiers would have had.
  package let guards: [QuotaImpact]
  /// Whom the guards would have stopped, by guard, user and month.
  package let guardedUsers: [AffectedUser]
  /// The changes of vendors' prices.
  package let watch: PriceWatch
  /// The usage that vendors and gateways counted themselves.
  package let usageByBucket: UsageByBucket
  /// The coverage of the recorded costs.
  package let recordedCosts: RecordedRequestCount
  /// The coverage of the recorded credits.
  package let recordedCredits: RecordedRequestCount
  /// The number of users with requests in each month and tier.
  let activeUsers: [MonthAndTier: Int]
  /// The fees of plans.
  package let plans: Plans
  /// The known plan fees by customer; without an entry for a customer whose fees are all unknown, or without a reset.
  package let customerFees: [Name: Money]
  /// The accounts whose plan fees are not known, of a credit ledger.
  package let customersWithoutFee: Set<Name>
  /// The plan fees of the period before; nil unless it is of whole months and every price is known.
  package let planFeesBefore: Money?
  /// Facts of all days before the end of the period, each request once; nil where its own facts are all of them.
  package let history: Facts?
  /// The number of recorded costs without an exchange rate, by currency.
  package let unconvertedCosts: [Name: Int64]
  /// The reported period compared with the one before; nil where it is compared with none.
  package let comparison: PeriodComparison?
  /// Later knowledge about closed months; nil without closes, and unless the run is of one open month.
  package let restatement: Restatement?
  /// The forecast of this month that was made at the close of the month before; nil without one.
  package var forecastAtClose: ForecastAtClose?
  /// The usage by user, hour and model, with the cost of other models; nil if it was not requested.
  package let insight: UsageInsight?
  /// Vendors' bills beside the ledger; nil without bills.
  package let bills: BillReconciliation?
  /// The credit ledger replayed; nil without events.
  package let credits: CreditAudit?
  /// Credit events say what customers paid: the recorded credits are only those of the usage export.
  package let hasDeductions: Bool
  /// The requests of the usage ledger that a credit event names; nil without events or without such a ledger.
  package let creditRequests: RequestCharges?
  /// Realised revenue beside the facts; nil without events.
  package let realised: RealisedFacts?
  /// The end of the credit events; nil without a credit ledger, and where it goes on as long as the usage.
  package let eventEnd: CreditEventCoverage?
  /// The sum of it; nil where no price of a plan is known, or every billed reset would be after the last event.
  package var planFees: Money? { isCostOnly || lacksResets ? nil : plans.known }
  /// Plan prices × users, as `plan_fees_usd` of `simulation.csv`; nil where no price of a plan is known.
  package var planFeesByUsers: Money? { isCostOnly ? nil : plans.byUsers }
  /// Billed for changes of plan, which are in no other fee; nil without resets in a credit ledger.
  package var upgradeFees: Money? {
    isCostOnly || lacksResets || !plans.isOfResets ? nil : plans.billed.upgrades
  }
  /// Every credit event is before the period: what was billed in it is not known.
  private var lacksResets: Bool { plans.isOfResets && eventEnd?.isBeforePeriod == true }

  package init(
    rows: RowCounts, facts: Facts, reconciliation: ReconciliationTotals,
    exceptions: RowList<ExceptionRow>, negativeMargins: RowList<NegativeMarginRow>,
    rejects: [Located<RejectedRow>], settings: Settings, zone: ReportingZone = .utc,
    ledgerFiles: Int = 1, outlook: Outlook? = nil, guards: [QuotaImpact] = [],
    guardedUsers: [AffectedUser] = [], watch: PriceWatch = .empty,
    usageByBucket: UsageByBucket = UsageByBucket(), activeUsers: [MonthAndTier: Int]? = nil,
    plans: PlanFees = .notKnown, customerFees: [Name: Money] = [:],
    planFeesBefore: Money? = nil, history: Facts? = nil,
    unconvertedCosts: [Name: Int64] = [:],
    comparison: PeriodComparison? = nil, bills: BillReconciliation? = nil,
    credits: CreditAudit? = nil, creditRequests: RequestCharges? = nil,
    insight: UsageInsight? = nil, restatement: Restatement? = nil
  ) {
    self.rows = rows
    self.facts = facts
    total = facts.total()
    self.reconciliation = reconciliation
    self.exceptions = exceptions
    self.negativeMargins = negativeMargins
    self.rejects = rejects
    self.settings = settings
    self.zone = zone
    let hasDeductions = credits?.hasDeductions == true
    self.hasDeductions = hasDeductions
    causes = DiagnosisLine.make(
      exceptions, among: facts, in: zone, ledgerFiles: ledgerFiles, isOfExport: hasDeductions)
    corrections = Correction.make(
      exceptions,
      deductions: hasDeductions
        ? credits.flatMap { audit in
          creditRequests.map { WrongDeductions(audit, $0, beside: facts, zone: zone) }
        } : nil)
    self.outlook = outlook
    self.guards = guards
    self.guardedUsers = guardedUsers
    self.watch = watch
    self.usageByBucket = usageByBucket
    (recordedCosts, recordedCredits) = RecordedRequestCount.ofBoth(
      reconciliation, unpriced: total.unpriced, exceptions)
    self.activeUsers = activeUsers ?? facts.activeUsers
    let resets = credits.flatMap { PlanFeesFromResets($0, zone: zone) }
    self.plans = resets.map { plans.replaced(byResets: $0.lines, $0.billed) } ?? plans
    self.customerFees = resets?.byAccount ?? customerFees
    customersWithoutFee = resets?.unpricedAccounts ?? []
    self.planFeesBefore =
      resets == nil
      ? planFeesBefore
      : comparison.flatMap { resets?.sum(of: $0.a.period.from...$0.a.period.lastDay) }
    self.history = history
    self.unconvertedCosts = unconvertedCosts
    self.comparison = comparison
    self.bills = bills
    self.credits = credits
    self.creditRequests = creditRequests
    eventEnd = credits.flatMap {
      CreditEventCoverage($0, usage: facts.usualDays?.upperBound, zone: zone)
    }
    realised = credits.map { audit in
      RealisedFacts(
        RealisedRevenue(audit, creditRequests), creditRequests, beside: facts)
    }
    self.insight = insight
    self.restatement = restatement
  }
}

extension ReportInput {
  /// The names by which rooms know plan fees that know no simulation.
  package typealias Plans = PlanFees
  /// Likewise.
  package typealias PlanFeeGap = Simulation.PlanFeeGap

  /// The same with another outlook.
  package func with(outlook: Outlook?) -> ReportInput {
    var input = self
    input.outlook = outlook
    return input
  }

  /// The exceptions of some kinds, in order: the others, of which there may be very many, are not touched.
  package func exceptions(
    of kinds: ExceptionRow.Kind...
  ) -> some Sequence<Located<ExceptionRow>> {
    exceptions.ofKinds(kinds)
  }
}
