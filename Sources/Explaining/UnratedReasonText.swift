import Ledger

extension RatedRecord.Disposition {
  /// Why neither the cost nor the credits of a request are known, as words after that; nil where both are.
  package var lack: String? {
    switch self {
    case .rated: nil
    case .unpriced: "without a price"
    case .inexact: "with a cost of more than 18 decimals"
    case .tooLarge: "with a cost or charge above \(RatedRecord.Disposition.limits)"
    }
  }

  /// The most that a request may come to.
  package static var limits: String { "\(Money.totalLimit) USD or \(Credits.rowLimit) credits" }
}
