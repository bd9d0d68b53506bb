import Ledger

/// Usage of a vendor in a month that starts in no period of its bill.
package struct UncoveredUsage: Hashable, Sendable {
  package private(set) var requests: Int64
  /// Of those with a price.
  package private(set) var cost: Money
  package private(set) var unpricedRequests: Int64
  /// In the bill's zone.
  package private(set) var days: Int

  package static let none = UncoveredUsage()

  package init(
    requests: Int64 = 0, cost: Money = .zero, unpricedRequests: Int64 = 0, days: Int = 0
  ) {
    (self.requests, self.cost) = (requests, cost)
    (self.unpricedRequests, self.days) = (unpricedRequests, days)
  }

  /// Adds requests of one rate and day.
  mutating func add(_ requests: Int64, _ cost: Money, isUnpriced: Bool, isNewDay: Bool) {
    self.requests += requests
    self.cost = self.cost + cost
    if isUnpriced { unpricedRequests += requests }
    if isNewDay { days += 1 }
  }
}
