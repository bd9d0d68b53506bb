import Ledger

/// Amounts of whole cents that do not follow the quantity: they are of lines, not of prices.
enum FixedAmounts {
  /// The least groups that show it.
  private static let leastGroups = 3

  /// Returns the indices of groups whose amount of `price` is of that kind, with others of its month and sign.
  ///
  /// - Parameter zone: that of the bill.
  static func indices(of groups: [BillGroup], in zone: ReportingZone) -> [Int] {
    struct Side: Hashable {
      let month: Month
      let isMore: Bool
    }
    let part = BillPart.price
    let priced = groups.indices.filter { index in
      groups[index].parts[part.rawValue] != .zero && groups[index].oneUsage(of: part) == nil
    }
    let sides = Dictionary(grouping: priced) { index in
      Side(
        month: groups[index].month(in: zone), isMore: groups[index].parts[part.rawValue] > .zero)
    }
    return sides.values.filter { areFixed($0.map { groups[$0] }) }.flatMap(\.self)
  }

  private static func areFixed(_ groups: [BillGroup]) -> Bool {
    let cent = Money.attodollarsPerDollar / 100
    let known = groups.compactMap { group -> (amount: Int128, quantity: Int128)? in
      let amount = Int128(group.parts[BillPart.price.rawValue].attodollars.magnitude)
      guard amount * 2 >= cent, let quantity = group.billedQuantity else { return nil }
      return (amount, quantity.attounits)
    }
    // A price times tokens seldom comes to whole cents, to a thousandth of one.
    let areWhole = known.allSatisfy { amount, _ in
      let cents = (amount + cent / 2) / cent
      return abs(amount - cents * cent) * 1_000 <= cent
    }
    guard areWhole, known.count >= leastGroups, let least = known.map(\.quantity).min(),
      let most = known.map(\.quantity).max()
    else { return false }
    return least > 0 && most >= least * 2
  }
}
