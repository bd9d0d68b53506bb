import Cube
import Intake
import Ledger
import Platform
import Reconciliation
import Simulation
import Workspace

/// A ledger rated, reconciled and summed: what every command that needs figures starts from.
package struct LedgerRun: Sendable {
  package let workspace: Workspace
  package let options: RunOptions
  package let map: LedgerMap
  package let repeats: RepeatSearch
  package let figures: LedgerFigures
  package let digests: InputDigests.Pending
  /// The days reported; nil is all.
  package let period: Period?
  /// Warnings about the workspace and the ledger, by file and line.
  package let findings: [Finding]
  /// What there is more of than the findings say.
  package let unlisted: [UnlistedFindings]
  /// Some files were left out because they could not be used.
  package let hasSkippedFiles: Bool
}

extension LedgerRun {
  /// What became of the rows of each file of the ledger, counted anew.
  package var rowsOfFiles: [RowCounts] { RowCounts.ofFiles(map, repeats: repeats) }

  /// The one place that knows the order: plan, map, find repeats, reduce.
  ///
  /// - Parameter whenSummed: gets the facts, those of all days before the end of the period where they are kept, and
  ///   the days reported (nil is all) as soon as they are known, before what follows from them is.
  package init(
    workspace: Workspace, options: RunOptions, progress: LedgerProgress?,
    whenSummed: (Facts, _ history: Facts?, Period?) -> Void = { _, _, _ in }
  ) throws(RunRefusal) {
    var findings = workspace.findings
    let bad = findings.filter { $0.severity == .error }
    let badBooks = bad.contains { !WorkspacePath.isInLedger($0.place.file) }
    if badBooks {
      throw LedgerRun.refusal(findings, workspace: workspace, options: options, progress: progress)
    }

    var ledger = workspace.job(options)
    var hasSkipped = !bad.isEmpty
    var unlisted: [UnlistedFindings] = []
    while true {
      let files = FirstLines.related(ledger.files, by: ledger)
      let starts = FirstLines.earlierStarts(of: files, by: ledger)
      let digests = InputDigests.later(
        options.digestsInputs ? files : [], threads: options.reading.threads)
      // What takes longest is begun first; else workers have both processors to themselves as long as they are busy.
      if !SHA256.isFast { digests.begin() }
      var map: LedgerMap
      let period: Period?
      (map, period) = try LedgerMap.ofPeriod(
        files, workspace, options, starts, whenIdle: { digests.begin() }
      ) { period in
        LedgerRun.job(
          files, workspace: workspace, options: options, period: period, starts, progress: progress)
      }
      if let problem = map.bookProblem {
        throw LedgerRun.refusal(
          findings + RunRefusal(problem).findings, workspace: workspace, options: options,
          progress: progress)
      }
      let problems = FileProblems(map, options: options)
      // Without leave to skip files, the others are still read, so that all problems are told at once.
      if hasSkipped && problems.files.isEmpty && !options.skipsBadFiles {
        throw RunRefusal(findings: findings)
      }
      if problems.files.isEmpty {
        progress?.begin("Looking for repeated rows")
        self = try LedgerRun.reduce(
          &map, digests, workspace: workspace, options: options, period: period,
          findings: findings, unlisted: unlisted, hasSkipped: hasSkipped, whenSummed: whenSummed)
        return
      }
      findings += problems.findings.typed(in: workspace.root)
      unlisted += problems.unlisted
      guard options.skipsBadFiles else {
        throw RunRefusal(findings: findings.inReadingOrder, unlisted: unlisted)
      }
      ledger.files = files.indices.filter { !problems.files.contains($0) }.map { files[$0] }
      hasSkipped = true
    }
  }

  /// Refuses books that cannot be used, and says as well what is wrong with the files of the ledger, and what
  /// they name that the books do not know: they are read, by those books that can be used.
  private static func refusal(
    _ findings: [Finding], workspace: Workspace, options: RunOptions, progress: LedgerProgress?
  ) -> RunRefusal {
    let bad = findings.filter { $0.severity == .error }.map(\.place.file)
    let hasPrices = !bad.contains(where: WorkspacePath.makesPrices)
    let ledger = workspace.job(options)
    var job = ledger.with(files: FirstLines.related(ledger.files, by: ledger))
    job.progress = progress
    if !hasPrices { job.books = workspace.books.withoutPrices }
    job.earlierStarts = FirstLines.earlierStarts(of: job.files, by: ledger)
    var map = LedgerMap(job)
    if let problem = map.bookProblem {
      precondition(hasPrices, "books without prices derive none that could be wrong")
      // It lies in a file that makes prices: the next reading is without them.
      return refusal(
        findings + RunRefusal(problem).findings, workspace: workspace, options: options,
        progress: progress)
    }
    let problems = FileProblems(map, options: options)
    var all = findings + problems.findings.typed(in: workspace.root)
    var unlisted = problems.unlisted
    if problems.files.isEmpty && !bad.contains(where: WorkspacePath.isInLedger) {
      do throws(RunRefusal) {
        var options = options
        options.needsUsage = false
        let run = try reduce(
          &map, InputDigests.later([], threads: 1), workspace: workspace, options: options,
          period: nil, findings: [], unlisted: [], hasSkipped: false, whenSummed: { _, _, _ in })
        func isSaid(_ code: String) -> Bool {
          switch code {
          case "ref.tier":
            !bad.contains(WorkspacePath.plans) && !bad.contains(WorkspacePath.accounts)
          case "ref.fx": hasPrices && !bad.contains(WorkspacePath.currencies)
          default: hasPrices && code.hasPrefix("ref.")
          }
        }
        all += run.findings.filter { isSaid($0.code) }
        unlisted += run.unlisted.filter { isSaid($0.code) }
      } catch { all += error.findings }
    }
    return RunRefusal(findings: all.inReadingOrder, unlisted: unlisted)
  }

  private static func job(
    _ files: [LedgerFile], workspace: Workspace, options: RunOptions, period: Period?,
    _ starts: [Int: EarlierStarts], progress: LedgerProgress?
  ) -> MapJob {
    var job = workspace.job(options).with(files: files)
    (job.period, job.progress) = (period, progress)
    job.diagnoses = options.isForReports
    job.listsRows = options.listsRows
    // Who only counts rows writes none.
    if options.listsRows {
      job.spill = SpillRoom([workspace.root, EnvironmentVariable.value("TMPDIR") ?? "/tmp"])
    }
    if !options.listsRows { job.listedRepeats = options.toldRows }
    if options.weighsPrices { job.watched = PriceWatchPass.foreseen(job.books, zone: job.zone) }
    job.earlierStarts = starts
    if let period {
      let always = Period.always
      // A forecast goes on from the rows before the period; price alerts are weighed by those after it as well.
      if options.keepsEarlier || options.weighsPrices {
        job.otherDays.append(Period(from: always.from, to: period.from))
      }
      if options.weighsPrices { job.otherDays.append(Period(from: period.to, to: always.to)) }
    }
    return job
  }

  // MARK: Reduce

  /// Merges what workers collected, without the rows that repeat an earlier one.
  private static func merged(
    _ map: inout LedgerMap, threads: Int
  ) throws(RunRefusal) -> (Facts, RepeatSearch) {
    var (merge, found) = sorted(&map, threads: threads)
    let repeats = try found.get()
    map.dropKeys()
    FreeMemory.returnPages()
    // Without a row that repeats another there is nothing to take out.
    let corrections = repeats.corrections.facts ?? FactTable()
    let facts = Facts(merging: &merge, takingOut: (corrections, repeats.corrections.users))
    return (facts, repeats)
  }

  /// Brings what workers collected into the order of the facts, and finds what is to be taken out of it, at the same time.
  ///
  /// A function of its own, so that nobody else holds what is merged then.
  private static func sorted(
    _ map: inout LedgerMap, threads: Int
  ) -> (FactMerge, Result<RepeatSearch, RunRefusal>) {
    let collected = map.takeFacts()
    return Parallel.both(inTurn: threads == 1, { FactMerge(of: collected) }) { [map] in
      Result { () throws(RunRefusal) in try RepeatSearch(in: map) }
    }
  }

  private static func reduce(
    _ map: inout LedgerMap, _ digests: InputDigests.Pending, workspace: Workspace,
    options: RunOptions, period: Period?, findings: [Finding], unlisted: [UnlistedFindings],
    hasSkipped: Bool, whenSummed: (Facts, _ history: Facts?, Period?) -> Void
  ) throws(RunRefusal) -> LedgerRun {
    let (wider, facts, repeats): (WiderFacts, Facts, RepeatSearch)
    do throws(RunRefusal) {
      wider = try WiderFacts(takenFrom: &map)
      (facts, repeats) = try merged(&map, threads: options.reading.threads)
    } catch {
      throw RunRefusal(findings: findings + error.findings)
    }
    if facts.hasOverflowed {
      throw RunRefusal(findings: findings + [RunRefusal.sumsTooLarge])
    }
    let isWithout =
      options.needsUsage && facts.byDayAndDimensions.isEmpty
      && !workspace.buckets.days(in: workspace.zone).contains { period?.contains($0) ?? true }
    if !isWithout { whenSummed(facts, wider.history, period) }
    var totals = ReconciliationTotals()
    for part in map.slices + [repeats.corrections] { totals.add(part.totals) }
    if totals.hasOverflowed { throw RunRefusal(findings: findings + [RunRefusal.sumsTooLarge]) }
    if options.isForReports { PairSearch.run(&map, facts: facts) }
    let refunds = try RefundSearch.findings(&map, repeats)
    let lists = FindingLists(map, repeats: repeats)
    let guards =
      options.isForReports && workspace.books.plans.hasFreePlan
      ? try GuardReplay(facts: facts, books: workspace.books, map: map, repeats: repeats) : nil
    let watch =
      options.weighsPrices
      ? try PriceWatchPass.watch(
        facts, of: workspace.books, knownAt: workspace.knownAt,
        acknowledgements: workspace.acknowledgements, sources: workspace.sources, period: period,
        map: map, by: wider.whole ?? WholeLedger(facts, map, repeats))
      : .empty
    let buckets = try BucketPass.usage(
      workspace.buckets, books: workspace.books, period: period, map: map, repeats: repeats)
    let users = facts.activeUsers
    let rates = MissingRates(map, takingOut: repeats)
    let figures = LedgerFigures(
      rows: RowCounts(map, repeats: repeats, facts: facts), facts: facts,
      reconciliation: totals, exceptions: lists.exceptions,
      negativeMargins: lists.negativeMargins, rejects: lists.rejects,
      settings: workspace.books.settings, zone: workspace.zone,
      ledgerFiles: map.job.files.count,
      guards: guards?.rows ?? [], guardedUsers: guards?.users ?? [], watch: watch,
      usageByBucket: buckets, activeUsers: users,
      plans: PlanFees(of: users, plans: workspace.books.plans, zone: workspace.zone),
      unconvertedCosts: rates.costs)
    let rowsOfFiles = RowCounts.ofFiles(map, repeats: repeats)
    precondition(
      rowsOfFiles.allSatisfy(\.isConserved) && RowCounts.sum(rowsOfFiles) == figures.rows,
      "every row of every file is accounted for once, in the facts as well")
    let asked = map.takeMissingPrices()
    let warnings = LedgerWarnings(
      map, asking: consume asked, facts: facts, rejects: figures.rejects,
      exceptions: figures.exceptions, workspace: workspace,
      limit: options.toldRows)
    let missing =
      rates.findings(map, takingOut: repeats, workspace)
      + RegionsWithoutPrice.findings(map, takingOut: repeats, workspace)
    let doubts =
      try TierDifferences.findings(map, takingOut: repeats) + refunds
      + FarRows.findings(
        facts, map, repeats, but: workspace.books.settings.confirmedDays)
      + ChangedIDWarnings.findings(map, repeats)
      + LargeCounts.findings(facts, map, repeats)
      + RepeatedUsage.findings(
        facts, map, repeats,
        but: Set(warnings.findings.filter { $0.code == "dup.response" }.map(\.place.file)))
      + (period == nil
        ? BalanceWarnings.findings(facts, in: workspace.root)
          + UnusedAccounts.findings(facts, of: workspace.books.accounts) : [])
    try map.requireUnchanged()
    let told =
      (findings + warnings.findings.typed(in: workspace.root) + missing + doubts
      + BucketWarnings.findings(buckets)).inReadingOrder
    if isWithout {
      throw NoUsage(
        rows: figures.rows, period: period,
        ledger: workspace.job(options).with(files: map.job.files),
        root: workspace.root, buckets: workspace.buckets, options: options
      ).refusal(told, unlisted: unlisted + warnings.unlisted)
    }
    return LedgerRun(
      workspace: workspace, options: options, map: map, repeats: repeats, figures: figures,
      digests: digests, period: period,
      findings: told,
      unlisted: unlisted + warnings.unlisted,
      hasSkippedFiles: hasSkipped)
  }
}
