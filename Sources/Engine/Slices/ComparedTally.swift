import Comparing
import Intake
import Ledger
import Rating

/// Sums the rows of a slice for a comparison of two periods.
struct ComparedTally {
  private var period = ComparedGroups()
  private var base = ComparedGroups()
  private var baseKeys: RowKeys
  private var baseRejected: Int64 = 0

  /// - Parameter width: how much is kept of the hashes of rows.
  init(_ width: HashWidth) { baseKeys = RowKeys(width) }

  /// Adds the rows of the job's period of a block, `sign` times (1 or -1).
  mutating func add(_ blocks: BlockRater, sign: Int64) {
    period.add(
      blocks.records, blocks.rated, by: blocks.rater, blocks.constant,
      by: blocks.constantRaters[0], sign: sign)
  }

  /// Adds the rows of the base of a block, whose offsets, moved by `move`, are their positions in the slice.
  mutating func addBase(_ blocks: BlockRater, movedBy move: Int64) {
    guard let rows = blocks.base else { return }
    baseRejected += rows.rejected
    if rows.records.isEmpty { return }
    rows.add(to: &base)
    baseKeys.append(rows.records, movedBy: move)
  }

  func sums(of blocks: BlockRater) -> ComparedSums {
    var sums = ComparedSums(
      period: Result { () throws(ComparisonTooLarge) in
        try period.cells(
          of: blocks.users, by: blocks.rater, constant: blocks.constantRaters[0])
      })
    if let rows = blocks.base {
      sums.base = rows.cells(of: base, blocks.users)
      sums.baseKeys = baseKeys
      sums.baseRejected = baseRejected
    }
    return sums
  }
}
