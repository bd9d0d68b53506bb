import Cube
import Intake
import Ledger
import Parsing
import Reconciliation
import Workspace

/// A request of a mapped ledger, read and rated again.
package struct RereadRequest: Sendable {
  package let id: Name
  /// The start as the ledger has it.
  package let startedAt: Name
  /// The path and the physical line, from 1.
  package let place: (file: Name, line: Int64)
  /// The row repeats another one, and does not count.
  package let isRepeated: Bool
  package let use: QuarterHourUse
}

extension LedgerRun {
  /// Reads single requests again; it takes as long as finding their lines does.
  ///
  /// - Parameter positions: those of rows that could be read and rated, in any order.
  package func requests(
    at positions: Set<RowPosition>
  ) throws(RunRefusal) -> [RowPosition: RereadRequest] {
    var job = map.job
    job.period = nil
    job.otherDays = []
    var found: [RowPosition: RereadRequest] = [:]
    let rows = try RowFetcher(map).fetch(positions)
    guard let first = rows.first else { return [:] }
    var blocks = BlockRater(job, file: first.file)
    for row in rows {
      found[row.position] = try request(row, by: &blocks)
    }
    return found
  }

  private func request(
    _ row: FetchedRow, by blocks: inout BlockRater
  ) throws(RunRefusal) -> RereadRequest {
    let layout = map.job.files[row.file].start.layout
    let bytes = row.bytes + layout.format.separator
    let start = map.job.earlierStarts[row.file]?[row.location.offset]
    blocks.use(
      layout, RequestStartCorrections(start.map { [(offset: Int64(0), origin: $0)] } ?? []))
    let buffer = BlockBuffer(blockBytes: bytes.count + 1, read: ReadBytes.once(bytes))
    var progress = PieceProgress(piece: 0, offset: 0)
    return try withExtendedLifetime(buffer) { () throws(RunRefusal) in
      do {
        try buffer.fill()
        _ = try blocks.take(buffer.bytes, isEnd: true, limit: .max, progress: &progress)
      } catch { throw .contradiction }
      guard blocks.records.count == 1 else { throw .contradiction }
      let record = blocks.records[0]
      return RereadRequest(
        id: Name(bytes: record.requestID), startedAt: Name(bytes: record.startedAtText),
        place: map.place(of: row.location), isRepeated: repeats.locations.contains(row.location),
        use: blocks.use(ofRow: 0))
    }
  }
}
