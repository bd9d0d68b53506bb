import Ledger

/// A quantity that is forecast before it is priced.
enum ForecastQuantity: Hashable {
  case requests
  case units(UnitClass)

  static let all: [ForecastQuantity] =
    [.requests] + UnitClass.quantities.map(ForecastQuantity.units)

  /// The number of the ledger's units in one whole unit of the forecast.
  ///
  /// The ledger keeps seconds in nanoseconds.
  var perUnit: Int64 {
    switch self {
    case .requests: 1
    case .units(let unitClass): unitClass.quantityPerUnit
    }
  }
}
