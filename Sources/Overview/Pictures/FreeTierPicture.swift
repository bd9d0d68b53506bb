import Cube
import Ledger
import Reports

extension Picture {
  /// Returns the free-tier loss by user, largest first; nil without a loss, or where no row says whose it is.
  ///
  /// - Parameters:
  ///   - freeUse: what each user of a free tier came to.
  ///   - users: who they are.
  ///   - decimals: those of the summary.
  static func freeTier(
    _ freeUse: [MoneyTotals], _ users: UserCount, decimals: Int
  ) -> Picture? {
    let costs = freeUse.map(\.vendorCost.attodollars).sorted(by: >)
    let whole = costs.reduce(0, +)
    guard whole > 0, users.named + users.accounts > 0 else { return nil }
    var sum: Int128 = 0
    let shares = costs.map { cost -> Int128 in
      sum += cost
      return Quotient.halfEven(sum * 1_000_000, whole) ?? 0
    }
    let top = max(1, (costs.count + 5) / 10)
    let share = Figures.share(costs[..<top].reduce(0, +), of: whole)
    let all = "\(Figures.count(Int64(costs.count))) free \(users.noun(isOne: costs.count == 1))"
    let verb = top == 1 ? "causes" : "cause"
    let part = Figures.share(Int128(top), of: Int128(costs.count))
    return Picture(
      name: "free-tier-loss",
      title: costs.count == 1
        ? "One free \(users.noun(isOne: true)) makes all of the free-tier loss"
        : "\(Figures.count(Int64(top))) of \(all) (\(part)) \(verb) \(share) of the loss",
      caption: "Cumulative share of the free-tier loss of "
        + "\(Figures.money(Money(attodollars: whole), decimals: decimals)) USD; \(users.noun(isOne: false)) from costliest to cheapest.",
      report: "free-tier-loss-by-user", shape: .concentration(shares: shares, marked: top))
  }
}
