import Intake
import Ledger

/// What reading one piece of a file came to.
struct PieceResult: Sendable {
  let file: Int
  /// Where the first record was taken to begin, and where the last one ended.
  let firstRecord: Int64
  var progress: PieceProgress
  /// Where the piece begins in its slice, in bytes of the inflated text.
  let position: Int64
  /// Opens a gzip file at or before the first record again.
  let point: GzipPoint?
  /// The rows within the period, copies of others too; `unpriced` of them have no price.
  var inPeriod: Int64 = 0
  var unpriced: Int64 = 0
  var outsidePeriod: Int64 = 0
  /// How many rows among them have a request id that looks rounded, and the line of the first in the piece.
  private(set) var rounded: (count: Int64, line: Int32)?
  /// In order, to find a row's line again.
  var checkpoints = FewOrMany<Checkpoint>()
  /// Of its blocks with rows that can be read, outside the period too, in order.
  var days = FewOrMany<BlockDays>()
  private var rest = Rest.none

  var failure: FileFailure? {
    get { if case .failure(let failure) = rest { failure } else { nil } }
    set { rest = newValue.map(Rest.failure) ?? .none }
  }

  /// What few pieces have, in memory of its own.
  private indirect enum Rest: Sendable {
    case none
    case failure(FileFailure)
  }

  init(
    file: Int, firstRecord: Int64, progress: PieceProgress, position: Int64, point: GzipPoint?,
    failure: FileFailure?
  ) {
    self.file = file
    self.firstRecord = firstRecord
    self.progress = progress
    self.position = position
    self.point = point
    self.failure = failure
  }

  /// Counts the rows of a block with rounded ids.
  mutating func add(_ ids: RoundedIDs, of records: [UsageRecord]) {
    guard let first = ids.first else { return }
    rounded = ((rounded?.count ?? 0) + ids.count, rounded?.line ?? records[first].line)
  }
}

/// The days of the rows of a block.
struct BlockDays: Sendable {
  /// Where the block begins.
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
