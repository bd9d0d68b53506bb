import Intake
import Ledger
import Parsing
import Reconciliation
import Workspace

extension SliceMapper {
  /// Takes rows of one layout that were mapped before out of the facts, totals and counts again, and lists as many
  /// of them as are requested as duplicates or conflicts.
  ///
  /// - Throws: where they are no rows that count.
  mutating func takeOut(
    _ copies: ArraySlice<Copy>, layout: LedgerLayout
  ) throws(RunRefusal) {
    var bytes: [UInt8] = []
    var starts: [(offset: Int64, origin: RequestStartCorrection)] = []
    for row in copies.lazy.map(\.row) {
      if let start = job.earlierStarts[row.file]?[row.location.offset] {
        starts.append((Int64(bytes.count), start))
      }
      bytes += row.bytes + layout.format.separator
    }
    let buffer = BlockBuffer(blockBytes: bytes.count + 1, read: ReadBytes.once(bytes))
    var progress = PieceProgress(piece: 0, offset: 0)
    blocks.use(layout, RequestStartCorrections(starts))
    do {
      try buffer.fill()
      _ = try blocks.take(buffer.bytes, isEnd: true, limit: .max, progress: &progress)
    } catch { throw .contradiction }
    guard blocks.records.count == copies.count else { throw .contradiction }
    scratch.prepare(blocks)
    addFacts(sign: -1, movedBy: 0)
    for (index, copy) in copies.enumerated() {
      scratch.use?.repeating(
        blocks.records[index], blocks.rated[index], by: blocks.rater, users: blocks.users,
        isConflict: copy.repeated.isConflict, at: copy.row.position)
    }
    guard case .books = job.ratedBy, !job.onlySums else { return }
    if takenOut.isEmpty { takenOut = job.files.map { _ in RowCounts() } }
    for (index, copy) in copies.enumerated() {
      let kind: ExceptionRow.Kind = copy.repeated.isConflict ? .conflict : .duplicate
      let record = blocks.records[index]
      takenOut[copy.row.file].takeOut(
        isConflict: copy.repeated.isConflict,
        isUnpriced: ExceptionRow.kind(of: blocks.outcomes[index]) == .unpriced)
      func row() -> ExceptionRow {
        ExceptionRow(
          repeated: kind, at: copy.row.location, record: record, user: blocks.user(of: record),
          card: blocks.card(of: blocks.rated[index]), outcome: blocks.outcomes[index],
          scale: job.reconciler.scale, evidence: copy.evidence)
      }
      if job.listsRows {
        scratch.listed.append(row())
      } else {
        scratch.counted.list(
          kind, at: copy.row.location, file: copy.row.file, upTo: job.listedRepeats,
          in: &exceptions, row)
        withdraw(index, copy.row, statesTier: layout.statesTier)
      }
    }
  }

  /// Counts the findings of a row that repeats another once less.
  private mutating func withdraw(_ index: Int, _ row: FetchedRow, statesTier: Bool) {
    let (record, rated) = (blocks.records[index], blocks.rated[index])
    let (kind, isUnknownTier) = findings(of: index, statesTier: statesTier)
    for found in [kind, isUnknownTier ? .unknownTier : nil].compactMap({ $0 }) {
      scratch.counted.withdraw(found, file: row.file, card: rated.card, in: &exceptions) {
        ExceptionRow(
          ExceptionRow.Draft(
            found, at: row.location, record: record, user: blocks.user(of: record),
            card: blocks.card(of: rated), rated: rated, outcome: blocks.outcomes[index],
            scale: job.reconciler.scale))
      }
    }
  }
}
