import Cube
import Insight
import Intake
import Ledger
import Platform
import Pricing
import Reconciliation

/// A ledger mapped slice by slice, with every cut between slices proven.
package struct LedgerMap: Sendable {
  package private(set) var job: MappingInputs
  /// The number of workers that mapped it.
  let workers: Int
  package internal(set) var slices: [SliceResult]
  /// The rows with a finding of each slice, which explanations may replace; they are no longer in `slices`.
  private(set) var listed: [SliceRowStore<ExceptionRow>]
  private(set) var negativeMargins: [SliceRowStore<NegativeMarginRow>]
  /// Per slice and piece, the offset from which records belong to another.
  package let ends: [[Int64]]
  /// Returns the places of rows.
  let placing: RowLocator
  /// Per slice, where its facts and keys are if they were not taken from its partial yet.
  var left: [SliceFactSource?] = []
  /// Who has these, and the question that slices answer.
  var answered: (by: any SliceCollector, question: SliceMapParameters)?
  /// What tasks made of the facts and keys of all slices; nil where each slice has its own.
  var merged: MergedSlices?

  /// Maps the slices at the same time, then proves each cut: the first record of a slice must begin
  /// where the last one before it ended.
  ///
  /// There may be more slices than were planned: workers that are done take what others have left.
  ///
  /// - Parameter whenIdle: called by each worker that is done, while others may not be.
  package init(_ job: MappingInputs, whenIdle: @Sendable () -> Void = {}) {
    let plan = LedgerPlan(files: job.files, workers: job.reading.threads)
    let open = SliceQueue(plan, blockBytes: job.reading.blockBytes)
    let mapped = Parallel.map(plan.slices.count) { _ in
      let slices = MappedSlice.all(of: open, job: job)
      whenIdle()
      return slices
    }.flatMap { $0 }
    self.init(job, mapped: mapped, workers: plan.slices.count)
  }

  /// Takes slices that were mapped elsewhere or here, in any order, and proves each cut.
  ///
  /// - Parameters:
  ///   - mapped: together all bytes of the files of the job; each has a piece.
  ///   - workers: as many as read rows again.
  init(_ job: MappingInputs, mapped: consuming [MappedSlice], workers: Int) {
    mapped.sort { ($0.pieces[0].file, $0.pieces[0].from) < ($1.pieces[0].file, $1.pieces[0].from) }
    LedgerMap.prove(&mapped, job: job)
    for index in mapped.indices { mapped[index].result.number(index) }
    self.job = job
    self.workers = workers
    ends = mapped.map { $0.pieces.map(\.to) }
    slices = mapped.map(\.result)
    left = mapped.map(\.part)
    listed = slices.map { SliceRowStore($0.listed, spill: job.spill) }
    negativeMargins = slices.map { SliceRowStore($0.negativeMargins, spill: job.spill) }
    for index in slices.indices {
      slices[index].listed = PackedRows()
      slices[index].negativeMargins = PackedRows()
    }
    placing = RowLocator(slices, files: job.files)
  }

  /// Maps slices again that were cut within a record, or that read what is behind a failure of a file.
  private static func prove(_ mapped: inout [MappedSlice], job: MappingInputs) {
    var refused: Set<Int> = []
    for index in mapped.indices.dropFirst() {
      // Nothing that comes after is used.
      if mapped[index - 1].result.bookProblem != nil { return }
      let before = mapped[index - 1].result.pieces.last
      if let before, before.failure != nil { refused.insert(before.file) }
      guard let piece = mapped[index].pieces.first, !piece.isProven else { continue }
      let others = mapped[index].pieces.dropFirst()
      let result = mapped[index].result
      if refused.contains(piece.file) {
        // Whatever stands here is not used, and nothing is told of it; other files of the slice are.
        if result.isAbandoned || result.bookProblem != nil || result.rejected > 0 {
          mapped[index] = .alone(Array(others), job: job)
        }
      } else if let before, let first = result.pieces.first,
        result.isAbandoned || first.firstRecord != before.progress.offset
      {
        let proven = Piece(
          file: piece.file, from: before.progress.offset, to: piece.to, isProven: true)
        mapped[index] = .alone([proven] + others, job: job)
      }
    }
  }

  /// Takes the facts and keys that are still in partials.
  mutating func collect() throws(RunRefusal) {
    guard let (source, question) = answered else { return }
    answered = nil
    try source.collect(&self, for: question)
  }

  /// Gives up the hashes of the rows' ids, which are not needed once repeated rows are found.
  mutating func dropKeys() {
    for index in slices.indices { slices[index].keys = RowKeys() }
  }

  /// Gives up what unpriced rows needed, per slice: there may be as much as rows.
  mutating func takeMissingPrices() -> [MissingPrices] {
    let all = slices.map(\.missingPrices)
    for index in slices.indices { slices[index].missingPrices = MissingPrices() }
    return all
  }

  /// Replaces what explains an exception.
  package mutating func explain(exception: RowPlace, ofSlice slice: Int, by diagnosis: Diagnosis) {
    listed[slice].replace(
      exception, by: listed[slice].row(at: exception).explained(by: diagnosis))
  }

  /// Gives up what was kept of rows that no single mistake explains.
  mutating func dropOpenDiagnoses() {
    for index in slices.indices { slices[index].open = [] }
  }

  /// Gives up what was kept of the rows outside the period; per slice, one for each of the job's other days.
  mutating func takeOutside() -> [[OutsideFacts]] {
    let outside = slices.map(\.outside)
    for index in slices.indices { slices[index].outside = [] }
    return outside
  }

  /// The same, to find the rows of other days again: nil is all.
  func finding(_ period: Period?) -> LedgerMap {
    var map = self
    map.job.period = period
    map.job.otherDays = []
    map.job.comparison = nil
    map.job.onlySums = true
    map.job.collectsInsight = false
    return map
  }

  /// Gives up what rows of the period used of vendors; per slice, none where it was not collected.
  mutating func takeUse() -> [QuarterHourUse] {
    let use = slices.compactMap(\.use)
    for index in slices.indices { slices[index].use = nil }
    return use
  }

  /// Gives up the sums by hour of the week and by rate; per slice, none where they were not collected.
  mutating func takeInsight() -> [InsightSums] {
    let sums = slices.compactMap(\.insight)
    for index in slices.indices { slices[index].insight = nil }
    return sums
  }

  /// Gives up the sums for a comparison; per slice, none where nothing is compared.
  mutating func takeCompared() -> [ComparedSums] {
    let compared = slices.compactMap(\.compared)
    for index in slices.indices { slices[index].compared = nil }
    return compared
  }

  /// The same, to find the rows of the base of a comparison again that repeat others: its period is the base.
  ///
  /// - Parameter keys: those of the rows of the base, per slice.
  func finding(base: Period, _ comparison: ComparedInputs, keys: [RowKeys]) -> LedgerMap {
    var map = finding(base)
    map.job.books = comparison.baseBooks
    map.job.comparison = comparison
    map.job.comparison?.base = nil
    for (index, keys) in zip(slices.indices, keys) { map.slices[index].keys = keys }
    return map
  }

  /// Gives up the facts of all slices, so that they can be freed as they are merged.
  mutating func takeFacts() -> [(table: FactTable, users: [UserKey])] {
    if let merged {
      self.merged?.tables = []
      return merged.tables[0] + namedUsers
    }
    let facts = slices.compactMap { slice in slice.facts.map { ($0, slice.users) } }
    for index in slices.indices { slices[index].facts = nil }
    return facts
  }

  /// The users of each slice with a table that has no group: of some no row counts.
  var namedUsers: [(table: FactTable, users: [UserKey])] {
    slices.map { (FactTable(), $0.users) }
  }

  /// Returns the path and the physical line, from 1, of a row.
  package func place(of location: RowLocation) -> (file: Name, line: Int64) {
    placing.place(of: location)
  }

  /// The rejected rows that were kept, in the order of the ledger: all of them, or the first.
  var firstRejects: [RejectedSliceRow] {
    var rows: [RejectedSliceRow] = []
    for slice in slices {
      rows += slice.rejects.sorted { $0.location < $1.location }
      // What a later slice kept does not follow on what this one could not.
      if slice.rejects.count < slice.rejected { break }
    }
    return rows
  }

  /// Returns the piece that holds a row, and the row's offset in its file.
  package func find(_ position: RowPosition) -> (piece: Int, offset: Int64) {
    let pieces = slices[position.slice].pieces
    // The last piece that begins at or before the row; the pieces are in order.
    var index = 0
    var end = pieces.count
    while end - index > 1 {
      let middle = (index + end) / 2
      if pieces[middle].position <= position.position { index = middle } else { end = middle }
    }
    return (index, pieces[index].firstRecord + position.position - pieces[index].position)
  }

  /// The first fault of the books that showed when their rows met: then nothing that was mapped is of use.
  var bookProblem: BookProblem? { slices.lazy.compactMap(\.bookProblem).first }

  /// Files that cannot be used after all, with why and where.
  var failures: [(file: Int, failure: FileFailure)] {
    var failures: [(Int, FileFailure)] = []
    var failed: Set<Int> = []
    for (slice, result) in slices.enumerated() {
      for (index, piece) in result.pieces.enumerated() {
        guard let failure = piece.failure, failed.insert(piece.file).inserted else { continue }
        // Lines in a failure of a piece are counted from the start of the piece.
        failures.append((piece.file, failure.moved(downBy: Int(placing.lineBases[slice][index]))))
      }
    }
    return failures
  }
}
