import Ledger
import Reconciliation

/// The requests that state another tier than `accounts.csv` gives their account; their own counts.
struct TierDifferences: Sendable {
  var uses: [Key: Use] = [:]

  struct Key: Hashable {
    /// The row of `accounts.csv`.
    let place: Place
    let account: Name
    let plan: Name
    let stated: Name
  }

  struct Use {
    var requests: Int64 = 0
    /// The first row; nil where rows were only removed.
    var first: RowLocation?

    mutating func add(_ other: Use) {
      requests += other.requests
      first = [first, other.first].compactMap(\.self).min()
    }
  }

  /// Adds the rows of the block that was taken last, `sign` times.
  mutating func add(_ blocks: BlockRater, sign: Int64) {
    for record in blocks.records {
      guard let (stated, plan) = blocks.accounts.difference(of: record) else { continue }
      let user = blocks.user(of: record)
      guard let row = blocks.job.books.accounts.entry(of: user, at: record.startedAt) else {
        continue
      }
      let key = Key(place: row.place, account: user.accountOrUser, plan: plan, stated: stated)
      let location = RowLocation(record, slice: Int(RowLocation.laterSlice))
      uses[key, default: Use()].add(Use(requests: sign, first: sign > 0 ? location : nil))
    }
  }
}
