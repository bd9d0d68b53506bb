import Ledger

/// A quantity that is forecast before it is priced.
enum ForecastQuantity: Hashable {
  case requests
  case units(UnitClass)

  static let all: [ForecastQuantity] =
    [.requests] + UnitClass.quantities.map(ForecastQuantity.units)

  /// So many of the ledger's units are one whole unit of the forecast: seconds are kept in nanoseconds.
  var perUnit: Int64 {
    switch self {
    case .requests: 1
    case .units(let unitClass): unitClass.quantityPerUnit
    }
  }
}
