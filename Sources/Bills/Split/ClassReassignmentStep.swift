import Ledger

/// Step 3: tokens were billed in another class, or twice, or not at all.
extension DifferenceSplitState {
  private struct PeriodModel: Hashable {
    let period: Int
    let model: BilledModel
  }

  /// The codes of a side of the classes.
  private struct Side {
    let part: BillPart
    /// The class that the others may be part of.
    let whole: BilledClass
    let twice: String
  }

  mutating func reclassify() {
    let hasReasoning = bill.cells.contains { $0.unitClass == .one(.reasoning) }
    let models = indices { PeriodModel(period: $0.key.period, model: $0.key.model) }
    for all in models {
      reclassify(
        all.filter { GroupKeys.isInput(groups[$0].key.unitClass) },
        Side(part: .cacheClass, whole: .one(.input), twice: "cache_billed_twice"))
      let outputs = all.filter {
        [.one(.output), .one(.reasoning)].contains(groups[$0].key.unitClass)
      }
      if hasReasoning {
        reclassify(
          outputs,
          Side(part: .reasoning, whole: .one(.output), twice: "reasoning_billed_twice"))
      } else {
        for index in outputs { leaveOutReasoning(index) }
      }
    }
  }

  private mutating func reclassify(_ side: [Int], _ codes: Side) {
    let billed = side.compactMap { groups[$0].billedQuantity }
    let open = side.filter { !groups[$0].agrees }
    guard !open.isEmpty, billed.count == side.count else { return }
    let quantity = side.reduce(0) { $0 + groups[$1].quantity }
    if billed.reduce(0, +) == quantity {
      meet(open, codes.part, cause: "reclassified")
    } else if open.count == 1, groups[open[0]].key.unitClass == codes.whole,
      groups[open[0]].billedQuantity == quantity
    {
      meet(open, codes.part, cause: codes.twice)
    }
  }

  /// Gives groups the quantities of the bill at their average prices; none, if one has no price.
  private mutating func meet(_ open: [Int], _ part: BillPart, cause: String) {
    var averages: [BillAveragePrice] = []
    for index in open {
      guard let price = averagePrice(groups[index]) else { return }
      averages.append(price)
    }
    for (index, price) in zip(open, averages) {
      let amount = (Ratio(groups[index].missing ?? 0) * price.ratio).roundedHalfEven
      groups[index].meetQuantity(
        amount, part, cause: cause, by: groups[index].missing(at: price))
    }
  }

  /// C ÷ Q, or the price with which the period opens; nil without one.
  private func averagePrice(_ group: SplitGroup) -> BillAveragePrice? {
    if group.quantity != 0 { return .average(group.cost, over: group.quantity) }
    return prices.price(
      of: group.key, at: group.period.from, serviceTier: nil, context: nil, region: nil
    ).map(BillAveragePrice.book)
  }

  /// The output was billed without the ledger's reasoning.
  private mutating func leaveOutReasoning(_ index: Int) {
    let group = groups[index]
    let reasoning = group.use.reasoning
    guard !group.agrees, !group.isRedistributed, let billed = group.billedQuantity,
      reasoning.quantity > 0, billed == group.quantity - reasoning.quantity
    else { return }
    groups[index].meetQuantity(
      -reasoning.cost, .reasoning, cause: "reasoning_not_billed", by: .withoutReasoning)
  }
}
