/// Shares of a rounded sum: exact amounts become whole cents that add up to their sum in cents.
package enum LargestRemainder {
  /// Returns one number of cents per amount in 10⁻¹⁸ USD.
  ///
  /// Their sum is that of the amounts, rounded half-up to cents. Each is its amount rounded down; the missing cents go
  /// one by one to the largest remainders, of equal ones to the first.
  package static func cents(of exact: [Int128]) -> [Int128] {
    let cent = Money.attodollarsPerDollar / 100
    var cents = exact.map { floor($0, over: cent) }
    let sum = floor(2 * exact.reduce(0, +) + cent, over: 2 * cent)
    let missing = Int(sum - cents.reduce(0, +))
    if missing == 0 { return cents }
    let rests = exact.indices.map { exact[$0] - cents[$0] * cent }
    let byRest = exact.indices.sorted { (rests[$1], $0) < (rests[$0], $1) }
    for index in byRest.prefix(missing) { cents[index] += 1 }
    return cents
  }

  private static func floor(_ value: Int128, over divisor: Int128) -> Int128 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}
