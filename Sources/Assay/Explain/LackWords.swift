import Ledger

extension RatedRecord.Disposition {
  /// Why a request has neither cost nor credits, after what it lacks; nil where it has both.
  var lack: String? {
    switch self {
    case .rated: nil
    case .unpriced: "without a price"
    case .inexact: "with a cost of more than 18 decimals"
    case .tooLarge:
      "with a cost or charge above \(Money.totalLimit) USD or \(Credits.rowLimit) credits"
    }
  }
}
