import Cube
import Intake
import Ledger
import Pricing
import Rating
import Reconciliation
import Reports

/// What `run` may be told besides the workspace.
struct RunOptions: Sendable {
  var period: PeriodOption = .all
  var knownAt: Instant?
  var threads = 1
  var isCarefulOnly = false
  var blockBytes = 1 << 18
  var rejectLimit: RejectLimit?
  var skipsBadFiles = false
  /// How many rejected rows of each file and code are told.
  var listedRejects = FindingPrinter.limit

  /// Which days to report.
  enum PeriodOption: Hashable, Sendable {
    case all
    case days(Period)
    /// The last so many days, counted back from the last day in the ledger.
    case last(Int)
  }

  /// How many rejected rows of a file are borne.
  enum RejectLimit: Hashable, Sendable {
    case rows(Int64)
    case percent(Int64)
  }
}

/// A ledger rated, reconciled and summed: what every command that needs figures starts from.
struct Run: Sendable {
  let workspace: Workspace
  let options: RunOptions
  let map: LedgerMap
  let repeats: RepeatSearch
  let input: ReportInput
  /// The days reported; nil is all.
  let period: Period?
  /// Warnings about the workspace and the ledger, by file and line.
  let findings: [Finding]
  /// What there is more of than the findings say.
  let unlisted: [UnlistedFindings]
  /// Some files were left out because they could not be used.
  let hasSkippedFiles: Bool
}

/// The inputs cannot be used: the run was not done, and nothing was changed.
struct RunRefusal: Error {
  /// What is wrong with them, and what else was noted.
  let findings: [Finding]
}

extension Run {
  /// The one place that knows the order: plan, map, find repeats, reduce.
  init(
    workspace: Workspace, options: RunOptions, progress: Progress?
  ) throws(RunRefusal) {
    var findings = workspace.findings
    let bad = findings.filter { $0.severity == .error }
    let badBooks = bad.contains { !$0.place.file.hasPrefix("ledger/") }
    if badBooks { throw RunRefusal(findings: findings) }

    var files = workspace.ledger
    var hasSkipped = !bad.isEmpty
    while true {
      let period = Run.period(options, files: files, workspace: workspace)
      let job = Run.job(
        files, workspace: workspace, options: options, period: period, progress: progress)
      let map = LedgerMap(LedgerPlan(files: files, workers: options.threads), job: job)
      if let problem = map.slices.lazy.compactMap(\.bookProblem).first {
        throw RunRefusal(findings: findings + [problem.fault.finding(at: problem.place)])
      }
      let failures = Run.failures(of: map, options: options)
      // Without leave to skip files, the others are still read, so that all problems are told at once.
      if hasSkipped && failures.isEmpty && !options.skipsBadFiles {
        throw RunRefusal(findings: findings)
      }
      if failures.isEmpty {
        progress?.begin("Looking for repeated rows")
        self = try Run.reduce(
          map, workspace: workspace, options: options, period: period, findings: findings,
          hasSkipped: hasSkipped)
        return
      }
      findings += failures.map { $0.failure.finding(in: files[$0.file].path) }
      let tooMany = failures.filter {
        if case .tooManyRejects = $0.failure.fault { true } else { false }
      }
      findings += LedgerWarnings.rejects(map, ofFiles: Set(tooMany.map(\.file)))
      guard options.skipsBadFiles else { throw RunRefusal(findings: findings.inReadingOrder) }
      let left = Set(failures.map(\.file))
      files = files.enumerated().filter { !left.contains($0.offset) }.map(\.element)
      hasSkipped = true
    }
  }

  private static func job(
    _ files: [LedgerFile], workspace: Workspace, options: RunOptions, period: Period?,
    progress: Progress?
  ) -> MapJob {
    MapJob(
      files: files, books: workspace.books,
      reconciler: Reconciler(
        currencies: workspace.currencies, settings: workspace.books.settings),
      zone: workspace.zone, period: period, isCarefulOnly: options.isCarefulOnly,
      blockBytes: options.blockBytes, progress: progress)
  }

  /// The days to report.
  ///
  /// For the last so many, the ledger is read once to find its last day.
  private static func period(
    _ options: RunOptions, files: [LedgerFile], workspace: Workspace
  ) -> Period? {
    switch options.period {
    case .all: return nil
    case .days(let period): return period
    case .last(let count):
      let map = LedgerMap(
        LedgerPlan(files: files, workers: options.threads),
        job: job(
          files, workspace: workspace, options: options, period: nil, progress: nil))
      guard let last = map.slices.compactMap(\.lastDay).max() else { return nil }
      return Period(from: last + (1 - count), to: last + 1)
    }
  }

  // MARK: Files that cannot be used after all

  private static func failures(
    of map: LedgerMap, options: RunOptions
  ) -> [(file: Int, failure: FileFailure)] {
    var failures = map.failures
    var rows = [Int64](repeating: 0, count: map.job.files.count)
    var rejected = rows
    for slice in map.slices {
      for piece in slice.pieces { rows[piece.file] += piece.progress.rows }
      for (group, count) in slice.rejectCounts { rejected[group.file] += count }
    }
    for file in rows.indices where !failures.contains(where: { $0.file == file }) {
      if exceeds(rejected[file], of: rows[file], options.rejectLimit) {
        let fault = FileFault.tooManyRejects(
          rejected: Int(rejected[file]), rows: Int(rows[file]))
        failures.append((file, FileFailure(fault)))
      } else if let failure = LedgerBytes.change(of: map.job.files[file]) {
        failures.append((file, failure))
      }
    }
    return failures
  }

  /// Without a stated limit, more than half of at least 20 rows is a wrong format, not bad rows.
  private static func exceeds(
    _ rejected: Int64, of rows: Int64, _ limit: RunOptions.RejectLimit?
  ) -> Bool {
    switch limit {
    case nil: rows >= 20 && rejected * 2 > rows
    case .rows(let count): rejected > count
    case .percent(let percent): rejected * 100 > rows * percent
    }
  }

  // MARK: Reduce

  private static func reduce(
    _ map: LedgerMap, workspace: Workspace, options: RunOptions, period: Period?,
    findings: [Finding], hasSkipped: Bool
  ) throws(RunRefusal) -> Run {
    let repeats: RepeatSearch
    do throws(RunRefusal) { repeats = try RepeatSearch(in: map) } catch {
      throw RunRefusal(findings: findings + error.findings)
    }
    let parts = map.slices + [repeats.corrections]
    let facts = Facts(merging: parts.map { ($0.facts, $0.users) })
    if facts.hasOverflowed {
      throw RunRefusal(findings: findings + [FileFailure(.sumsTooLarge).finding(in: "ledger")])
    }
    var totals = ReconciliationTotals()
    for part in parts { totals.add(part.totals) }
    let lists = FindingLists(map, repeats: repeats)
    let input = ReportInput(
      rows: rowCounts(map, repeats: repeats, facts: facts), facts: facts,
      reconciliation: totals, exceptions: lists.exceptions,
      negativeMargins: lists.negativeMargins, rejects: lists.rejects,
      settings: workspace.books.settings)
    precondition(input.rows.isConserved, "every row that was read is accounted for once")
    let warnings = LedgerWarnings(
      map, input: input, workspace: workspace, limit: options.listedRejects)
    return Run(
      workspace: workspace, options: options, map: map, repeats: repeats, input: input,
      period: period,
      findings: (findings + warnings.findings).inReadingOrder, unlisted: warnings.unlisted,
      hasSkippedFiles: hasSkipped)
  }

  private static func rowCounts(
    _ map: LedgerMap, repeats: RepeatSearch, facts: Facts
  ) -> RowCounts {
    var counts = RowCounts()
    for slice in map.slices {
      counts.read += slice.pieces.reduce(0) { $0 + $1.progress.rows }
      counts.rejected += Int64(slice.rejected)
      counts.outsidePeriod += slice.outsidePeriod
    }
    counts.duplicate = repeats.duplicates
    counts.conflict = repeats.conflicts
    for fact in facts.rows {
      counts.rated += fact.measures.requests - fact.measures.unpriced
      counts.unpriced += fact.measures.unpriced
    }
    return counts
  }
}
