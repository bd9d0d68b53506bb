import Cube
import Ledger

/// One row of `users.csv`: a user of an account, with a request in the period or in the one before.
package struct UserUse: Sendable {
  package let key: UserKey
  /// The tier with the largest vendor cost; empty without a request in the period.
  package let tier: Name
  /// That tier was paid for at some time.
  let isPaid: Bool
  /// Nil where the ledger has no period before, and nothing else applies.
  package let segment: Segment?
  /// Requests with a price.
  package let requests: Int64
  /// The days with such a request.
  package let activeDays: Int
  package let promptTokens: Int128
  package let cachedTokens: Int128
  package let outputTokens: Int128
  /// Nil where none of the requests has a price.
  package let vendorCost: Money?
  /// In microcredits; nil where it is not known.
  package let credits: Int128?
  package let revenue: Money?
  package let margin: Money?
  /// Nil where there is no period before, or the cost in it is not known.
  package let earlierCost: Money?
  /// Per covered day, in 10⁻⁴ percent.
  package let changePercent: Int128?
  package let models: Int
  package let topModel: Name
  /// In 10⁻⁴ percent.
  package let topModelShare: Int128?
  /// The days of the first and the last request in all rows that were read.
  package let seen: ClosedRange<Day>?

  /// Margin over revenue in 10⁻⁴ percent; nil without revenue.
  package var marginPercent: Int128? {
    guard let margin, let revenue else { return nil }
    return Quotient.halfEven(margin.attodollars * 1_000_000, revenue.attodollars)
  }

  /// Cached tokens over prompt tokens, in 10⁻⁴ percent; nil without prompt tokens.
  package var cacheShare: Int128? {
    Quotient.halfEven(cachedTokens, times: 1_000_000, over: promptTokens)
  }
}

/// The reported period and the one before, where the ledger covers all of that.
package struct EarlierPeriod: Sendable {
  let reported: Period
  let days: Int
  let earlier: Period
  let earlierDays: Int

  /// - Parameters:
  ///   - days: those of the reported period that the ledger covers.
  ///   - earlierDays: likewise of the one before.
  package init(reported: Period, days: Int, earlier: Period, earlierDays: Int) {
    self.reported = reported
    self.days = days
    self.earlier = earlier
    self.earlierDays = earlierDays
  }
}

extension UserUse {
  /// Makes the rows, the largest vendor cost first, then by account and user.
  ///
  /// - Parameters:
  ///   - facts: of the reported period.
  ///   - all: of all rows that were read.
  ///   - history: of the days before the end of the period.
  ///   - periods: nil where there is no period before.
  ///   - isSold: something is sold; else nothing is known of revenue.
  package static func all(
    _ facts: Facts, all: Facts, history: Facts, periods: EarlierPeriod?,
    thresholds: SegmentThresholds, isSold: Bool
  ) -> [UserUse] {
    let sums = UserSums(facts)
    let seen = UserHistory([all, history, facts])
    let earlier = periods.map { EarlierCosts(history, in: $0.earlier) }
    var rows: [UserUse] = []
    var (own, before) = (0, 0)
    // All lists are sorted by the same key, and the merged one has every user.
    for (index, key) in seen.users.enumerated() {
      while own < sums.users.count, sums.users[own] < key { own += 1 }
      if let earlier {
        while before < earlier.users.count, earlier.users[before] < key { before += 1 }
      }
      let isOwn = own < sums.users.count && sums.users[own] == key
      var past: Past?
      if let earlier, let periods {
        let isBefore = before < earlier.users.count && earlier.users[before] == key
        past = Past(
          periods: periods, cost: isBefore ? earlier.costs[before] : 0,
          requests: isBefore ? earlier.requests[before] : (0, 0))
      }
      var sum = isOwn ? sums.sums[own] : UserSum()
      if !isSold { sum.isUnsold = true }
      if sum.isEmpty && past?.isEmpty != false { continue }
      rows.append(
        UserUse(
          key, sum, isOwn ? sums.mainly(own) : UserSums.Mainly(), past, seen: seen.seen[index],
          thresholds))
    }
    let costs = rows.map { $0.vendorCost?.attodollars ?? 0 }
    // They were made in the order of their keys, which equals keep.
    return rows.indices.sorted { costs[$0] == costs[$1] ? $0 < $1 : costs[$0] > costs[$1] }
      .map { rows[$0] }
  }

  /// The usage of a user in the period before.
  private struct Past {
    let periods: EarlierPeriod
    let cost: Int128
    let requests: (priced: Int64, unpriced: Int64)

    var isEmpty: Bool { requests.priced == 0 && requests.unpriced == 0 }
    var hasNoPrice: Bool { requests.priced == 0 && requests.unpriced > 0 }
  }

  private init(
    _ key: UserKey, _ sum: UserSum, _ mainly: UserSums.Mainly, _ past: Past?,
    seen: ClosedRange<Day>?, _ thresholds: SegmentThresholds
  ) {
    self.key = key
    (requests, activeDays) = (sum.requests, Int(sum.activeDays))
    (promptTokens, cachedTokens, outputTokens) = (
      sum.promptTokens, sum.cachedTokens, sum.outputTokens
    )
    vendorCost = sum.hasNoPrice ? nil : Money(attodollars: sum.vendorCost)
    credits = sum.isUnsold || sum.hasNoPrice ? nil : sum.credits
    let earned = sum.isRevenueKnown ? Money(attodollars: sum.revenue) : nil
    revenue = earned
    let margin = vendorCost.flatMap { cost in earned.map { $0 - cost } }
    self.margin = margin
    let earlier = past.flatMap { $0.hasNoPrice ? nil : $0.cost }
    earlierCost = earlier.map { Money(attodollars: $0) }
    let change = earlier.flatMap { earlier in
      past.map {
        CostChange(
          cost: sum.vendorCost, days: $0.periods.days, earlierCost: earlier,
          earlierDays: $0.periods.earlierDays)
      }
    }
    changePercent = sum.hasNoPrice ? nil : change?.percent
    (tier, models, topModel) = (mainly.tier, mainly.models, mainly.model)
    topModelShare =
      sum.hasNoPrice
      ? nil : Quotient.halfEven(mainly.modelCost, times: 1_000_000, over: sum.vendorCost)
    self.seen = seen
    isPaid = !mainly.isFree && !sum.isEmpty
    let isNew = past.map { past in seen.map { $0.lowerBound >= past.periods.reported.from } ?? false
    }
    segment = Segment.first(
      isActive: !sum.isEmpty, isLosing: isPaid && margin.map { $0 < .zero } ?? false,
      isNew: isNew ?? false, change: sum.hasNoPrice ? nil : change, thresholds)
  }
}
