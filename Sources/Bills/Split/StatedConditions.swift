import Ledger

/// Step 5: the lines state another service tier, band or region than the ledger has.
extension DifferenceSplitState {
  private typealias Conditions = BilledCell.Conditions

  mutating func compareStated() {
    for index in groups.indices where !groups[index].isSettled && !groups[index].isRedistributed {
      let group = groups[index]
      guard let cell = group.cell, !cell.stated.isEmpty, let billed = group.billedQuantity,
        billed == group.quantity
      else { continue }
      compare(index, cell)
    }
  }

  private mutating func compare(_ index: Int, _ cell: BilledCell) {
    let billed = cell.distribution.mapValues(\.attounits)
    var recorded: [Conditions: (quantity: Int128, cost: Int128)] = [:]
    for (number, quantity, cost, _) in groups[index].use.byRate {
      let rate = ledger.use.rates[Int(number)]
      let conditions = Conditions(
        serviceTier: rate.serviceTier, context: rate.contextOver, region: rate.region
      ).only(cell.stated)
      let sum = recorded[conditions] ?? (0, 0)
      recorded[conditions] = (sum.quantity + quantity, sum.cost + cost)
    }
    var amount = Ratio.zero
    var terms: [DifferenceAttribution.Term] = []
    for conditions in Set(billed.keys).union(recorded.keys).sorted(by: Conditions.isBefore) {
      let sum = recorded[conditions] ?? (0, 0)
      let missing = billed[conditions, default: 0] - sum.quantity
      if missing == 0 { continue }
      guard let price = price(of: conditions, sum, groups[index]) else { return }
      amount = amount + Ratio(missing) * price.ratio
      terms.append(
        DifferenceAttribution.Term(
          label: conditions.label, quantity: BilledQuantity(attounits: missing), price: price))
    }
    if terms.isEmpty { return }
    let dimensions = differingDimensions(cell.stated, billed, recorded.mapValues(\.quantity))
    groups[index].move(
      amount.roundedHalfEven,
      to: dimensions == .region ? .region : .bandOrServiceTier, cause: dimensions.cause,
      by: .quantities(terms))
  }

  /// The ledger's average, or the price with which the period opens; nil without one.
  private func price(
    of conditions: Conditions, _ sum: (quantity: Int128, cost: Int128), _ group: SplitGroup
  ) -> BillAveragePrice? {
    if sum.quantity != 0 { return .average(sum.cost, over: sum.quantity) }
    return prices.price(
      of: group.key, at: group.period.from, serviceTier: conditions.serviceTier,
      context: conditions.context, region: conditions.region
    ).map(BillAveragePrice.book)
  }

  /// The dimensions whose own totals differ; all that are stated, if none does.
  private func differingDimensions(
    _ stated: BilledCell.StatedDimensions, _ billed: [Conditions: Int128],
    _ recorded: [Conditions: Int128]
  ) -> BilledCell.StatedDimensions {
    func totals(
      _ sums: [Conditions: Int128], _ dimension: BilledCell.StatedDimensions
    ) -> [Conditions: Int128] {
      var totals: [Conditions: Int128] = [:]
      for (conditions, quantity) in sums {
        totals[conditions.only(dimension), default: 0] += quantity
      }
      return totals.filter { $0.value != 0 }
    }
    let differing = [BilledCell.StatedDimensions.serviceTier, .context, .region].filter {
      stated.contains($0) && totals(billed, $0) != totals(recorded, $0)
    }
    return differing.isEmpty ? stated : BilledCell.StatedDimensions(differing)
  }
}

extension BilledCell.StatedDimensions {
  /// The code in the column `cause`.
  fileprivate var cause: String {
    let names: [(BilledCell.StatedDimensions, String)] = [
      (.serviceTier, "tier"), (.context, "context"), (.region, "region"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: "+") + ":stated"
  }
}

extension BilledCell.Conditions {
  /// The stated values in words: `batch, prompts over 200000, eu`.
  var label: String {
    let context = context.map { $0 == 0 ? "short prompts" : "prompts over \($0)" }
    let region = region.map { $0.isEmpty ? "no region" : $0.description }
    return [serviceTier?.description, context, region].compactMap { $0 }.joined(separator: ", ")
  }

  fileprivate static func isBefore(_ left: Self, _ right: Self) -> Bool {
    (left.serviceTier ?? .empty, left.context ?? -1, left.region ?? .empty)
      < (right.serviceTier ?? .empty, right.context ?? -1, right.region ?? .empty)
  }
}
