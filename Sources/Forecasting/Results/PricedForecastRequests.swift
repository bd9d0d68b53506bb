/// Of how many of the requests that are expected the money is known.
package struct PricedForecastRequests: Hashable, Sendable {
  /// Over all days ahead.
  package let requests: Int64
  /// Those of them without a price.
  package let unpriced: Int64
  /// Some book says what customers pay, so that there is revenue.
  package let isSold: Bool

  /// No money is forecast: no request that is expected has a price, or none of the last week.
  package let isUnknown: Bool

  package init(requests: Int64, unpriced: Int64, isSold: Bool, isUnknown: Bool) {
    self.requests = requests
    self.unpriced = unpriced
    self.isSold = isSold
    self.isUnknown = isUnknown
  }
}
