import Comparing
import Cube
import Insight
import Ledger
import Reconciliation
import Simulation

/// Everything that a run finds out about a ledger: reports are made of it.
package struct LedgerFigures: Sendable {
  package let rows: RowCounts
  package let facts: Facts
  package let reconciliation: ReconciliationTotals
  /// Requests with a finding, by file and line.
  package let exceptions: RowList<ExceptionRow>
  /// Requests that earned less than they cost, by file and line.
  package let negativeMargins: RowList<NegativeMarginRow>
  /// Rows that could not be used, by file and line; of very many only the first.
  package let rejects: [Located<RejectedRow>]
  package let settings: Settings
  /// The zone of reported days and clocks.
  package let zone: ReportingZone
  /// The number of files of the ledger that were read.
  package let ledgerFiles: Int
  /// The effect that each guard of the free tiers would have had.
  package let guards: [QuotaImpact]
  /// Whom the guards would have stopped, by guard, user and month.
  package let guardedUsers: [AffectedUser]
  /// The changes of vendors' prices.
  package let watch: PriceWatch
  /// The usage that vendors and gateways counted themselves.
  package let usageByBucket: UsageByBucket
  /// The number of users with requests in each month and tier.
  package let activeUsers: [MonthAndTier: Int]
  /// The fees of plans.
  package let plans: PlanFees
  /// The known plan fees by customer; without an entry for a customer whose fees are all unknown.
  package let customerFees: [Name: Money]
  /// The plan fees of the months before, where the period is compared with whole months and every price is known.
  package let planFeesBefore: Money?
  /// Facts of all days before the end of the period, where they are kept and are others.
  package let history: Facts?
  /// The number of recorded costs without an exchange rate, by currency.
  package let unconvertedCosts: [Name: Int64]
  /// The reported period compared with the one before; nil where it is compared with none.
  package let comparison: PeriodComparison?
  /// The usage by user, hour and model, with the cost of other models; nil unless it is for reports.
  package let insight: UsageInsight?
}
