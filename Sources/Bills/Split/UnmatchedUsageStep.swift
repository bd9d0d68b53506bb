import Ledger

/// Step 4: only the bill or only the ledger has it.
extension DifferenceSplitState {
  mutating func settleOneSided() {
    matchModels()
    for index in groups.indices where !groups[index].isSettled {
      let group = groups[index]
      if case .unmapped = group.key.model {
        groups[index].settle(.unmapped, cause: "unmapped")
      } else if group.key.unitClass == .unknown {
        groups[index].settle(.unmapped, cause: "unmapped")
      } else if group.hasLines {
        let isWithin = group.tolerance.covers(Money(attodollars: group.rest))
        if group.quantity == 0 && !isWithin { groups[index].settle(.notInLedger) }
      } else if !group.agrees {
        groups[index].settle(.notInBill)
      }
    }
  }

  /// The same quantities were billed under another name: each model is the other's only match.
  private mutating func matchModels() {
    for period in indices(by: { $0.key.period }) {
      var models: [BilledModel: [Int]] = [:]
      for index in period where groups[index].key.model != .all {
        models[groups[index].key.model, default: []].append(index)
      }
      var billed: [[BilledClass: Int128]: [BilledModel]] = [:]
      var unbilled: [[BilledClass: Int128]: [BilledModel]] = [:]
      for (model, indices) in models {
        let all = indices.map { groups[$0] }
        if all.allSatisfy({ $0.hasLines && $0.billedQuantity != nil && $0.quantity == 0 }) {
          billed[quantities(all) { $0.billedQuantity ?? 0 }, default: []].append(model)
        } else if all.allSatisfy({ !$0.hasLines }), all.contains(where: { $0.quantity > 0 }) {
          unbilled[quantities(all) { $0.quantity }, default: []].append(model)
        }
      }
      for (quantities, models) in billed where models.count == 1 && !quantities.isEmpty {
        guard let others = unbilled[quantities], others.count == 1 else { continue }
        settle(self.indices(of: models[0], in: period), named: others[0]) {
          ($0.billedQuantity ?? 0) != 0
        }
        settle(self.indices(of: others[0], in: period), named: models[0]) { $0.quantity != 0 }
      }
    }
  }

  private func indices(of model: BilledModel, in period: [Int]) -> [Int] {
    period.filter { groups[$0].key.model == model }
  }

  private func quantities(
    _ groups: [SplitGroup], _ quantity: (SplitGroup) -> Int128
  ) -> [BilledClass: Int128] {
    var quantities: [BilledClass: Int128] = [:]
    for group in groups where quantity(group) != 0 {
      quantities[group.key.unitClass] = quantity(group)
    }
    return quantities
  }

  private mutating func settle(
    _ indices: [Int], named other: BilledModel, where isMeant: (SplitGroup) -> Bool
  ) {
    for index in indices where isMeant(groups[index]) {
      groups[index].settle(.otherModel, cause: "model:\(other.text)")
    }
  }
}
