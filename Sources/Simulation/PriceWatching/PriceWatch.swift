import Ledger
import Pricing
import Rating

/// Every price alert of a period, weighed, with what else is odd about the price book.
package struct PriceWatch: Sendable {
  /// Critical ones first, then warnings, notes, what was called off, and what was acknowledged; in each by the
  /// size of the exposure.
  package let alerts: [AlertExposure]
  package let checks: [PriceCheck]
  /// The price of each class of each model that was used, day by day.
  package let history: [DailyPrice]
  /// The text in the `source` column of the named rows.
  package let sources: [Place: Name]

  package init(
    alerts: [AlertExposure], checks: [PriceCheck], history: [DailyPrice], sources: [Place: Name]
  ) {
    self.alerts = alerts.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.rank != b.rank { return a.rank < b.rank }
      if a.weight != b.weight { return a.weight > b.weight }
      return left.offset < right.offset
    }.map(\.element)
    self.checks = checks
    self.history = history
    self.sources = sources
  }

  /// The number of prices, which are rows of the price book, with one check or more.
  package var checkedPrices: Int { Set(checks.map(\.place)).count }

  /// A watch over nothing.
  package static let empty = PriceWatch(alerts: [], checks: [], history: [], sources: [:])
}

extension AlertExposure {
  fileprivate var rank: Int {
    if acknowledgement != nil { return 4 }
    if alert.isCalledOff { return 3 }
    return Severity.allCases.firstIndex(of: severity) ?? 0
  }

  fileprivate var weight: Int128 {
    max(exposure.magnitude.attodollars, exposureCalledOff.magnitude.attodollars)
  }
}
