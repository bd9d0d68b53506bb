import Cube
import Insight
import Intake
import Ledger
import Rating
import Reconciliation
import Simulation

/// Maps the records of a slice to facts and findings, block after block.
struct SliceMapper {
  let job: MappingInputs
  var blocks: BlockRater
  private var result = SliceResult()
  var scratch: SliceWorkerMemory
  private var insight: InsightTally?
  private var undiagnosed: DiagnosisQueue
  /// Rows are removed, not added, and no slice is mapped any more.
  private var takesOut = false
  /// Rows that repeat others or are counted below 0, when rows are only counted.
  var exceptions: [ExceptionRow] = []
  /// Per file of the ledger, what taking rows out changes; empty before any is.
  var takenOut: [RowCounts] = []

  /// Makes one that begins with the file of that index.
  init(_ job: MappingInputs, file: Int) {
    self.job = job
    scratch = SliceWorkerMemory(job)
    blocks = BlockRater(job, file: file)
    if job.collectsInsight {
      let time = job.period.map {
        Validity(from: job.zone.start(of: $0.from), to: job.zone.start(of: $0.to))
      }
      insight = InsightTally(job.books, in: job.zone, during: time)
    }
    blocks.outside = job.otherDays.map { OutOfPeriodRows($0, job.books) }
    undiagnosed = DiagnosisQueue(Diagnoser(books: job.books, reconciler: job.reconciler))
  }

  /// Maps the pieces that are left to a slice, one after another, by what is known of texts and rate cards.
  mutating func map(_ open: StealablePieces) -> SliceResult {
    result = SliceResult()
    result.keys = RowKeys(job.hashWidth)
    scratch = SliceWorkerMemory(job)
    insight?.clear()
    result.pieces.reserveCapacity(open.pieces.count)
    while canGoOn, !result.isAbandoned, let piece = open.next() { map(piece, of: open) }
    open.close()
    undiagnosed.list(in: &scratch.listed, &result.open)
    return finished
  }

  /// True if the books are usable for all rows read so far.
  var canGoOn: Bool { result.bookProblem == nil }

  /// The slice as a value.
  var finished: SliceResult {
    precondition(undiagnosed.isEmpty, "every row that differs is diagnosed in the end")
    var result = result
    scratch.finish(&result, by: blocks, sign: takesOut ? -1 : 1)
    result.insight = insight?.sums
    return result
  }

  private mutating func map(_ piece: Piece, of open: StealablePieces) {
    let file = job.files[piece.file]
    let number = result.pieces.count
    let position = result.pieces.last.map { $0.position + $0.progress.offset - $0.firstRecord }
    var opening: PieceOpening?
    var failure: FileFailure?
    do throws(FileFailure) { opening = try PieceOpening(piece, of: file, job: job) } catch {
      failure = error
    }
    let start = opening?.firstRecord ?? piece.from
    result.pieces.append(
      PieceResult(
        file: piece.file, firstRecord: start,
        progress: PieceProgress(
          piece: Int32(number), offset: start, lineOffset: file.start.lineOffset),
        position: position ?? 0, point: opening?.point, failure: failure))
    guard let opening else { return }
    blocks.use(file: piece.file)
    do throws(BlockRater.Failure) { try mapBlocks(of: piece, open, opening.buffer) } catch {
      switch error {
      case .file(let failure): result.pieces[number].failure = failure
      case .books(let problem): result.bookProblem = problem
      }
    }
  }

  private mutating func mapBlocks(
    of piece: Piece, _ open: StealablePieces, _ buffer: BlockBuffer
  ) throws(BlockRater.Failure) {
    let number = result.pieces.count - 1
    let file = job.files[piece.file]
    var reading = PieceBlocks(
      buffer, of: file, after: result.pieces[number].progress, to: piece.to)
    defer { result.pieces[number].progress = reading.progress }
    while let block = try reading.next(by: &blocks, of: open) {
      result.pieces[number].checkpoints.append(block.start)
      addBlock(block.bytes, from: block.start.offset)
      if !piece.isProven, isProbablyMisguessed(reading.progress.rows) {
        result.isAbandoned = true
        return
      }
      job.progress?.advance(Int64(block.count), block.rows, file.path)
    }
    if reading.isAtEndOfFile {
      do throws(FileFailure) { try file.checkEnd(reading.progress) } catch { throw .file(error) }
    }
  }

  /// Returns true if all of very many rows are bad from the start of a piece on.
  ///
  /// Lines within a quoted field look like that.
  private func isProbablyMisguessed(_ rows: Int64) -> Bool {
    rows >= 1_000 && rows == Int64(result.rejected)
  }

  /// Adds the rows of the block taken last, which began at `origin`, to what was collected.
  private mutating func addBlock(_ bytes: Bytes, from origin: Int64) {
    for (day, rows) in blocks.rowsByDay { result.rowsByDay[day, default: 0] += rows }
    if case .nothing = job.ratedBy { return relate() }
    scratch.prepare(blocks)
    let number = result.pieces.count - 1
    let base = result.pieces[number].position - result.pieces[number].firstRecord
    addFacts(sign: 1, movedBy: base)
    if let days = blocks.days {
      result.lastDay = max(days.upperBound, result.lastDay ?? days.upperBound)
      result.pieces[number].days.append(
        BlockDays(offset: origin, first: days.lowerBound, last: days.upperBound))
    }
    result.pieces[number].inPeriod += Int64(blocks.records.count)
    result.pieces[number].outsidePeriod += blocks.outsidePeriod
    for index in blocks.outside.indices {
      scratch.outside[index].add(blocks.outside[index], movedBy: base)
    }
    scratch.compared?.addBase(blocks, movedBy: base)
    let rounded = result.keys.append(blocks.records, movedBy: base)
    result.pieces[number].add(rounded, of: blocks.records)
    for index in stride(from: Checkpoint.rows, to: blocks.records.count, by: Checkpoint.rows) {
      result.pieces[number].checkpoints.append(
        Checkpoint(offset: blocks.records[index].offset, line: blocks.records[index].line))
    }
    for reject in blocks.rejects { keep(reject) }
    if case .books = job.ratedBy { keepFindings(bytes, from: origin) }
  }

  /// Collects what the rows of a block that are not rated say of others.
  private mutating func relate() {
    result.nodes.append(blocks.batch.nodes)
    guard job.files[file].start.layout.usage.isCumulative else { return }
    result.starts.append(
      blocks.records, copies: blocks.batch.copies, file: file, user: blocks.user(of:))
  }

  /// Adds the rows of the block taken last, `sign` times.
  ///
  /// - Parameter base: what leads from their offsets to their positions in the slice.
  mutating func addFacts(sign: Int64, movedBy base: Int64) {
    guard case .books = job.ratedBy else {
      scratch.variants?.add(blocks.records, blocks.variants, sign: sign)
      scratch.costs?.add(blocks.rated, by: blocks.rater)
      takesOut = sign < 0
      return
    }
    scratch.facts?.add(blocks.records, blocks.rated, blocks.outcomes, sign: sign)
    scratch.compared?.add(blocks, sign: sign)
    insight?.add(blocks.records, blocks.rated, by: blocks.rater, sign: sign)
    scratch.alerts.add(blocks.records, blocks.rated, by: blocks.rater, sign: sign)
    scratch.use?.add(
      blocks.records, blocks.rated, by: blocks.rater, users: blocks.users, sign: sign,
      movedBy: base)
    let unconverted = result.totals.unconverted
    job.reconciler.total(
      blocks.records, blocks.rated, blocks.outcomes, by: blocks.rater,
      into: &result.totals, sign: sign)
    if result.totals.unconverted != unconverted { result.missingRates.add(blocks, sign: sign) }
    if blocks.rater.hasCardsOfAnyRegion { result.regionsWithoutPrice.add(blocks, sign: sign) }
    if blocks.accounts.mayDiffer { result.tierDifferences.add(blocks, sign: sign) }
  }

  /// The file being mapped.
  private var file: Int { result.pieces[result.pieces.count - 1].file }

  private mutating func keepFindings(_ bytes: Bytes, from origin: Int64) {
    let statesTier = job.files[file].start.layout.statesTier
    let scale = job.reconciler.scale
    for index in blocks.remarkable {
      let rated = blocks.rated[index]
      let outcome = blocks.outcomes[index]
      let (kind, isUnknownTier) = findings(of: index, statesTier: statesTier)
      guard kind != nil || isUnknownTier || outcome.hasNegativeMargin else { continue }
      let record = blocks.records[index]
      let (user, card) = (blocks.user(of: record), blocks.card(of: rated))
      if kind == .unpriced {
        scratch.missingPrices.add(record, card, number: rated.card, file: file)
        result.pieces[result.pieces.count - 1].unpriced += 1
      }
      let location = RowLocation(record, slice: Int(RowLocation.laterSlice))
      if kind != .unpriced, record.isRefund, result.refunds.count < RefundRow.keptRows {
        result.refunds.append(RefundRow(at: location, record, user: user))
      }
      func list(_ found: ExceptionRow.Kind) {
        if !job.listsRows,
          scratch.counted.count(found, file: file, card: rated.card, in: &result.standing)
        {
          return
        }
        let draft = ExceptionRow.Draft(
          found, at: location, record: record, user: user, card: card, rated: rated,
          outcome: outcome, scale: scale)
        if job.diagnoses && found == kind,
          let subject = subject(of: index, card, bytes, from: origin)
        {
          undiagnosed.add(
            consume draft, subject, listedIn: &scratch.listed, &result.open)
          // A row that stands for others is known by its place.
          if !job.listsRows { undiagnosed.list(in: &scratch.listed, &result.open) }
        } else {
          scratch.listed.append(ExceptionRow(consume draft))
        }
      }
      if let kind { list(kind) }
      if isUnknownTier { list(.unknownTier) }
      if outcome.hasNegativeMargin && job.listsRows {
        scratch.negativeMargins.append(
          NegativeMarginRow(at: location, record: record, user: user, card: card, rated: rated))
      }
    }
  }

  /// Returns the findings of a row of the block.
  ///
  /// If no row states a tier, a tier is not unknown unless its cell is blank.
  @inline(__always)
  func findings(
    of index: Int, statesTier: Bool
  ) -> (kind: ExceptionRow.Kind?, isUnknownTier: Bool) {
    let card = blocks.rater.terms[Int(blocks.rated[index].card)]
    return (
      ExceptionRow.kind(of: blocks.outcomes[index]),
      !card.isPlanned && (statesTier || card.hasTier)
    )
  }

  /// A row that differs, ready to be diagnosed; nil where no cause can be found.
  private mutating func subject(
    of index: Int, _ card: RateCard, _ bytes: Bytes, from origin: Int64
  ) -> DiagnosisSubject? {
    let record = blocks.records[index]
    return undiagnosed.diagnoser.subject(
      record, blocks.rated[index], card: card, outcome: blocks.outcomes[index],
      details: DiagnosisSubject.Details(blocks.details(of: record, in: bytes, from: origin)))
  }

  private mutating func keep(_ row: BlockRater.BlockReject) {
    let group = RejectGroup(file: file, code: row.reject.faults[0].code)
    result.rejectCounts[group, default: 0] += 1
    if result.rejects.count < RejectedSliceRow.keptRows {
      result.rejects.append(RejectedSliceRow(row))
    }
  }
}
