import Ledger

/// The part of a value that was sold in one month, in 10⁻¹⁸ USD.
struct SaleMonth: Hashable {
  /// Months since January of year 0.
  let month: Int32
  var usd: Int128
}

/// The months in which the value of one transferred grant was sold, where they are several.
struct ValueBySaleMonth {
  /// Months since January of year 0, the oldest first.
  let months: [Int32]
  /// The sum of the shares up to that of each month, in 10⁻¹⁸ USD.
  private let sums: [Int128]

  /// - Parameter shares: the oldest first.
  init(_ shares: [SaleMonth]) {
    months = shares.map(\.month)
    var sum: Int128 = 0
    sums = shares.map {
      sum += $0.usd
      return sum
    }
  }

  /// Returns the part of each month of a value that is `part` ÷ `whole` of the payment: the sums are rounded down.
  func values(_ part: Int128, of whole: Int128) -> [Int128] {
    var before: Int128 = 0
    return sums.map { sum in
      guard let value = Quotient.floor(sum, times: part, over: whole) else {
        preconditionFailure("a part of a payment is not more than the payment")
      }
      defer { before = value }
      return value - before
    }
  }
}
