import Cube
import Intake
import Ledger
import Rating
import Reconciliation
import Simulation
import Workspace

/// A ledger rated in one pass by several variants of its books, the books themselves first.
package struct ScenarioLedgerRun: Sendable {
  package let workspace: Workspace
  package let map: LedgerMap
  package let repeats: Deduplication
  /// The sums of each worker, and those of repeats of earlier rows, with negative signs.
  private let parts: [Part]
  /// The costs of charged requests by the books themselves; those of repeated rows to be removed.
  package let costs: [CostGroup]
  /// The days reported; nil is all.
  package let period: Period?

  private struct Part: Sendable {
    let table: VariantTable
    let users: [UserKey]
  }

  /// Plans, maps and finds repeats as a plain run does, of a workspace without errors; whatever else would refuse
  /// that refuses this.
  package init(
    workspace: Workspace, variants: [BookVariant], grain: VariantTable.Grain, keepsCosts: Bool,
    options: RunOptions, progress: LedgerProgress?
  ) throws(RunRefusal) {
    let ledger = workspace.job(options)
    let files = StreamedResponseScan.related(ledger.files, by: ledger)
    let starts = StreamedResponseScan.earlierStarts(of: files, by: ledger)
    var map: LedgerMap
    let days: ResolvedPeriods
    (map, days) = try LedgerMap.ofPeriod(files, workspace, options, starts) { period, _ in
      var job = ledger.with(files: files)
      (job.period, job.progress) = (period, progress)
      job.ratedBy = .variants(variants, grain: grain, keepsCosts: keepsCosts)
      job.earlierStarts = starts
      return job
    }
    if let problem = map.bookProblem { throw RunRefusal(problem) }
    let problems = FileProblems(map, options: options)
    if !problems.files.isEmpty {
      throw RunRefusal(
        findings: (workspace.findings + problems.findings).inReadingOrder,
        unlisted: problems.unlisted)
    }
    progress?.begin("Looking for repeated rows")
    let repeats = try Deduplication(in: map)
    map.dropKeys()
    self.workspace = workspace
    self.map = map
    self.repeats = repeats
    period = days.period
    costs = (map.slices + [repeats.corrections]).flatMap(\.costs)
    parts = (map.slices + [repeats.corrections]).compactMap { slice in
      slice.variants.map { Part(table: $0, users: slice.users) }
    }
    if options.needsUsage, self.days == nil {
      throw NoUsage(
        rows: RowCounts(map, repeats: repeats, facts: Facts(merging: [])), period: period,
        ledger: ledger.with(files: files), root: workspace.root, buckets: workspace.buckets,
        options: options
      ).refusal(workspace.findings)
    }
  }

  /// The first and the last day with a request that counts; nil without any.
  package var days: ClosedRange<Day>? {
    ActiveDateRange.span(parts.map(\.table.requestsByDay))
  }

  /// The last day of the whole ledger; nil without any.
  package var lastDay: Day? { map.slices.compactMap(\.lastDay).max() }

  /// The facts of the ledger by the variant of that number, less what `stops` takes out again.
  package func facts(
    _ variant: Int, stops: [(table: FactTable, users: [UserKey])] = []
  ) throws(RunRefusal) -> Facts {
    try merged(parts.map { ($0.table.facts(variant), $0.users) } + stops)
  }

  /// The facts by the books themselves, with what was deducted in place of what the books compute.
  package var factsAsDeducted: Facts {
    get throws(RunRefusal) { try merged(parts.map { ($0.table.factsAsDeducted(), $0.users) }) }
  }

  /// The facts of what the variant of that number does not let through by its restrictions, as if it did.
  package func stoppedFacts(_ variant: Int) throws(RunRefusal) -> Facts {
    try merged(parts.map { ($0.table.stoppedFacts(variant), $0.users) })
  }

  /// The facts by the books themselves of what has a price by them, and none under the variant of that number.
  package func unpricedFacts(_ variant: Int) throws(RunRefusal) -> Facts {
    try merged(parts.map { ($0.table.unpricedFacts(variant), $0.users) })
  }

  private func merged(
    _ tables: [(table: FactTable, users: [UserKey])]
  ) throws(RunRefusal) -> Facts {
    let facts = Facts(merging: tables)
    if facts.hasOverflowed { throw RunRefusal(findings: [RunRefusal.sumsTooLarge]) }
    return facts
  }

  /// Returns the number of requests that the restrictions of the numbered variant stop.
  package func stopped(_ variant: Int) -> Int64 {
    parts.reduce(0) { $0 + $1.table.stopped(variant) }
  }

  /// Returns the number of requests of paying customers that are charged below cost.
  package func belowCost(_ variant: Int) -> Int64 {
    parts.reduce(0) { $0 + $1.table.belowCost(variant) }
  }

  /// Returns the number of rows whose cost under the numbered variant exceeds the limit for a row.
  package func unratable(_ variant: Int) -> Int64 {
    parts.reduce(0) { $0 + $1.table.unratable[variant] }
  }
}
