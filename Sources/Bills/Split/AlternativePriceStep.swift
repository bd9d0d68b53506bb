import Ledger

/// Step 9: another price gives the bill.
extension DifferenceSplitState {
  mutating func findPrices() {
    for index in groups.indices where !groups[index].isSettled {
      guard let (candidate, cost) = hit(groups[index]) else { continue }
      let billed = BilledQuantity(attounits: groups[index].billedQuantity ?? 0)
      groups[index].move(
        cost - groups[index].cost, to: candidate.part, cause: candidate.cause,
        by: .price(billed, perUnit: candidate.price))
    }
  }

  /// The first price at which the billed quantity gives the bill, and what it costs then.
  private func hit(_ group: SplitGroup) -> (BillPrices.Candidate, Int128)? {
    guard let quantity = group.billedQuantity, quantity != 0 else { return nil }
    for candidate in prices.candidates(for: group.key, in: group.period) {
      let cost = (Ratio(quantity) * prices.perQuantity(candidate.price)).roundedHalfEven
      if cost != group.cost, group.tolerance.covers(Money(attodollars: group.billed - cost)) {
        return (candidate, cost)
      }
    }
    return nil
  }
}
