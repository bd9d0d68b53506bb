import Ledger
import Reconciliation

extension TierDifferences {
  /// Returns a warning per row of `accounts.csv` and tier that requests state; `repeats` are the rows that are not counted
  /// after all.
  static func findings(_ map: LedgerMap, takingOut repeats: Deduplication) -> [Finding] {
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
      message: "the plan of \(key.account.description.excerpt) is \"\(plan)\", but"
        + " \(GroupedDigits.count(use.requests, "request")) \(use.requests == 1 ? "states" : "state")"
        + " tier \"\(stated)\"\(first); Assay uses the stated tier",
      help: "if accounts.csv is right, export the requests again with its tier; otherwise write"
        + " the ledger's tier: \(stated)")
  }
}
