import Cube
import Forecasting
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
  /// In which days and clocks are told.
  package let zone: ReportingZone
  /// What the mismatches come from; what nothing explains first.
  package let causes: [DiagnosisLine]
  /// What users are to be refunded or charged.
  let corrections: [Correction]
  /// What the days to come are expected to bring; nil where that was not asked for, or nothing is known.
  package private(set) var outlook: Outlook?
  /// What each guard of the free tiers would have done.
  package let guards: [GuardRow]
  /// Whom the guards would have stopped, by guard, user and month.
  package let guardedUsers: [GuardedUser]
  /// What happened to vendors' prices.
  package let watch: PriceWatch
  /// What vendors and gateways counted by themselves.
  package let usageByBucket: UsageByBucket
  /// The coverage of the recorded costs.
  package let recordedCosts: RecordedCount
  /// The coverage of the recorded credits.
  package let recordedCredits: RecordedCount
  /// The number of users with requests in each month and tier.
  let activeUsers: [MonthAndTier: Int]
  /// The fees of plans.
  package let plans: Plans
  /// The number of recorded costs without an exchange rate, by currency.
  package let unconvertedCosts: [Name: Int64]
  /// The sum of it; nil where no price of a plan is known.
  package var planFees: Money? { isCostOnly ? nil : plans.known }

  package init(
    rows: RowCounts, facts: Facts, reconciliation: ReconciliationTotals,
    exceptions: RowList<ExceptionRow>, negativeMargins: RowList<NegativeMarginRow>,
    rejects: [Located<RejectedRow>], settings: Settings, zone: ReportingZone = .utc,
    ledgerFiles: Int = 1, outlook: Outlook? = nil, guards: [GuardRow] = [],
    guardedUsers: [GuardedUser] = [], watch: PriceWatch = .empty,
    usageByBucket: UsageByBucket = UsageByBucket(), activeUsers: [MonthAndTier: Int]? = nil,
    plans: PlanFees = .notKnown, unconvertedCosts: [Name: Int64] = [:]
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
    causes = DiagnosisLine.make(exceptions, among: facts, in: zone, ledgerFiles: ledgerFiles)
    corrections = Correction.make(exceptions)
    self.outlook = outlook
    self.guards = guards
    self.guardedUsers = guardedUsers
    self.watch = watch
    self.usageByBucket = usageByBucket
    (recordedCosts, recordedCredits) = RecordedCount.ofBoth(
      reconciliation, unpriced: total.unpriced, exceptions)
    self.activeUsers = activeUsers ?? facts.activeUsers
    self.plans = plans
    self.unconvertedCosts = unconvertedCosts
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
    let orders = kinds.map(\.rawValue)
    return exceptions.indices.lazy.filter { orders.contains(exceptions.order(at: $0)) }
      .map { exceptions[$0] }
  }
}

/// A row of a list with the place of its ledger row.
package struct Located<Row: Sendable>: Sendable {
  /// The path in the workspace.
  package let file: Name
  /// The physical line where the row begins, from 1.
  package let line: Int64
  package let row: Row

  package init(file: Name, line: Int64, row: Row) {
    self.file = file
    self.line = line
    self.row = row
  }
}

/// What became of every row that was read: the parts add up to the whole.
package struct RowCounts: Hashable, Sendable {
  package var read: Int64 = 0
  package var rated: Int64 = 0
  package var unpriced: Int64 = 0
  package var duplicate: Int64 = 0
  package var conflict: Int64 = 0
  package var rejected: Int64 = 0
  package var outsidePeriod: Int64 = 0

  package init() {}

  /// Nothing was lost and nothing counted twice.
  package var isConserved: Bool {
    read == rated + unpriced + duplicate + conflict + rejected + outsidePeriod
  }
}

/// A ledger row that could not be used, as `rejects.csv` lists it.
package struct RejectedRow: Sendable {
  /// The name of the column; empty when the whole row is meant.
  package let column: Name
  /// The byte of the row, from 1, where the reason lies; for messages.
  package let byteColumn: Int
  package let code: Name
  package let message: Name
  /// The row as it stands in the file.
  package let text: [UInt8]
  /// Nil where too little of the row could be read.
  package let estimatedCost: Money?

  package init(
    column: Name, byteColumn: Int = 1, code: Name, message: Name, text: [UInt8],
    estimatedCost: Money?
  ) {
    self.column = column
    self.byteColumn = byteColumn
    self.code = code
    self.message = message
    self.text = text
    self.estimatedCost = estimatedCost
  }
}
