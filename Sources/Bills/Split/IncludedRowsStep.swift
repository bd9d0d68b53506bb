import Ledger

/// Step 1: the bill is of other rows of the ledger than it should be.
extension DifferenceSplitState {
  private struct ModelMonth: Hashable {
    let month: Month
    let model: BilledModel
  }

  /// Tries other sets of rows for groups that do not agree.
  ///
  /// If several fit a group, the one that fits the most such groups of its month and model wins, and of equals the first.
  mutating func takeOtherRows(zones: [ReportingZone]) {
    let open = groups.indices.filter { !groups[$0].agrees }
    if open.isEmpty { return }
    var fitting: [Int: [(set: BilledRowRules, use: GroupUsageTotals)]] = [:]
    var counts: [ModelMonth: [BilledRowRules: Int]] = [:]
    for set in BilledRowRules.tried(zones: zones.filter { $0.name != bill.zone.name }) {
      let uses = self.uses(of: set)
      for index in open where isTried(set, groups[index]) {
        let use = uses[groups[index].key] ?? GroupUsageTotals()
        guard groups[index].agrees(quantity: use.quantity, cost: use.cost) else { continue }
        fitting[index, default: []].append((set, use))
        counts[modelMonth(index), default: [:]][set, default: 0] += 1
      }
    }
    for index in open {
      guard let sets = fitting[index] else { continue }
      let count = counts[modelMonth(index), default: [:]]
      var best = sets[0]
      for other in sets.dropFirst() where count[other.set, default: 0] > count[best.set, default: 0]
      {
        best = other
      }
      groups[index].take(best.use, of: best.set)
    }
  }

  private func modelMonth(_ index: Int) -> ModelMonth {
    ModelMonth(month: groups[index].month, model: groups[index].key.model)
  }

  /// Days of another zone exist only for periods of whole days.
  private func isTried(_ set: BilledRowRules, _ group: SplitGroup) -> Bool {
    guard case .daysOf = set else { return true }
    return bill.zone.wholeDays(of: group.period) != nil
  }
}
