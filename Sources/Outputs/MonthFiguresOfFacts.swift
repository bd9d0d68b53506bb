import Closing
import Credits
import Cube
import Ledger
import Overview
import Reports

extension MonthFigures {
  /// Sums the facts of one month by tier, by model and in total, and what its credit events realised.
  ///
  /// - Parameters:
  ///   - facts: of the month, and perhaps of other days.
  ///   - credits: the credit ledger through the end of the month; nil without one.
  init(_ facts: Facts, of month: Month, _ credits: CreditRun? = nil) {
    self.init()
    know(.vendorCost)
    know(.requests)
    let period = month.period
    var totals = [MoneyTotals](repeating: MoneyTotals(), count: facts.dimensions.count)
    for daily in facts.byDayAndDimensions where period.contains(daily.day) {
      totals[Int(daily.dimensions)].add(daily.measures, daily.money)
    }
    for (dimensions, sum) in zip(facts.dimensions, totals) where sum != MoneyTotals() {
      let keys = MonthFigures.keys(dimensions.tier, dimensions.provider, dimensions.model)
      add(MoneyOfFacts(sum), to: keys)
    }
    if let credits { add(credits, beside: facts, of: month) }
  }

  /// The keys of usage: the total, its tier, its model.
  static func keys(_ tier: Name, _ provider: Name, _ model: Name) -> [Name] {
    [.empty, Name(TierText.name(tier)), Name("\(provider)/\(model)")]
  }

  /// The money of some facts; nil where nothing is sold.
  struct MoneyOfFacts {
    let requests: Int128
    let vendorCost: Int128
    let microcredits: Int128?
    let revenue: Int128?

    init(requests: Int128, vendorCost: Int128, microcredits: Int128?, revenue: Int128?) {
      self.requests = requests
      self.vendorCost = vendorCost
      self.microcredits = microcredits
      self.revenue = revenue
    }

    fileprivate init(_ totals: MoneyTotals) {
      self.init(
        requests: Int128(totals.requests), vendorCost: totals.vendorCost.attodollars,
        microcredits: totals.isUnsold ? nil : totals.microcredits,
        revenue: totals.isUnsold ? nil : totals.revenue.attodollars)
    }
  }

  mutating func add(_ money: MoneyOfFacts, to names: [Name]) {
    for name in names {
      add(money.requests, to: Key(.requests, name))
      add(money.vendorCost, to: Key(.vendorCost, name))
      if let credits = money.microcredits { add(credits, to: Key(.credits, name)) }
      if let revenue = money.revenue {
        add(revenue, to: Key(.revenue, name))
        add(revenue - money.vendorCost, to: Key(.margin, name))
      }
    }
  }

  /// Adds realised revenue by tier and model, and in total with breakage and deferred revenue.
  private mutating func add(_ credits: CreditRun, beside facts: Facts, of month: Month) {
    let audit = credits.audit
    knowRevenue()
    for row in audit.revenue where row.month == month {
      add(row.realised, to: Key(.realisedRevenue))
      add(row.breakage, to: Key(.breakage))
      add(row.closing, to: Key(.deferredClosing))
    }
    let realised = RealisedFacts(
      RealisedRevenue(audit, credits.requests), credits.requests, beside: facts)
    for tier in realised.tiers where tier.month == month {
      let name = Name(TierText.name(tier.tier))
      add(tier.realised, to: Key(.realisedRevenue, name))
      add(tier.breakage, to: Key(.breakage, name))
    }
    for line in realised.lines where month.period.contains(line.day) {
      let dimensions = facts.dimensions[Int(line.dimensions)]
      add(
        line.usd,
        to: Key(.realisedRevenue, Name("\(dimensions.provider)/\(dimensions.model)")))
    }
  }

  /// States that there is a credit ledger.
  mutating func knowRevenue() {
    for measure in [RestatementMeasure.realisedRevenue, .breakage, .deferredClosing] {
      know(measure)
    }
  }
}
