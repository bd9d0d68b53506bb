import Comparing
import Ledger
import Tables

/// `comparison-facts.csv`: the working paper of a comparison, one row per period, account and key.
package struct ComparedFacts {
  private let comparison: PeriodComparison

  package init(_ comparison: PeriodComparison) { self.comparison = comparison }

  /// The columns, in order.
  package static let columns: [Column] =
    [
      .text("period", "The base period (a) or the reported one (b)."),
      .count("days", "Days of the period that the ledger covers."),
      .text("account", "Account, or user where the ledger names no account."), .tier, .provider,
      .model, .service, .serviceTier,
      .text("byok", "True if the vendor key is the customer's own."),
      .text("charged", "True if requests of this status are charged."),
      .count("requests", "Requests that are compared."),
      .count(
        "kept_requests",
        "Requests without a price by the constant books; they keep their actual cost."),
      .count("unpriced_requests", "Requests without a price when they started."),
      .count("excluded_requests", "Further requests that have a price at neither time."),
    ]
    + CellSums.classes.compactMap { unitClass in
      unitClass.quantityColumn.map {
        Column($0, unitClass == .second ? .seconds : .count, "Quantity of the requests.")
      }
    } + [
      .decimal("charge_factor", "Factor from constant cost to charge; 0 means not charged.")
    ]
    + CellSums.classes.compactMap { unitClass in
      unitClass.quantityColumn.map {
        .money("constant_\($0)_usd", "Cost of this class by the constant books.")
      }
    } + [
      .money("constant_request_fee_usd", "Fees per request, and classes without a column."),
      .money(
        "constant_cost_usd", "Vendor cost by the constant books; 0 with a customer's own key."),
      .money("constant_revenue_usd", "Usage revenue by the constant books."),
      .money(
        "unpriced_cost_usd", "Minus the constant cost of requests without a price at their start."),
      .money("unpriced_revenue_usd", "Minus their constant revenue."),
      .money("price_cost_usd", "Price effect on cost: actual − constant."),
      .money("price_revenue_usd", "Price effect on revenue: R1 − R2."),
      .money("multiplier_revenue_usd", "Effect of multipliers, platform fees and plans: R2 − R3."),
      .money("setting_revenue_usd", "Effect of credit step and credit value: R3 − R4."),
      .vendorCostUSD, .revenueUSD,
    ]

  package var table: Table {
    let a = comparison.cells.filter { !$0.a.isEmpty }.map { ("a", comparison.a, $0.place, $0.a) }
    let b = comparison.cells.filter { !$0.b.isEmpty }.map { ("b", comparison.b, $0.place, $0.b) }
    let rows = a + b
    return Table(
      name: "comparison-facts", title: "Compared facts", columns: ComparedFacts.columns,
      rowCount: rows.count, order: "by period, account and key"
    ) { index in
      let (word, period, place, sums) = rows[index]
      return ComparedFacts.cells(word, period, place, sums)
    }
  }

  private static func cells(
    _ word: String, _ period: ComparedPeriod, _ place: CellID, _ sums: CellSums
  ) -> [Cell] {
    let key = place.key
    func money(_ attodollars: Int128) -> Cell { .money(Money(attodollars: attodollars)) }
    func counts(_ numbers: Int64...) -> [Cell] { numbers.map { .count(Int128($0)) } }
    let names: [Name] = [
      place.account, key.tier, key.provider, key.model, key.service, key.serviceTier,
    ]
    var cells: [Cell] = [.text(Name(word)), .count(Int128(period.days))]
    cells += names.map { .text($0) }
    cells += [.boolean(key.isBYOK), .boolean(key.isCharged)]
    cells += counts(
      sums.requests, sums.keptRequests, sums.unpricedRequests, sums.excludedRequests)
    cells += zip(CellSums.classes, sums.quantities.indices).map { unitClass, index in
      let quantity = sums.quantities[index]
      return
        unitClass == .second ? .seconds(nanoseconds: quantity) : .count(quantity)
    }
    cells.append(.decimal(sums.factor.value, scale: ChargeFactor.decimals))
    cells += sums.constantCosts.indices.map { money(sums.constantCosts[$0]) }
    cells += [
      sums.constantFees, sums.constantCost(of: key), sums.constantRevenue, sums.unpricedCost,
      sums.unpricedRevenue, sums.priceCost, sums.priceRevenue, sums.multiplierRevenue,
      sums.settingRevenue, sums.vendorCost(of: key), sums.revenue,
    ].map(money)
    return cells
  }
}
