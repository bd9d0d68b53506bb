import Comparing
import Cube
import Ledger
import Reports
import Tables

/// All customers of a period, the largest first.
///
/// They are ordered by revenue; where nothing is sold, by vendor cost.
package struct Customers: Sendable {
  /// Those that did not come back are last.
  package let lines: [CustomerLine]
  package let total: CustomerLine
  /// The names of the lines as the ledger has them.
  let order: [Name]
  /// The number of customers with a request.
  package let activeCount: Int
  /// The share of the largest customers, and the number that did not come back; nil if neither matters.
  package let sentence: String?
  /// As in `Revenue against August`; nil without a period before.
  package let changeHeading: String?
  /// As in `Trend by week`.
  package let trendHeading: String
  /// The name of the plan fees, as in the summary.
  package let planFeesName: String
  /// Margin and plan fees have a sum: no plan with a fee includes credits, whose use is in the margin already.
  package let hasMarginWithPlanFees: Bool
  /// The decimals of the shown amounts.
  package let decimals: Int

  /// - Parameters:
  ///   - decimals: those of the summary.
  ///   - changed: the comparison with the period before.
  init(_ input: ReportInput, decimals: Int, changed: ComparisonSummary?) {
    self.decimals = decimals
    planFeesName = PlanFeeText.name(input.plans)
    hasMarginWithPlanFees = input.hasPaidCredits || !input.plans.includesCredits
    let isOfCost = input.isCostOnly
    let trend = Trend(input.facts.usualDays)
    trendHeading = trend.heading
    let use = CustomerUse(input.facts, in: trend.stretches, isOfCost: isOfCost)
    let before = changed.map { AmountsBefore($0, isOfCost: isOfCost, decimals: decimals) }
    changeHeading = changed?.heading(ofChangeOf: isOfCost ? "Cost" : "Revenue")
    func amount(_ totals: MoneyTotals) -> Money? {
      isOfCost ? totals.knownVendorCost : totals.knownRevenue
    }
    let names = use.customers.names
    let order = names.indices.filter { use.totals[$0].requests != 0 }.map {
      (customer: $0, amount: isOfCost ? use.totals[$0].vendorCost : use.totals[$0].revenue)
    }.sorted { left, right in
      if left.amount != right.amount { return left.amount > right.amount }
      let costs = [left, right].map { use.totals[$0.customer].vendorCost }
      return costs[0] == costs[1]
        ? names[left.customer] < names[right.customer] : costs[0] > costs[1]
    }
    let whole = order.reduce(Int128(0)) { $0 + $1.amount.attodollars }
    var sum: Int128 = 0
    var lines = order.map { customer, value -> CustomerLine in
      sum += value.attodollars
      let totals = use.totals[customer]
      let isKnown = amount(totals) != nil
      return CustomerLine(
        name: Customers.name(names[customer]),
        tiers: use.tiers[customer].map { TierText.name($0) }.joined(separator: ", "),
        users: use.users[customer], totals: totals,
        planFees: isOfCost
          ? nil : Customers.fees(of: names[customer], input),
        hasPaidCredits: input.hasPaidCredits,
        change: before?.change(to: amount(totals), of: names[customer]),
        share: isKnown ? Quotient.halfEven(value.attodollars * 1_000_000, whole) : nil,
        cumulative: isKnown ? Quotient.halfEven(sum * 1_000_000, whole) : nil,
        trend: trend.text(use.amounts[customer]), isLost: false,
        segment: input.insight?.segments[names[customer]])
    }
    activeCount = lines.count
    let active = Set(order.map { names[$0.customer] })
    let lost = before?.customers(but: active) ?? []
    lines += lost.map { name, change in
      CustomerLine(
        name: Customers.name(name), tiers: "", users: 0, totals: MoneyTotals(), planFees: nil,
        change: change, share: nil, cumulative: nil, trend: "", isLost: true,
        segment: input.insight?.segments[name])
    }
    self.lines = lines
    self.order = order.map { names[$0.customer] } + lost.map(\.name)
    let all = CustomerLine(
      name: "Total", tiers: "", users: use.userCount, totals: input.total,
      planFees: input.planFees, hasPaidCredits: input.hasPaidCredits,
      change: before?.change(toAll: amount(input.total)),
      share: whole == 0 ? nil : 1_000_000, cumulative: nil,
      trend: trend.text(
        trend.stretches.indices.map { stretch in
          use.amounts.reduce(.zero) { $0 + $1[stretch] }
        }), isLost: false)
    total = all
    sentence = Customers.sentence(
      order.map(\.amount.attodollars), whole: whole, isOfCost: isOfCost,
      unpriced: input.total.unpriced, lost: lost.count, before: changed?.nameOfBase)
  }

  /// A user has requests of several customers.
  package var haveSharedUsers: Bool { total.users < lines.reduce(0) { $0 + $1.users } }

  /// Returns the plan fees of a customer, 0 without a reset; nil where they are not known.
  private static func fees(of name: Name, _ input: ReportInput) -> Money? {
    let isWithoutReset = input.plans.isOfResets && !input.customersWithoutFee.contains(name)
    return input.customerFees[name] ?? (isWithoutReset ? .zero : nil)
  }

  private static func name(_ name: Name) -> String { name.isEmpty ? "(none)" : name.description }

  /// The fewest customers that are more than this number get a sentence about the largest.
  private static let largest = 7

  private static func sentence(
    _ amounts: [Int128], whole: Int128, isOfCost: Bool, unpriced: Int64, lost: Int,
    before: String?
  ) -> String? {
    var sentences: [String] = []
    if amounts.count > largest, whole > 0 {
      let share = Figures.share(amounts.prefix(largest).reduce(0, +), of: whole)
      let verb = isOfCost ? "cause \(share) of vendor cost" : "bring in \(share) of usage revenue"
      sentences.append(
        "\(largest) of \(Figures.count(Int64(amounts.count), "customer")) \(verb)"
          + "\(Figures.withoutPrice(unpriced)).")
    }
    if lost > 0, let before {
      sentences.append(
        "\(Figures.count(Int64(lost), "customer")) of \(before) did not come back.")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}

/// The figures of customers in the period before.
private struct AmountsBefore {
  private let amounts: [Name: Int128]
  /// Those of whose requests none has a price.
  private let unknown: Set<Name>
  /// Nil where it is not known.
  private let whole: Int128?
  private let decimals: Int

  init(_ changed: ComparisonSummary, isOfCost: Bool, decimals: Int) {
    let comparison = changed.comparison
    var amounts: [Name: Int128] = [:]
    var priced: [Name: PricedRequests] = [:]
    for cell in comparison.cells where !cell.a.isEmpty {
      priced[cell.place.account, default: PricedRequests()].add(cell.a)
      amounts[cell.place.account, default: 0] +=
        isOfCost ? cell.a.vendorCost(of: cell.place.key) : cell.a.revenue
    }
    self.amounts = amounts
    unknown = Set(priced.filter { !$0.value.areKnown }.map(\.key))
    whole =
      comparison.hasPricesInBase
      ? (isOfCost ? comparison.total.cost : comparison.total.revenue).start : nil
    self.decimals = decimals
  }

  func change(to amount: Money?, of name: Name) -> Int128? {
    guard whole != nil, !unknown.contains(name), let amount else { return nil }
    return shown(amount.attodollars) - shown(amounts[name] ?? 0)
  }

  func change(toAll amount: Money?) -> Int128? {
    guard let whole, let amount else { return nil }
    return shown(amount.attodollars) - shown(whole)
  }

  /// Those that are not active, the largest loss first.
  func customers(but active: Set<Name>) -> [(name: Name, change: Int128?)] {
    amounts.filter { !active.contains($0.key) }.sorted {
      $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
    }.map { ($0.key, whole == nil || unknown.contains($0.key) ? nil : -shown($0.value)) }
  }

  private func shown(_ attodollars: Int128) -> Int128 {
    ShownChange.units(of: Money(attodollars: attodollars), decimals: decimals)
  }
}
