import Cube
import Insight
import Ledger
import Reconciliation
import Simulation
import Workspace

/// A ledger rated, reconciled and summed: what every command that needs figures starts from.
package struct LedgerRun: Sendable {
  package let workspace: Workspace
  package let options: RunOptions
  package let map: LedgerMap
  package let repeats: Deduplication
  package let figures: LedgerFigures
  /// The use of the period's rows; nil unless a FOCUS file is wanted.
  package let useOfPeriod: QuarterHourUse?
  package let digests: InputDigests.Pending
  /// The days reported; nil is all.
  package let period: Period?
  /// Warnings about the workspace and the ledger, by file and line.
  package let findings: [Finding]
  /// The findings that the list leaves out, counted.
  package let unlisted: [OmittedFindings]
  /// Some files were left out because they could not be used.
  package let hasSkippedFiles: Bool
}

extension LedgerRun {
  /// The outcomes of the rows of each ledger file, counted anew.
  package var rowsOfFiles: [RowCounts] { RowCounts.ofFiles(map, repeats: repeats) }

  /// Sums the rows of a workspace, and finds out at once what follows from the sums.
  package init(
    workspace: Workspace, options: RunOptions, progress: LedgerProgress?
  ) throws(RunRefusal) {
    var sums = try SummedLedger(workspace: workspace, options: options, progress: progress)
    self = try sums.finish()
  }
}

extension SummedLedger {
  /// The known plan fees, by customer.
  ///
  /// - Parameter users: the users of each month and tier, by customer.
  private func fees(
    of users: [MonthAndTier: [Int32: Int]], _ customers: CustomerNumbers
  ) -> [Name: Money] {
    let fees = PlanFees.byCustomer(
      users, of: customers.names.count, plans: workspace.books.plans, zone: workspace.zone)
    return Dictionary(
      uniqueKeysWithValues: fees.map { (customers.names[Int($0.key)], $0.value) })
  }

  /// The plan fees of the period that the reported one is compared with; nil unless it is of whole months and a plan
  /// states every price.
  private var feesBefore: Money? {
    guard let base = comparison?.a, !base.isPartial, base.period.from.civil.day == 1,
      (base.period.lastDay + 1).civil.day == 1, let history = wider.history
    else { return nil }
    let users = history.planUsers(of: history.activeUsers).filter {
      base.period.from.month <= $0.key.month && $0.key.month <= base.period.lastDay.month
    }
    let fees = PlanFees(of: users, plans: workspace.books.plans, zone: workspace.zone)
    return fees.userMonthsWithoutPrice == 0 ? fees.known : nil
  }

  /// The usage by user, hour and model, with the cost of other models; nil unless it is for reports.
  private var usageInsight: UsageInsight? {
    insight.map {
      UsageInsight(
        facts, $0, all: all, history: history ?? facts, books: workspace.books,
        zone: workspace.zone, period: period,
        periods: comparison.map {
          EarlierPeriod(
            reported: $0.b.period, days: $0.b.days, earlier: $0.a.period, earlierDays: $0.a.days)
        }, knownAt: options.knownAtText)
    }
  }

  /// Finds out what follows from the sums, and gives up what only that needs.
  package mutating func finish() throws(RunRefusal) -> LedgerRun {
    var totals = ReconciliationTotals()
    for part in map.slices + [repeats.corrections] { totals.add(part.totals) }
    if totals.hasOverflowed { throw RunRefusal(findings: findings + [RunRefusal.sumsTooLarge]) }
    if options.isForReports { CompoundCauseSearch.run(&map, facts: facts) }
    let refunds = try RefundSearch.findings(&map, repeats)
    let lists = FindingLists(map, repeats: repeats)
    let guards =
      options.isForReports && workspace.books.plans.hasFreePlan
      ? try QuotaReplay(facts: facts, books: workspace.books, map: map, repeats: repeats) : nil
    let watch =
      options.weighsPrices
      ? try PriceWatchPass.watch(
        facts, of: workspace.books, knownAt: workspace.knownAt,
        acknowledgements: workspace.acknowledgements, sources: workspace.sources, period: period,
        map: map, by: wider.whole ?? WholeLedger(facts, map, repeats))
      : .empty
    let buckets = try BucketPass.usage(
      workspace.buckets, books: workspace.books, period: period, map: map, repeats: repeats)
    let customers = facts.customerNumbers
    let payers = facts.planUsers(byCustomer: customers)
    let users = facts.activeUsers(from: payers)
    let rates = MissingExchangeRates(map, takingOut: repeats)
    let usageInsight = usageInsight
    // Only that needs them.
    insight = nil
    let figures = LedgerFigures(
      rows: RowCounts(map, repeats: repeats, facts: facts), facts: facts,
      reconciliation: totals, exceptions: lists.exceptions,
      negativeMargins: lists.negativeMargins, rejects: lists.rejects,
      settings: workspace.books.settings, zone: workspace.zone,
      ledgerFiles: map.job.files.count,
      guards: guards?.rows ?? [], guardedUsers: guards?.users ?? [], watch: watch,
      usageByBucket: buckets, activeUsers: users,
      plans: PlanFees(
        of: payers.mapValues { $0.values.reduce(0, +) }, plans: workspace.books.plans,
        zone: workspace.zone),
      customerFees: options.isForReports ? fees(of: payers, customers) : [:],
      planFeesBefore: options.isForReports ? feesBefore : nil, history: wider.history,
      unconvertedCosts: rates.costs, comparison: comparison, insight: usageInsight)
    let rowsOfFiles = RowCounts.ofFiles(map, repeats: repeats)
    // Every row of every file is accounted for once, in the facts as well.
    guard rowsOfFiles.allSatisfy(\.isConserved), RowCounts.sum(rowsOfFiles) == figures.rows else {
      throw .contradiction
    }
    let asked = map.takeMissingPrices()
    let warnings = LedgerWarnings(
      map, asking: consume asked, facts: facts, rejects: figures.rejects,
      exceptions: figures.exceptions, workspace: workspace,
      limit: options.maxListedRows)
    let missing =
      rates.findings(map, takingOut: repeats, workspace)
      + RegionsWithoutPrice.findings(map, takingOut: repeats, workspace)
    let doubts =
      try TierDifferences.findings(map, takingOut: repeats) + refunds
      + DateOutliers.findings(
        facts, map, repeats, but: workspace.books.settings.confirmedDays)
      + ChangedIDWarnings.findings(map, repeats)
      + ImplausibleTokenCounts.findings(facts, map, repeats)
      + RowsExportedTwice.findings(
        facts, map, repeats,
        but: Set(warnings.findings.filter { $0.code == "dup.response" }.map(\.place.file)))
      + (period == nil
        ? BalanceWarnings.findings(facts, in: workspace.root)
          + UnusedAccounts.findings(facts, of: workspace.books.accounts)
          + UnusedMultipliers.findings(facts, of: workspace.books) : [])
    try map.requireUnchanged()
    let told =
      (findings + warnings.findings.typed(in: workspace.root) + missing + doubts
      + BucketWarnings.findings(buckets)).inReadingOrder
    if !hasUsage {
      throw NoUsage(
        rows: figures.rows, period: period,
        ledger: workspace.job(options).with(files: map.job.files),
        root: workspace.root, buckets: workspace.buckets, options: options
      ).refusal(told, unlisted: unlisted + warnings.unlisted)
    }
    return LedgerRun(
      workspace: workspace, options: options, map: map, repeats: repeats, figures: figures,
      useOfPeriod: useOfPeriod, digests: digests, period: period,
      findings: told,
      unlisted: unlisted + warnings.unlisted,
      hasSkippedFiles: hasSkipped)
  }
}
