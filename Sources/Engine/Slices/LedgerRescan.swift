import Intake
import Ledger
import Platform
import Workspace

/// Goes over a mapped ledger once more, for what needs some of the rows.
///
/// Rows that repeat an earlier one are passed as well; `Deduplication` knows their places.
package enum LedgerRescan {
  /// Returns, per slice, what `body` made of its blocks one after another, beginning with `empty`; all slices are read at
  /// the same time.
  ///
  /// - Parameter stretches: per slice and piece, from where to where to read, in order; nil is all.
  package static func collect<Part: Sendable>(
    _ map: LedgerMap, by job: MappingInputs, in stretches: [[[Range<Int64>]]]? = nil,
    into empty: Part,
    _ body: @Sendable (inout Part, BlockRater, _ slice: Int) -> Void
  ) throws(RunRefusal) -> [Part] {
    try collectWithBytes(map, by: job, in: stretches, into: empty) { part, blocks, _, slice in
      body(&part, blocks, slice)
    }
  }

  /// The same, with the bytes of each block.
  static func collectWithBytes<Part: Sendable>(
    _ map: LedgerMap, by job: MappingInputs, in stretches: [[[Range<Int64>]]]? = nil,
    into empty: Part,
    _ body: @Sendable (inout Part, BlockRater, PieceBlocks.Block, _ slice: Int) -> Void
  ) throws(RunRefusal) -> [Part] {
    let results: [Result<Part, RunRefusal>] = Parallel.spread(
      map.slices.count, over: map.workers
    ) { slice in
      var part = empty
      do throws(RunRefusal) {
        if var reading = SliceReading(slice, of: map, by: job, in: stretches?[slice]) {
          while try reading.next() {
            if let block = reading.block { body(&part, reading.blocks, block, slice) }
          }
        }
        return .success(part)
      } catch { return .failure(error) }
    }
    var parts: [Part] = []
    for result in results { parts.append(try result.get()) }
    return parts
  }

  /// Calls `body` with each block of rows of any day, in the order of the files and lines.
  package static func forEachBlock(
    ofAllDaysOf map: LedgerMap, _ body: (BlockRater, _ slice: Int) throws -> Void
  ) throws {
    var job = map.job
    job.period = nil
    for slice in map.slices.indices {
      guard var reading = SliceReading(slice, of: map, by: job) else { continue }
      while try reading.next() { try body(reading.blocks, slice) }
    }
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
  private let job: MappingInputs
  private(set) var blocks: BlockRater
  private let pieces: [PieceResult]
  /// The stretches still to be read, by the number of the piece, the last first.
  private var stretches: [(piece: Int, range: Range<Int64>)] = []
  private var current: PieceBlocks?
  /// The bytes of `blocks`.
  private(set) var block: PieceBlocks.Block?
  /// Of the file being read.
  private var path = ""

  /// Nil where there is nothing to read.
  init?(_ slice: Int, of map: LedgerMap, by job: MappingInputs, in ranges: [[Range<Int64>]]? = nil)
  {
    pieces = map.slices[slice].pieces
    for (number, piece) in pieces.enumerated() {
      let whole = piece.firstRecord..<max(piece.firstRecord, map.ends[slice][number])
      stretches += (ranges?[number] ?? [whole]).map { (number, $0) }
    }
    guard let first = stretches.first else { return nil }
    stretches.reverse()
    // Periods are compared by the sums of the mapping alone.
    var job = job
    job.comparison = nil
    self.job = job
    blocks = BlockRater(job, file: pieces[first.piece].file)
  }

  /// Reads the next of `blocks`; false after the last.
  mutating func next() throws(RunRefusal) -> Bool {
    while true {
      do throws(BlockRater.Failure) {
        block = try current?.next(by: &blocks)
        if block != nil { return true }
        guard let (number, range) = stretches.popLast() else { return false }
        let piece = pieces[number]
        path = job.files[piece.file].path
        blocks.use(file: piece.file)
        let proven = Piece(
          file: piece.file, from: range.lowerBound, to: range.upperBound, isProven: true)
        current = try PieceBlocks(proven, number: number, of: job, after: piece.point)
      } catch { throw RunRefusal(error, in: path) }
    }
  }
}
