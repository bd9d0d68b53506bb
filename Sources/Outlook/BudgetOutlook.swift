import Cube
import Ledger

/// Budgets compared with the vendor cost of their months, past and ahead.
///
/// What was spent is that of all days of the month, however long ago: a forecast looks at no more than the last of
/// them. Of groups that nothing is known of there is only the budget, and so it is with the days ahead of a ledger from
/// which no forecast follows.
struct BudgetOutlook {
  private let spent: [Name: [Day: Spent]]
  private let groups: [Name: OutlookGroup]
  private let maker: OutlookMaker?
  /// The first day ahead; nil for a ledger without a row.
  private let next: Day?

  /// The traffic of one day that is not with customers' own keys.
  private struct Spent {
    /// In attodollars.
    var cost: Int128 = 0
    var requests: Int64 = 0
    var unpriced: Int64 = 0

    mutating func add(_ measures: Measures) {
      cost += measures.notionalCost
      requests += measures.requests
      unpriced += measures.unpriced
    }
  }

  init(_ budgets: [BudgetTable.Budget], _ facts: Facts, _ maker: OutlookMaker?) {
    let scopes = Set(budgets.map(\.scope))
    var spent: [Name: [Day: Spent]] = [:]
    let names = facts.dimensions.map { BudgetOutlook.names(of: TrafficKind($0)) }
      .map { $0.filter(scopes.contains) }
    for daily in facts.byDayAndDimensions where !daily.money.isBYOK {
      for name in names[Int(daily.dimensions)] {
        spent[name, default: [:]][daily.day, default: Spent()].add(daily.measures)
      }
    }
    let accounts = facts.users.map { user in
      let name = ForecastDimension.account.joined(user.account)
      return scopes.contains(name) ? name : nil
    }
    if accounts.contains(where: { $0 != nil }) {
      for row in facts.rows where !facts.moneyTerms[Int(row.dimensions)].isBYOK {
        guard let name = accounts[Int(row.user)] else { continue }
        spent[name, default: [:]][row.day, default: Spent()].add(facts.rows.measures(of: row))
      }
    }
    self.spent = spent
    self.maker = maker
    groups = maker?.groups(named: scopes) ?? [:]
    next = facts.rows.last.map { $0.day + 1 }
  }

  /// Returns the row with the state of a budget.
  func row(_ budget: BudgetTable.Budget) -> BudgetTable.Row {
    let days = budget.month.period
    let group = groups[budget.scope]
    var sum = Money.zero
    var exceededOn: Day?
    func spend(_ attodollars: Int128, on day: Day) {
      sum = sum + Money(attodollars: attodollars)
      if exceededOn == nil && sum > budget.budget { exceededOn = day }
    }
    let past = spent[budget.scope, default: [:]].filter { days.contains($0.key) }
    for (day, spent) in past.sorted(by: { $0.key < $1.key }) { spend(spent.cost, on: day) }
    let requests = past.values.reduce(0) { $0 + $1.requests }
    let unpriced = past.values.reduce(0) { $0 + $1.unpriced }
    let isKnown = unpriced == 0 || unpriced < requests
    let actual = sum
    var ahead: [Int] = []
    if let next, let maker {
      ahead = (0..<maker.horizon).filter { days.contains(next + $0) }
      for index in ahead { spend(group?.ahead.days[index].cost ?? 0, on: next + index) }
    }
    let isPart = next.map { days.to > $0 + (maker?.horizon ?? 0) } ?? true
    let isForecast = ahead.isEmpty ? !isPart : group.map { $0.knows(.vendorCost) } ?? true
    return BudgetTable.Row(
      month: budget.month, scope: budget.scope, budget: budget.budget,
      actual: isKnown ? actual : nil, unpriced: unpriced,
      expected: isForecast ? sum - actual : nil,
      range: isKnown ? group.flatMap { maker?.range(of: $0, over: ahead, after: actual) } : nil,
      exceededOn: exceededOn, isPart: isPart)
  }

  /// The series that a kind of traffic is part of, but those of accounts.
  private static func names(of kind: TrafficKind) -> [Name] {
    ["total"] + ForecastDimension.allCases.compactMap { $0.name(of: kind) }
  }
}
