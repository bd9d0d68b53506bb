import Ledger
import Pricing

/// The requested content of the outlook.
package struct ForecastRequest: Sendable {
  /// The allowed numbers of steps ahead.
  package static let horizons = 1...3_660

  package var horizon = 30
  package var cuts: [ForecastDimension] = [.tier]
  package var level = OutlookLevel.day
  /// Models that take over the traffic of ended ones.
  package var successors: [ModelKey: ModelKey] = [:]
  /// The names of series, as `tier/pro`, that have one of their own however many groups there are.
  var scopes: Set<Name> = []

  /// The content without options.
  package init() {}
}
