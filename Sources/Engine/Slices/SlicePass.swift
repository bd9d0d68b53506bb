import Intake
import Ledger
import Platform
import Workspace

/// Goes over a mapped ledger once more, for what needs some of the rows.
///
/// Rows that repeat an earlier one are passed as well; `RepeatSearch` knows their places.
package enum SlicePass {
  /// Returns, per slice, what `body` made of its blocks one after another, beginning with `empty`; all slices are read at
  /// the same time.
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
        if var reading = SliceReading(slice, of: map, by: job, in: stretches?[slice]) {
          while try reading.next() { body(&part, reading.blocks, slice) }
        }
        return .success(part)
      } catch { return .failure(error) }
    }
    var parts: [Part] = []
    for result in results { parts.append(try result.get()) }
    return parts
  }

  /// Calls `body` with each block of rows, in the order of the files and lines.
  package static func forEachBlock(
    of map: LedgerMap, _ body: (BlockRater, _ slice: Int) throws -> Void
  ) throws {
    for slice in map.slices.indices {
      guard var reading = SliceReading(slice, of: map, by: map.job) else { continue }
      while try reading.next() { try body(reading.blocks, slice) }
    }
  }
}

/// The blocks of a slice, read once more.
private struct SliceReading {
  private let job: MapJob
  private(set) var blocks: BlockRater
  /// What is still to be read, the last first.
  private var stretches: [(number: Int, piece: PieceResult, range: Range<Int64>)] = []
  private var current: (file: Int, blocks: PieceBlocks)?

  /// Nil where there is nothing to read.
  init?(_ slice: Int, of map: LedgerMap, by job: MapJob, in ranges: [[Range<Int64>]]? = nil) {
    for (number, piece) in map.slices[slice].pieces.enumerated() {
      let whole = piece.firstRecord..<max(piece.firstRecord, map.ends[slice][number])
      stretches += (ranges?[number] ?? [whole]).map { (number, piece, $0) }
    }
    guard let first = stretches.first else { return nil }
    stretches.reverse()
    self.job = job
    blocks = BlockRater(job, file: first.piece.file)
  }

  /// Reads the next of `blocks`; false after the last.
  mutating func next() throws(RunRefusal) -> Bool {
    while true {
      let file = current?.file ?? stretches.last?.piece.file
      guard let file else { return false }
      do throws(BlockRater.Failure) {
        if try current?.blocks.next(by: &blocks) != nil { return true }
        current = nil
        guard let (number, piece, range) = stretches.popLast() else { return false }
        blocks.use(file: piece.file)
        let proven = Piece(
          file: piece.file, from: range.lowerBound, to: range.upperBound, isProven: true)
        current = (
          piece.file, try PieceBlocks(proven, number: number, of: job, after: piece.point)
        )
      } catch { throw RunRefusal(error, in: job.files[file].path) }
    }
  }
}
