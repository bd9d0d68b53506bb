import Ledger

/// Usage of a vendor in a month that its bill of the month does not have.
package struct UncoveredUsage: Hashable, Sendable {
  package private(set) var requests: Int64
  /// Of those with a price.
  package private(set) var cost: Money
  package private(set) var unpricedRequests: Int64
  /// The days that no period of the bill has, in the bill's zone, in order.
  package private(set) var days: [Day]
  /// The cost of requests that end in a later month, where the bill counts them when they end; not part of `cost`.
  package var endsLater: Money

  package static let none = UncoveredUsage()

  package init(
    requests: Int64 = 0, cost: Money = .zero, unpricedRequests: Int64 = 0, days: [Day] = [],
    endsLater: Money = .zero
  ) {
    (self.requests, self.cost) = (requests, cost)
    (self.unpricedRequests, self.days, self.endsLater) = (unpricedRequests, days, endsLater)
  }

  /// Adds requests of one rate and day.
  mutating func add(_ requests: Int64, _ cost: Money, isUnpriced: Bool, on day: Day) {
    self.requests += requests
    self.cost = self.cost + cost
    if isUnpriced { unpricedRequests += requests }
    if days.last != day { days.append(day) }
  }
}
