import Intake
import Ledger
import Platform
import Workspace

/// Goes over a mapped ledger once more, all slices at the same time, for what needs some of the rows.
package enum SlicePass {
  /// Returns, per slice, what `body` made of its blocks one after another, beginning with `empty`.
  ///
  /// Rows that repeat an earlier one are passed as well; `RepeatSearch` knows their places.
  ///
  /// - Parameter stretches: per slice and piece, from where to where to read, in order; nil is all.
  package static func collect<Part: Sendable>(
    _ map: LedgerMap, by job: MapJob, in stretches: [[[Range<Int64>]]]? = nil, into empty: Part,
    _ body: @Sendable (inout Part, BlockRater, _ slice: Int) -> Void
  ) throws(RunRefusal) -> [Part] {
    let results: [Result<Part, RunRefusal>] = Parallel.spread(
      map.slices.count, over: map.workers
    ) { slice in
      var part = empty
      do throws(RunRefusal) {
        try read(slice, of: map, by: job, stretches?[slice]) { body(&part, $0, slice) }
        return .success(part)
      } catch { return .failure(error) }
    }
    var parts: [Part] = []
    for result in results { parts.append(try result.get()) }
    return parts
  }

  private static func read(
    _ slice: Int, of map: LedgerMap, by job: MapJob, _ stretches: [[Range<Int64>]]?,
    _ body: (BlockRater) -> Void
  ) throws(RunRefusal) {
    if let stretches, stretches.allSatisfy(\.isEmpty) { return }
    guard let first = map.slices[slice].pieces.first else { return }
    var blocks = BlockRater(job, file: first.file)
    for (number, piece) in map.slices[slice].pieces.enumerated() {
      let file = job.files[piece.file]
      blocks.use(file: piece.file)
      let end = map.ends[slice][number]
      do throws(BlockRater.Failure) {
        for stretch in stretches?[number] ?? [piece.firstRecord..<max(piece.firstRecord, end)] {
          try read(piece, number: number, stretch, of: file, &blocks, body)
        }
      } catch { throw RunRefusal(error, in: file.path) }
    }
  }

  private static func read(
    _ piece: PieceResult, number: Int, _ stretch: Range<Int64>, of file: LedgerFile,
    _ blocks: inout BlockRater, _ body: (BlockRater) -> Void
  ) throws(BlockRater.Failure) {
    let (start, end) = (stretch.lowerBound, stretch.upperBound)
    let proven = Piece(file: piece.file, from: start, to: end, isProven: true)
    let buffer: BlockBuffer
    do throws(FileFailure) {
      buffer = try PieceOpening(proven, of: file, job: blocks.job, after: piece.point).buffer
    } catch { throw .file(error) }
    var progress = PieceProgress(
      piece: Int32(number), offset: start, lineOffset: file.start.lineOffset)
    while progress.offset < end {
      do throws(FileFailure) { try buffer.fill() } catch { throw .file(error) }
      if buffer.bytes.isEmpty { return }
      let count = try blocks.take(
        buffer.bytes, isEnd: buffer.isEnd, limit: end, progress: &progress)
      if count == 0 {
        buffer.grow()
        continue
      }
      body(blocks)
      buffer.consume(count)
    }
  }
}
