import Ledger

/// Facts about prices and zones for words; they change no figure.
extension DifferenceSplitState {
  /// Returns by service tier what the price of step 9 has more or less for the requests of a group; without zeros.
  func amountsByTier(of group: SplitGroup) -> [Name: Money] {
    let price = group.moves.lazy.compactMap { move -> Money? in
      guard [.priceDate, .bandOrServiceTier].contains(move.part),
        case .price(_, let perUnit) = move.arithmetic
      else { return nil }
      return perUnit
    }.first
    guard let price else { return [:] }
    let ratio = BillAveragePrice.book(perUnit: price).ratio
    var amounts: [Name: Int128] = [:]
    for used in group.use.byRate {
      let tier = ledger.use.rates[Int(used.rate)].serviceTier
      amounts[tier.isEmpty ? "standard" : tier, default: 0] +=
        (Ratio(used.quantity) * ratio).roundedHalfEven - used.cost
    }
    return amounts.filter { $0.value != 0 }.mapValues { Money(attodollars: $0) }
  }

  /// The days of other zones that the setting `zone` can make those of the bill, and with which more groups agree.
  ///
  /// Lines that state hours have no zone to set.
  var zonesToSet: Set<BilledRowRules> {
    if bill.statesHours { return [] }
    let sets = Set(groups.map(\.set)).filter { set in
      if case .daysOf = set { true } else { false }
    }
    let now = groups.count { $0.agrees(quantity: $0.expected.quantity, cost: $0.expected.cost) }
    return sets.filter { set in
      let uses = self.uses(of: set)
      let then = groups.count { group in
        let use = uses[group.key] ?? GroupUsageTotals()
        return group.agrees(quantity: use.quantity, cost: use.cost)
      }
      return then > now
    }
  }
}
