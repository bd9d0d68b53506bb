import Cube
import Ledger
import Rating
import Tables

/// The cost of every tier to each user.
///
/// A user pays a plan's monthly price in each month with a request, and for credits over the plan's
/// allowance their value at list: their part of the value of all credits of the month. A free plan costs
/// nothing, and can be had only by who stays within its allowance.
package struct TierComparison: Sendable {
  /// By user, then tier.
  package let rows: [Row]

  /// One user in one tier.
  package struct Row: Sendable {
    package let user: Name
    /// The tiers that the user was in, as the ledger says.
    package let currentTiers: [Name]
    package let tier: Name
    package let months: Int
    package let requests: Int64
    /// Nil where nothing is sold, or nothing has a price.
    package let microcredits: Int128?
    /// Nil where nothing has a price.
    package let vendorCost: Money?
    /// Nil where the plan of a month states no price.
    package let planPrice: Money?
    /// Of each month, what exceeds the allowance of the plan.
    ///
    /// Nil where the credits are not known.
    package let creditsBeyond: Int128?
    /// Nil where a part of it is not known, or the user could not be in the tier: over the allowance of a free plan.
    package let paid: Money?
    /// The user's bill in the tiers of the ledger; nil where a part of it is not known.
    package let paidNow: Money?
    /// The user could be in the tier, and would pay less there than now.
    let wouldSave: Bool
    /// It is the least that the user would pay in any such tier.
    let isCheapest: Bool

    var change: Money? {
      guard let paid, let paidNow else { return nil }
      return paid - paidNow
    }
  }

  /// The tiers that have a plan, or a multiplier where there is no plan at all.
  package static func tiers(of books: Books) -> [Name] {
    let planned = books.plans.tiers.map { Name($0) }
    return planned.isEmpty ? books.multipliers.tiers : planned.sorted()
  }

  /// Compares what `own` facts cost each user with the same traffic in other tiers, by month.
  package init(
    own: Facts, others: [(tier: Name, facts: Facts)], plans: PlanBook, zone: ReportingZone
  ) {
    if others.isEmpty {
      rows = []
      return
    }
    let now = Bills(own, plans: plans, zone: zone)
    let bills = others.map { (tier: $0.tier, bills: Bills($0.facts, plans: plans, zone: zone)) }
    var rows: [Row] = []
    for (user, current) in now.byUser.sorted(by: { $0.key < $1.key }) {
      let all = bills.map { $0.bills.byUser[user] ?? Bill() }
      let now = current.paid
      let least = all.filter(\.isPossible).compactMap(\.paid).min()
      for (tier, bill) in zip(bills.map(\.tier), all) {
        let paid = bill.isPossible ? bill.paid : nil
        let saves = paid.flatMap { paid in now.map { paid < $0 } } ?? false
        rows.append(
          Row(
            user: user, currentTiers: current.tiers.sorted(), tier: tier,
            months: current.months.count, requests: bill.totals.requests,
            microcredits: bill.totals.knownMicrocredits, vendorCost: bill.totals.knownVendorCost,
            planPrice: bill.fees.all,
            creditsBeyond: bill.totals.knownMicrocredits.map { _ in bill.creditsBeyond },
            paid: paid, paidNow: now, wouldSave: saves, isCheapest: saves && paid == least))
      }
    }
    self.rows = rows
  }

  /// The columns of `tiers-compare.csv`.
  package static let columns = [
    Column("user", .text), Column("current_tier", .text), Column("tier", .text),
    Column("months", .count), Column("requests", .count), Column("credits", .credits),
    Column("vendor_cost_usd", .money), Column("plan_price_usd", .money),
    Column("credits_beyond_plan", .credits), Column("paid_usd", .money),
    Column("paid_now_usd", .money), Column("change_usd", .money),
    Column("would_save", .text), Column("cheapest", .text),
  ]

  /// `tiers-compare.csv`.
  package var table: Table {
    Table(
      name: "tiers-compare", title: "Tiers compared",
      columns: Self.columns, rowCount: rows.count, order: "largest saving first",
      weight: { rows[$0].change.map { -$0.attodollars } ?? .min }
    ) { rows[$0].cells }
  }
}

extension TierComparison.Row {
  fileprivate var cells: [Cell] {
    [
      .text(user), .text(Name(currentTiers.map(\.description).joined(separator: ";"))),
      .text(tier), .count(Int128(months)), .count(Int128(requests)),
      .creditsSum(orBlank: microcredits), .money(orBlank: vendorCost),
      .money(orBlank: planPrice), .creditsSum(orBlank: creditsBeyond), .money(orBlank: paid),
      .money(orBlank: paidNow), .money(orBlank: change), .boolean(wouldSave),
      .boolean(isCheapest),
    ]
  }
}

/// The total bill of one user.
private struct Bill {
  var tiers: Set<Name> = []
  var months: Set<Month> = []
  var totals = MoneyTotals()
  var fees = UserFees()
  var creditsBeyond: Int128 = 0
  /// For the credits over the allowances of paid plans.
  var paidForCredits = Money.zero
  /// Nobody is in a free plan with more than its allowance.
  var isPossible = true

  /// Nil where the credits, or the price of a plan, are not known.
  var paid: Money? {
    guard totals.knownMicrocredits != nil, let fees = fees.all else { return nil }
    return fees + paidForCredits
  }
}

/// The bills of every user.
private struct Bills {
  private(set) var byUser: [Name: Bill] = [:]

  /// A user in a tier, by the number of the user's reported name.
  private struct UserTier: Hashable {
    let user: Int32
    let tier: Name
  }

  init(_ facts: Facts, plans: PlanBook, zone: ReportingZone) {
    var names: [Name] = []
    var index = ValueIndex()
    let numbers = facts.users.map { index.number(of: $0.reported, in: &names) }
    let rows = facts.rows
    var next = 0
    // Facts are in the order of their days: one month after another is summed.
    while next < rows.count {
      let month = rows[next].day.month
      var keys: [UserTier] = []
      var keyIndex = ValueIndex()
      var sums: [MoneyTotals] = []
      while next < rows.count, rows[next].day.month == month {
        let dimensions = Int(rows[next].dimensions)
        let key = UserTier(
          user: numbers[Int(rows[next].user)], tier: facts.dimensions[dimensions].tier)
        let number = Int(keyIndex.number(of: key, in: &keys))
        if number == sums.count { sums.append(MoneyTotals()) }
        sums[number].add(rows.measures(of: rows[next]), facts.moneyTerms[dimensions])
        next += 1
      }
      for (key, totals) in zip(keys, sums) {
        add(
          totals, of: names[Int(key.user)], in: key.tier, month,
          plans.plan(tier: key.tier, in: month, zone: zone))
      }
    }
  }

  private mutating func add(
    _ totals: MoneyTotals, of user: Name, in tier: Name, _ month: Month, _ plan: Plan?
  ) {
    let isFree = plan?.isFree ?? false
    let allowance = Int128(plan?.monthlyCredits?.microcredits ?? 0)
    let beyond = max(0, totals.microcredits - allowance)
    var bill = byUser[user] ?? Bill()
    bill.tiers.insert(tier)
    bill.months.insert(month)
    bill.totals.add(totals)
    bill.fees.add(plan)
    bill.creditsBeyond += beyond
    let worth = Money(
      attodollars: Quotient.halfEven(
        totals.listRevenue.attodollars, times: beyond, over: totals.microcredits) ?? 0)
    if isFree && plan?.monthlyCredits != nil && beyond > 0 { bill.isPossible = false }
    if !isFree { bill.paidForCredits = bill.paidForCredits + worth }
    byUser[user] = bill
  }
}
