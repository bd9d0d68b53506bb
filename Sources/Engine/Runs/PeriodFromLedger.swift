import Intake
import Ledger
import Rating
import Workspace

extension LedgerMap {
  /// Maps a ledger for the days to report, nil is all, and those with which they are compared, which the ledger itself may
  /// decide.
  ///
  /// Which days "last month" means shows only when every row is read. So the days are guessed from the beginning and the
  /// end of each file, and the map counts the rows of each day. Where the guess was wrong, the ledger is mapped again.
  ///
  /// - Parameters:
  ///   - starts: of `files`.
  ///   - job: what mapping needs for a period, and what it is compared with.
  static func ofPeriod(
    _ files: [LedgerFile], _ workspace: Workspace, _ options: RunOptions,
    _ starts: [Int: RequestStartCorrections], whenIdle: @Sendable () -> Void = {},
    job: (Period?, ComparedInputs?) -> MappingInputs
  ) throws(RunRefusal) -> (map: LedgerMap, days: ResolvedPeriods) {
    func decided(_ days: LedgerDays) throws(RunRefusal) -> ResolvedPeriods {
      let period = try days.period(options, root: workspace.root, workspace.findings)
      return ResolvedPeriods(
        period: period,
        compared: days.compared(period, options.comparison, zone: workspace.zone))
    }
    func inputs(_ days: ResolvedPeriods, counting: Bool) -> MappingInputs {
      var inputs = job(
        days.period, days.compared.map { ComparedInputs($0, options.comparison, workspace.books) })
      inputs.countsDays = counting
      return inputs
    }
    let source = options.parts as? PartialSlices
    func map(_ days: ResolvedPeriods, counting: Bool) throws(RunRefusal) -> LedgerMap {
      guard let source else {
        return LedgerMap(inputs(days, counting: counting), whenIdle: whenIdle)
      }
      return try source.map(
        inputs(days, counting: counting), for: SliceMapParameters(days, countsDays: counting))
    }
    if let task = source?.task {
      let asked = inputs(ResolvedPeriods(task.question), counting: task.question.countsDays)
      throw try task.refusal(mapping: asked)
    }
    guard options.dependOnLedger else {
      let days = try decided(LedgerDays(days: []))
      return (try map(days, counting: false), days)
    }
    var sample = workspace.job(options).with(files: files)
    sample.earlierStarts = starts
    var guess = ResolvedPeriods(period: nil, compared: nil)
    do throws(RunRefusal) {
      guess = try decided(LedgerDays(sampling: sample, workspace.buckets))
    } catch {
      // What a sample lacks, the whole ledger may have: it decides.
    }
    let guessed = try map(guess, counting: true)
    // The caller refuses such books.
    if guessed.bookProblem != nil { return (guessed, guess) }
    let proven = try decided(LedgerDays(in: guessed.slices, workspace.zone, workspace.buckets))
    let changes = guessed.job.comparison?.constant.books.boundaries ?? []
    return proven.areCovered(by: guess, changes: changes)
      ? (guessed, proven) : (try map(proven, counting: true), proven)
  }
}

extension ComparedInputs {
  init(_ days: ComparedDays, _ option: RunOptions.ComparisonOption, _ books: Books) {
    var changed = books
    if case .days(_, let scenario?) = option { changed = scenario }
    self.init(
      base: days.base, baseBooks: books,
      constant: BookVariant(books: changed, ratedAt: days.constantAt))
  }
}

extension RunOptions {
  /// Only the days of the ledger say what to map.
  fileprivate var dependOnLedger: Bool {
    if period.dependsOnLedger { return true }
    if case .none = comparison { return false }
    return period != .all
  }
}

extension RunOptions.PeriodOption {
  /// Only the days of the ledger say which period this is.
  fileprivate var dependsOnLedger: Bool {
    switch self {
    case .all, .days: false
    case .last, .lastMonth, .month, .quarter: true
    }
  }
}

extension LedgerDays {
  /// The size of the sample from the start and from the end of a file, in bytes.
  private static let sampled: Int64 = 1 << 16

  /// Guesses the days from the beginning and the end of each file.
  ///
  /// A gzip file gives only its beginning; a file that cannot be cut is read.
  init(sampling job: MappingInputs, _ buckets: [BucketExport]) {
    var job = job
    job.ratedBy = .nothing
    job.countsDays = true
    job.progress = nil
    let slices = job.files.indices.map { index in
      MappedSlice.alone(LedgerDays.samples(of: job.files[index], index), job: job).result
    }
    self.init(in: slices, job.zone, buckets)
  }

  private static func samples(of file: LedgerFile, _ index: Int) -> [Piece] {
    let start = file.start.headerEnd
    func piece(_ from: Int64, _ to: Int64) -> Piece {
      Piece(file: index, from: from, to: to, isProven: from == start)
    }
    let isWhole = file.start.layout.format.isJSONDocument || file.start.layout.rewrite != nil
    if isWhole || file.contentSize - start <= 2 * sampled { return [piece(start, Piece.endOfFile)] }
    let beginning = piece(start, start + sampled)
    if file.isGzip { return [beginning] }
    return [beginning, piece(file.contentSize - sampled, Piece.endOfFile)]
  }

  /// The days to report; nil is all.
  ///
  /// - Throws: where no month or quarter of that number has usage.
  func period(
    _ options: RunOptions, root: String, _ findings: [Finding]
  ) throws(RunRefusal) -> Period? {
    func required(_ period: Period?, _ name: String) throws(RunRefusal) -> Period? {
      guard period == nil, !days.isEmpty else { return period }
      throw NoUsage(
        message: "no usage in any \(name)", among: self, likely: lastMonth, root: root, options
      ).refusal(findings)
    }
    return switch options.period {
    case .all: nil
    case .days(let period): period
    case .last(let count): days.last.map { Period(from: $0 + (1 - count), to: $0 + 1) }
    case .lastMonth: lastMonth?.period
    case .month(let number):
      try required(latest(number)?.period, DayText.months[number - 1])
    case .quarter(let number): try required(latest(quarter: number), "quarter \(number)")
    }
  }
}

extension LedgerRun {
  /// The days to report, nil is all; where the ledger decides them, it is read once.
  package static func period(
    _ options: RunOptions, workspace: Workspace
  ) throws(RunRefusal) -> Period? {
    var days = LedgerDays(days: [])
    if options.period.dependsOnLedger {
      let ledger = workspace.job(options)
      var job = ledger.with(files: StreamedResponseScan.related(ledger.files, by: ledger))
      job.earlierStarts = StreamedResponseScan.earlierStarts(of: job.files, by: ledger)
      days = LedgerDays(of: job, workspace.buckets)
    }
    return try days.period(options, root: workspace.root, workspace.findings)
  }

  /// The days to report, nil is all, of usage on known days.
  ///
  /// - Parameter usedDays: in order.
  /// - Throws: where they have no usage.
  package static func period(
    _ options: RunOptions, usedDays: [Day], root: String
  ) throws(RunRefusal) -> Period? {
    let days = LedgerDays(days: usedDays)
    guard let period = try days.period(options, root: root, []) else { return nil }
    if usedDays.contains(where: period.contains) { return period }
    throw NoUsage(
      message: "no usage in \(period.words)", among: days, likely: days.likely(for: period),
      root: root, options
    ).refusal([])
  }
}
