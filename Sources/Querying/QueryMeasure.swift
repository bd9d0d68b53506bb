import Ledger
import Store
import Tables

/// A figure of a question, by its word on the command line.
package enum QueryMeasure: String, CaseIterable, Sendable {
  case requests
  /// The vendor cost at the price books.
  case cost
  case recordedCost = "recorded_cost"
  case credits
  /// The usage revenue: credits of paid plans × credit value.
  case revenue
  case margin
  case marginPercent = "margin_percent"
  /// The free-tier loss: the vendor cost of free plans.
  case loss
  case tokens
  case promptTokens = "prompt_tokens"
  case cachedTokens = "cached_tokens"
  case outputTokens = "output_tokens"
  case cacheShare = "cache_share"
  case costPer1000Requests = "cost_per_1000_requests"
  case costPer1000OutputTokens = "cost_per_1000_output_tokens"
  case tokensPerRequest = "tokens_per_request"
  case costPerUser = "cost_per_user"
  case users
  case mismatches

  /// The heading of its column, without the unit.
  package var heading: String {
    switch self {
    case .requests: "Requests"
    case .cost: "Cost"
    case .recordedCost: "Recorded cost"
    case .credits: "Credits"
    case .revenue: "Revenue"
    case .margin: "Margin"
    case .marginPercent: "Margin %"
    case .loss: "Free-tier loss"
    case .tokens: "Tokens"
    case .promptTokens: "Prompt tokens"
    case .cachedTokens: "Cached tokens"
    case .outputTokens: "Output tokens"
    case .cacheShare: "Cached %"
    case .costPer1000Requests: "Cost per 1,000 requests"
    case .costPer1000OutputTokens: "Cost per 1,000 output tokens"
    case .tokensPerRequest: "Tokens per request"
    case .costPerUser: "Cost per user"
    case .users: "Users"
    case .mismatches: "Mismatches"
    }
  }

  /// The kind of its numbers.
  package var kind: Column.Kind {
    switch self {
    case .requests, .tokens, .promptTokens, .cachedTokens, .outputTokens, .users, .mismatches:
      .count
    case .cost, .recordedCost, .revenue, .margin, .loss, .costPer1000Requests,
      .costPer1000OutputTokens, .costPerUser:
      .money
    case .credits: .credits
    case .marginPercent, .cacheShare: .percent
    case .tokensPerRequest: .decimal
    }
  }

  /// True if the figures of parts add up to that of the whole.
  package var addsUp: Bool {
    switch self {
    case .marginPercent, .cacheShare, .costPer1000Requests, .costPer1000OutputTokens,
      .tokensPerRequest, .costPerUser, .users:
      false
    case .requests, .cost, .recordedCost, .credits, .revenue, .margin, .loss, .tokens,
      .promptTokens, .cachedTokens, .outputTokens, .mismatches:
      true
    }
  }

  /// It needs the number of different users.
  var countsUsers: Bool { self == .users || self == .costPerUser }

  /// It is not known where the charges of customers are unknown.
  package var needsSales: Bool {
    switch self {
    case .credits, .revenue, .margin, .marginPercent, .loss: true
    default: false
    }
  }

  /// It is of vendor prices, so that requests without a price are not in it.
  package var needsPrices: Bool {
    switch self {
    case .cost, .costPer1000Requests, .costPer1000OutputTokens, .costPerUser: true
    default: needsSales
    }
  }

  /// The number of decimals of quotients that are no percentages.
  private static let quotientDecimals = 8

  /// Returns the exact figure of a sum, rounded half-even only where it is a quotient; blank where it is not known.
  ///
  /// - Parameters:
  ///   - users: the number of different users.
  ///   - isSold: the charges of customers are known.
  package func cell(of sums: UsageSums, users: Int, isSold: Bool) -> Cell {
    if needsSales && !isSold { return .blank }
    let isPriced = sums.unpriced == 0 || sums.unpriced < sums.requests
    let (paid, paidUnpriced) = (sums.requests - sums.free, sums.unpriced - sums.freeUnpriced)
    let hasRevenue = paidUnpriced == 0 || paidUnpriced < paid
    func money(_ attodollars: Int128, if isKnown: Bool) -> Cell {
      isKnown ? .money(Money(attodollars: attodollars)) : .blank
    }
    func percent(_ part: Int128, of whole: Int128, if isKnown: Bool = true) -> Cell {
      guard isKnown, let share = Quotient.halfEven(part * 1_000_000, whole) else { return .blank }
      return .percent(tenThousandths: share)
    }
    func usd(_ attodollars: Int128, per count: Int128) -> Cell {
      let scale = powerOfTen(Money.decimals - QueryMeasure.quotientDecimals)
      guard isPriced, let quotient = Quotient.halfEven(attodollars, count * scale) else {
        return .blank
      }
      return .decimal(quotient, scale: QueryMeasure.quotientDecimals)
    }
    switch self {
    case .requests: return .count(Int128(sums.requests))
    case .cost: return money(sums.vendorCost, if: isPriced)
    case .recordedCost:
      return money(sums.recordedCost, if: sums.costsNotRecorded < sums.requests)
    case .credits: return isPriced ? .creditsSum(microcredits: sums.microcredits) : .blank
    case .revenue: return money(sums.revenue, if: hasRevenue)
    case .margin: return money(sums.revenue - sums.vendorCost, if: isPriced && hasRevenue)
    case .marginPercent:
      return percent(
        sums.revenue - sums.vendorCost, of: sums.revenue, if: isPriced && hasRevenue)
    case .loss:
      return money(
        sums.freeTierLoss, if: sums.freeUnpriced == 0 || sums.freeUnpriced < sums.free)
    case .tokens: return .count(sums.tokens)
    case .promptTokens: return .count(sums.promptTokens)
    case .cachedTokens: return .count(sums.cachedTokens)
    case .outputTokens: return .count(sums.outputTokens)
    case .cacheShare: return percent(sums.cachedTokens, of: sums.promptTokens)
    case .costPer1000Requests:
      return usd(sums.vendorCost * 1000, per: Int128(sums.requests - sums.unpriced))
    case .costPer1000OutputTokens: return usd(sums.vendorCost * 1000, per: sums.outputTokens)
    case .tokensPerRequest:
      let scale = QueryMeasure.quotientDecimals
      return Quotient.halfEven(sums.tokens * powerOfTen(scale), Int128(sums.requests))
        .map { .decimal($0, scale: scale) } ?? .blank
    case .costPerUser: return usd(sums.vendorCost, per: Int128(users))
    case .users: return .count(Int128(users))
    case .mismatches: return .count(Int128(sums.mismatched))
    }
  }
}
