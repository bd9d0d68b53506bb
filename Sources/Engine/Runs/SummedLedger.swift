import Comparing
import Cube
import Insight
import Intake
import Ledger
import Platform
import Reconciliation
import Workspace

/// A ledger whose rows are rated and summed, each request once, before what follows from the sums is found out.
package struct SummedLedger: Sendable {
  package let workspace: Workspace
  package let options: RunOptions
  var map: LedgerMap
  let repeats: Deduplication
  package let facts: Facts
  let wider: OutOfPeriodFacts
  let digests: InputDigests.Pending
  /// The days reported; nil is all.
  package let period: Period?
  /// The reported period compared with another; nil where it is compared with none.
  package let comparison: PeriodComparison?
  /// Warnings about the workspace and the files of the ledger.
  package let findings: [Finding]

  /// The faults of usage files of which no row counts.
  package var faultsOfSkippedFiles: [Finding] {
    let used = Set(map.job.files.map(\.path) + workspace.bucketFiles.map(\.path))
    return findings.filter { $0.severity == .error && !used.contains($0.place.file) }
  }

  let unlisted: [OmittedFindings]
  let hasSkipped: Bool
  /// False where usage is needed and there is none: then `finish` refuses.
  package let hasUsage: Bool

  /// Sums by hour of the week and by rate, each request once; nil unless they are for reports.
  var insight: InsightSums?

  /// Facts of all days before the end of the period, where they are kept and are others.
  package var history: Facts? { wider.history }

  /// The use of vendors by all rows, for any period; nil where it was not collected.
  package let use: QuarterHourUse?
  /// The use of the period's rows, each request once; nil unless a FOCUS file is wanted.
  package let useOfPeriod: QuarterHourUse?

  /// The rejected rows with their places, in the order of the ledger; of very many only the first.
  package var rejectedRows: [(text: [UInt8], file: Name, line: Int64)] {
    map.firstRejects.map { row in
      let place = map.place(of: row.location)
      return (row.text, place.file, place.line)
    }
  }

  /// The number of rows by outcome.
  package var rows: RowCounts { RowCounts(map, repeats: repeats, facts: facts) }

  /// Facts of all rows that were read, whatever the period.
  package var all: Facts { wider.whole?.facts ?? facts }
}

extension SummedLedger {
  /// The one place that knows the order: plan, map, find repeats, merge; `finish` goes on from there.
  package init(
    workspace: Workspace, options: RunOptions, progress: LedgerProgress?
  ) throws(RunRefusal) {
    var findings = workspace.findings
    let bad = findings.filter { $0.severity == .error }
    let badBooks = bad.contains { !WorkspacePath.isInLedger($0.place.file) }
    if badBooks {
      throw SummedLedger.refusal(
        findings, workspace: workspace, options: options, progress: progress)
    }

    var ledger = workspace.job(options)
    var hasSkipped = !bad.isEmpty
    var unlisted: [OmittedFindings] = []
    while true {
      let files = StreamedResponseScan.related(ledger.files, by: ledger)
      let starts = StreamedResponseScan.earlierStarts(of: files, by: ledger)
      let digests = InputDigests.later(
        options.digestsInputs ? files : [],
        known: (options.parts as? PartialSlices)?.digests ?? [:], threads: options.reading.threads)
      // What takes longest is begun first; else workers have both processors to themselves as long as they are busy.
      if !SHA256.isFast { digests.begin() }
      let (map, days) = try LedgerMap.ofPeriod(
        files, workspace, options, starts, whenIdle: { digests.begin() }
      ) { period, comparison in
        SummedLedger.job(
          files, workspace: workspace, options: options, period: period, comparison, starts,
          progress: progress)
      }
      if let problem = map.bookProblem {
        throw SummedLedger.refusal(
          findings + RunRefusal(problem).findings, workspace: workspace, options: options,
          progress: progress)
      }
      let problems = FileProblems(map, options: options)
      // Unless bad files may be skipped, the others are still read, to report all problems at once.
      if hasSkipped && problems.files.isEmpty && !options.skipsBadFiles {
        throw RunRefusal(findings: findings)
      }
      if problems.files.isEmpty {
        progress?.begin("Looking for repeated rows")
        try self.init(
          map, digests, workspace: workspace, options: options, days: days,
          findings: findings, unlisted: unlisted, hasSkipped: hasSkipped)
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

  private init(
    _ map: consuming LedgerMap, _ digests: InputDigests.Pending, workspace: Workspace,
    options: RunOptions, days: ResolvedPeriods, findings: [Finding], unlisted: [OmittedFindings],
    hasSkipped: Bool
  ) throws(RunRefusal) {
    try map.collect()
    let compared = map.takeCompared()
    let used = map.takeUse()
    let insights = map.takeInsight()
    do throws(RunRefusal) {
      wider = try OutOfPeriodFacts(takenFrom: &map)
      (facts, repeats) = try SummedLedger.merged(&map, threads: options.reading.threads)
    } catch {
      throw RunRefusal(findings: findings + error.findings)
    }
    if facts.hasOverflowed {
      throw RunRefusal(findings: findings + [RunRefusal.sumsTooLarge])
    }
    let corrections = [repeats.corrections.use].compactMap { $0 }
    use =
      map.job.outsideUseZones == nil
      ? nil : QuarterHourUse(merging: used + (wider.use ?? corrections))
    useOfPeriod =
      map.job.focus == nil
      ? nil : (wider.use == nil ? use : nil) ?? QuarterHourUse(merging: used + corrections)
    if use?.hasOverflowed ?? useOfPeriod?.hasOverflowed ?? false {
      throw RunRefusal(findings: findings + [RunRefusal.sumsTooLarge])
    }
    insight =
      map.job.collectsInsight
      ? InsightSums(merging: insights + [repeats.corrections.insight].compactMap { $0 }) : nil
    hasUsage =
      !options.needsUsage || !facts.byDayAndDimensions.isEmpty
      || workspace.buckets.days(in: workspace.zone).contains { days.period?.contains($0) ?? true }
    comparison =
      hasUsage
      ? try PeriodComparison.of(
        map, days, compared, repeats, workspace: workspace, options: options) : nil
    self.map = map
    self.digests = digests
    self.workspace = workspace
    self.options = options
    period = days.period
    self.findings = findings
    self.unlisted = unlisted
    self.hasSkipped = hasSkipped
  }

  /// Merges what workers collected, without the rows that repeat an earlier one.
  private static func merged(
    _ map: inout LedgerMap, threads: Int
  ) throws(RunRefusal) -> (Facts, Deduplication) {
    var (merge, found) = sorted(&map, threads: threads)
    let repeats = try found.get()
    map.dropKeys()
    MemoryRelease.returnPages()
    // Without a row that repeats another there is nothing to take out.
    let corrections = repeats.corrections.facts ?? FactTable()
    let facts = Facts(merging: &merge, takingOut: (corrections, repeats.corrections.users))
    guard let facts else { throw .contradiction }
    return (facts, repeats)
  }

  /// Sorts the workers' groups into the order of the facts, and finds duplicates to subtract, at the same time.
  ///
  /// A function of its own, so that no other code holds what is merged then.
  private static func sorted(
    _ map: inout LedgerMap, threads: Int
  ) -> (FactMerge, Result<Deduplication, RunRefusal>) {
    let collected = map.takeFacts()
    return Parallel.both(inTurn: threads == 1, { FactMerge(of: collected) }) { [map] in
      Result { () throws(RunRefusal) in try Deduplication(in: map) }
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
    var job = ledger.with(files: StreamedResponseScan.related(ledger.files, by: ledger))
    job.progress = progress
    if !hasPrices { job.books = workspace.books.withoutPrices }
    job.earlierStarts = StreamedResponseScan.earlierStarts(of: job.files, by: ledger)
    let map = LedgerMap(job)
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
        var sums = try SummedLedger(
          map, InputDigests.later([], threads: 1), workspace: workspace, options: options,
          days: ResolvedPeriods(period: nil, compared: nil), findings: [], unlisted: [],
          hasSkipped: false)
        let run = try sums.finish()
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
    _ comparison: ComparedInputs?, _ starts: [Int: RequestStartCorrections],
    progress: LedgerProgress?
  ) -> MappingInputs {
    var job = workspace.job(options).with(files: files)
    (job.period, job.comparison, job.progress) = (period, comparison, progress)
    if let comparison { job.books = comparison.constant.books }
    job.useZones = options.useZones ?? (options.focus == nil ? nil : [])
    (job.outsideUseZones, job.focus) = (options.useZones, options.focus)
    job.diagnoses = options.isForReports
    job.listsRows = options.listsRows
    job.collectsInsight = options.isForReports
    // Who only counts rows writes none.
    if options.listsRows {
      job.spill = SpillRoom([workspace.root, EnvironmentVariable.value("TMPDIR") ?? "/tmp"])
    }
    if !options.listsRows { job.listedRepeats = options.maxListedRows }
    if options.weighsPrices { job.watched = PriceWatchPass.foreseen(job.books, zone: job.zone) }
    job.earlierStarts = starts
    if let period {
      let always = Period.always
      if options.keepsAllRows || options.weighsPrices {
        job.otherDays = [
          Period(from: always.from, to: period.from), Period(from: period.to, to: always.to),
        ]
      }
    }
    return job
  }
}
