import Ledger
import Overview
import Reconciliation

/// The requests that state another tier than `accounts.csv` gives their account; their own counts.
struct TierDifferences: Sendable {
  private var uses: [Key: Use] = [:]

  private struct Key: Hashable {
    /// The row of `accounts.csv`.
    let place: Place
    let account: Name
    let plan: Name
    let stated: Name
  }

  private struct Use {
    var requests: Int64 = 0
    /// The first row; nil where only rows were taken out.
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

  /// Returns a warning per row of `accounts.csv` and tier that requests state; `repeats` are the rows that are not counted
  /// after all.
  static func findings(_ map: LedgerMap, takingOut repeats: RepeatSearch) -> [Finding] {
    var all = TierDifferences()
    for (slice, result) in map.slices.enumerated() {
      for (key, use) in result.tierDifferences.uses {
        var use = use
        use.first?.slice = Int32(slice)
        all.uses[key, default: Use()].add(use)
      }
    }
    for (key, use) in repeats.corrections.tierDifferences.uses {
      all.uses[key, default: Use()].add(use)
    }
    return all.uses.filter { $0.value.requests > 0 }.sorted {
      ($0.key.place, $0.key.stated) < ($1.key.place, $1.key.stated)
    }.map { finding($0, $1, map) }
  }

  private static func finding(_ key: Key, _ use: Use, _ map: LedgerMap) -> Finding {
    let (plan, stated) = (key.plan.description.excerpt, key.stated.description.excerpt)
    let place = use.first.map { map.place(of: $0) }
    let first = place.map { ", first \($0.file.description.excerpt):\($0.line)" } ?? ""
    return Finding(
      .warning, at: key.place, code: "tier.differs",
      message: "the plan of \(key.account.description.excerpt) is \"\(plan)\", but requests state"
        + " tier \"\(stated)\", which counts (\(Figures.count(use.requests, "request"))\(first))",
      help: "if accounts.csv is right, export the requests again with its tier; else write it as"
        + " the ledger does: \(stated)")
  }
}
