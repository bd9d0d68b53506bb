import Ledger

/// The exact sums of a group of requests.
package struct UsageSums: Hashable, Sendable {
  package var requests: Int64 = 0
  /// Requests without a price, which are in no money and no credits.
  package var unpriced: Int64 = 0
  /// Requests of free plans, and those of them without a price.
  package var free: Int64 = 0
  package var freeUnpriced: Int64 = 0
  /// Requests with customers' own keys, which have no vendor cost.
  package var ownKey: Int64 = 0
  /// Requests whose cost or credits differ from what was recorded.
  package var mismatched: Int64 = 0
  /// Requests without a recorded cost, or with one that has no exchange rate.
  package var costsNotRecorded: Int64 = 0
  /// Input, cache reads and cache writes.
  package var promptTokens: Int128 = 0
  package var cachedTokens: Int128 = 0
  /// Output with reasoning.
  package var outputTokens: Int128 = 0
  /// Tokens of every class, audio and images too.
  package var tokens: Int128 = 0
  /// In attodollars.
  package var vendorCost: Int128 = 0
  /// In attodollars; 0 for free plans.
  package var revenue: Int128 = 0
  /// The vendor cost of free plans, in attodollars.
  package var freeTierLoss: Int128 = 0
  /// In attodollars.
  package var recordedCost: Int128 = 0
  package var microcredits: Int128 = 0
  /// The revenue of plans that state a target margin, in attodollars; and that times the target in millionths of a percent.
  package var targetedRevenue: Int128 = 0
  package var revenueTimesTarget: Int128 = 0

  package init() {}

  /// Adds the sums of other requests.
  package mutating func add(_ other: borrowing UsageSums) {
    requests += other.requests
    unpriced += other.unpriced
    free += other.free
    freeUnpriced += other.freeUnpriced
    ownKey += other.ownKey
    mismatched += other.mismatched
    costsNotRecorded += other.costsNotRecorded
    promptTokens += other.promptTokens
    cachedTokens += other.cachedTokens
    outputTokens += other.outputTokens
    tokens += other.tokens
    vendorCost += other.vendorCost
    revenue += other.revenue
    freeTierLoss += other.freeTierLoss
    recordedCost += other.recordedCost
    microcredits += other.microcredits
    targetedRevenue += other.targetedRevenue
    revenueTimesTarget += other.revenueTimesTarget
  }
}

/// The dimensions that requests of one sum share besides their account and user.
package struct UsageGroup: Hashable, Sendable {
  /// The day; of sums by month, its first day.
  package let day: Day
  package let tier: Name
  package let provider: Name
  /// The model after aliases.
  package let model: Name
  /// Nil of sums by month, as are the next two.
  package let service: Name?
  package let serviceTier: Name?
  package let isOwnKey: Bool?
}
