import Intake
import Ledger
import Parsing

/// The result of reading one piece of a file.
package struct PieceResult: Sendable {
  package let file: Int
  /// The assumed start of the first record, and the end of the last one.
  let firstRecord: Int64
  var progress: PieceProgress
  /// The start of the piece in its slice, in bytes of the inflated text.
  let position: Int64
  /// The rows within the period, copies of others too; `unpriced` of them have no price.
  var inPeriod: Int64 = 0
  var unpriced: Int64 = 0
  var outsidePeriod: Int64 = 0
  /// In order, to find a row's line again.
  var checkpoints = SmallList<Checkpoint>()
  /// Of its blocks with rows that can be read, outside the period too, in order.
  var days = SmallList<BlockDays>()
  private var rare = Rare.none

  /// The first and the last day of each of its blocks.
  package var edgeDays: [Day] { days.flatMap { [$0.first, $0.last] } }

  /// Opens a gzip file at or before the first record again.
  var point: GzipPoint? { rare.parts.point }

  var failure: FileFailure? {
    get { rare.parts.failure }
    set { if newValue != nil || failure != nil { rare.parts.failure = newValue } }
  }

  /// The number of rows whose request id looks rounded, and the line of the first in the piece.
  var rounded: (count: Int64, line: Int32)? {
    get { rare.parts.rounded }
    set { if newValue != nil || rounded != nil { rare.parts.rounded = newValue } }
  }

  /// Data that few pieces have, in memory of its own.
  private indirect enum Rare: Sendable {
    case none
    case some(Parts)

    struct Parts: Sendable {
      var point: GzipPoint?
      var failure: FileFailure?
      var rounded: (count: Int64, line: Int32)?
    }

    var parts: Parts {
      get { if case .some(let parts) = self { parts } else { Parts() } }
      set { self = .some(newValue) }
    }
  }

  init(
    file: Int, firstRecord: Int64, progress: PieceProgress, position: Int64, point: GzipPoint?,
    failure: FileFailure?
  ) {
    self.file = file
    self.firstRecord = firstRecord
    self.progress = progress
    self.position = position
    if point != nil || failure != nil {
      rare = .some(Rare.Parts(point: point, failure: failure))
    }
  }

  /// Counts the rows of a block with rounded ids.
  mutating func add(_ ids: RoundedIDs, of records: [UsageRecord]) {
    guard let first = ids.first else { return }
    rare.parts.rounded = (
      (rounded?.count ?? 0) + ids.count, rounded?.line ?? records[first].line
    )
  }
}

/// The days of the rows of a block.
struct BlockDays: Sendable {
  /// The start of the block.
  let offset: Int64
  let first: Day
  let last: Day
}

/// A row of a piece, from which lines can be counted on.
struct Checkpoint: Sendable {
  let offset: Int64
  let line: Int32

  /// So many rows of a block apart, so that few bytes are gone over for one row.
  static let rows = 64
}
