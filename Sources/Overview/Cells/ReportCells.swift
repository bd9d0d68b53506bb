import Comparing
import Cube
import Ledger
import Reports

/// The sums that a page adds up for any filter: by month, plan, model and customer, and by day, tier and model.
package struct ReportCells: Sendable {
  /// The months of the report, in order.
  package private(set) var months: [Month] = []
  /// By tier, then free or not, then target.
  package private(set) var plans: [CellPlan] = []
  /// By name, then vendor.
  package private(set) var models: [CellModel] = []
  /// Most revenue first, in the cost view most cost; those of the period before alone come last.
  package internal(set) var customers: [CellCustomer] = []
  /// By customer, plan, model and month, each once.
  package internal(set) var rows: [ReportCell] = []
  /// Those of the period before, with a month of 0; empty where the report is compared with none.
  package internal(set) var before: [ReportCell] = []
  /// By month and tier; empty where nothing is sold.
  package private(set) var fees: [CellFee] = []
  /// Also of days before the report, for charts: by day, plan and model, each once; all plans of a tier are one.
  package private(set) var days: [DayCell] = []

  /// The number of customers with cells of their own; the others are folded by tier.
  package static let mostCustomers = 6_000
  /// The weeks of charts by week.
  private static let weeks = 13

  /// - Parameter customers: of the same run.
  package init(_ input: ReportInput, _ customers: Customers) {
    self.init(
      input.facts, history: input.history, before: input.comparison, customers: customers.order)
    if input.isCostOnly { return }
    fees = input.plans.lines.map {
      CellFee(month: $0.month, tier: $0.tier, users: $0.users, amount: $0.fee)
    }
  }

  init(
    _ facts: Facts, history: Facts?, before comparison: PeriodComparison?, customers ranked: [Name]
  ) {
    let sums = AccountMonths(facts)
    var index = CellIndex(sums.keys)
    let older = (comparison?.cells ?? []).filter { !$0.a.isEmpty }
    for cell in older { index.add(cell) }
    if let history {
      for (dimensions, hasFact) in zip(history.dimensions, history.hasFactOfDimensions)
      where hasFact { index.add(dimensions) }
    }
    let order = CustomerOrder(ranked, facts, older)
    customers = order.customers
    readMonths(sums, of: facts, index, order)
    readPeriodBefore(older, index, order)
    if let own = facts.usualDays {
      let weeks = own.upperBound + (1 - 7 * ReportCells.weeks)
      let first = min(weeks, comparison?.a.period.from ?? weeks)
      if let history, first < own.lowerBound {
        readDays(first...(own.lowerBound + -1), of: history, index)
      }
      readDays(own, of: facts, index)
    }
    (plans, models) = (index.plans, index.models)
  }

  private mutating func readMonths(
    _ sums: AccountMonths, of facts: Facts, _ index: CellIndex, _ order: CustomerOrder
  ) {
    let tiers = index.planOfKey.map { index.plans[$0].tier }
    var cells = CellList(folding: order.firstOther)
    sums.forEach(of: order.ofFacts) { month, key, customer, sums in
      if months.last != month { months.append(month) }
      cells.add(
        ReportCell(
          month: months.count - 1, plan: index.planOfKey[key], model: index.modelOfKey[key],
          customer: order.customer(customer, tier: tiers[key]), measures: CellMeasures(sums)))
    }
    rows = cells.sorted
  }

  private mutating func readPeriodBefore(
    _ cells: [ComparedCell], _ index: CellIndex, _ order: CustomerOrder
  ) {
    var list = CellList(folding: order.firstOther)
    for cell in cells {
      let key = cell.place.key
      list.add(
        ReportCell(
          month: 0, plan: index.plan(of: key), model: index.model(of: key),
          customer: order.customer(cell.place.account, tier: key.tier),
          measures: CellMeasures(cell.a, of: key)))
    }
    before = list.sorted
  }

  private mutating func readDays(_ range: ClosedRange<Day>, of facts: Facts, _ index: CellIndex) {
    let places = zip(facts.dimensions, facts.hasFactOfDimensions).map {
      $1 ? (index.plan(of: $0.tier), index.model(of: $0)) : (-1, -1)
    }
    var first = days.count
    var numbers: [Int: Int] = [:]
    for daily in facts.byDayAndDimensions where range.contains(daily.day) {
      if days.last?.day != daily.day {
        days[first...].sort { ($0.plan, $0.model) < ($1.plan, $1.model) }
        first = days.count
        numbers.removeAll(keepingCapacity: true)
      }
      let (plan, model) = places[Int(daily.dimensions)]
      let number = numbers[plan * index.models.count + model] ?? days.count
      if number == days.count {
        numbers[plan * index.models.count + model] = number
        days.append(DayCell(day: daily.day, plan: plan, model: model, measures: CellMeasures()))
      }
      days[number].measures += CellMeasures(daily)
    }
    days[first...].sort { ($0.plan, $0.model) < ($1.plan, $1.model) }
  }
}

/// The sums of one month, plan, model and customer, each named by its place in the lists of the cells.
package struct ReportCell: Sendable {
  package let month: Int
  package let plan: Int
  package let model: Int
  package var customer: Int
  package var measures: CellMeasures
}

/// The sums of one day, tier and model.
package struct DayCell: Sendable {
  package let day: Day
  package let plan: Int
  package let model: Int
  package var measures: CellMeasures
}

/// The terms of a tier: whether it is free, and its target margin.
package struct CellPlan: Hashable, Sendable {
  package let tier: Name
  package let isFree: Bool
  package let targetMargin: Percent?
}

/// A model and who supplied it.
package struct CellModel: Hashable, Sendable {
  package let name: Name
  package let vendor: Name

  package init(name: Name, vendor: Name) {
    self.name = name
    self.vendor = vendor
  }
}

/// A customer, or the customers of a tier that are not listed.
package enum CellCustomer: Hashable, Sendable {
  /// The account, or the user where the ledger names no account; empty where a row names neither.
  case named(Name)
  /// The other customers of a tier: the number with a request in the period, and with one in the period before only.
  case others(tier: Name, count: Int, lost: Int)
}

/// The plan fees of a tier in a month.
package struct CellFee: Hashable, Sendable {
  package let month: Month
  package let tier: Name
  /// Those with a request.
  package let users: Int64
  /// Nil where no plan states a price.
  package let amount: Money?
}
