import Ledger

/// The credit formula with the numbers of one request: cost × factor ÷ credit value, rounded up to a step.
package struct CreditFormula: Hashable, Sendable {
  package let cost: Money
  package let factor: Factor
  package let creditValue: CreditValue
  package let increment: Credits

  /// The factor of the cost.
  package enum Factor: Hashable, Sendable {
    case multiplier(Multiplier)
    /// The platform fee for a key of the customer's own, in percent.
    case markup(Percent)
  }

  package init(cost: Money, factor: Factor, creditValue: CreditValue, increment: Credits) {
    self.cost = cost
    self.factor = factor
    self.creditValue = creditValue
    self.increment = increment
  }

  /// The credits before they are rounded up, with all decimals; the first 18 of endless ones, the rest cut off.
  package var unroundedCredits: (text: String, isExact: Bool) {
    // Cost times factor is at most 10³⁸, the divisor at most 10²⁹, so a rest times ten fits.
    let (numerator, perHundred): (Int128, Int128) =
      switch factor {
      case .multiplier(let multiplier): (cost.attodollars * Int128(multiplier.millionths), 1)
      case .markup(let markup): (cost.attodollars * Int128(markup.millionths), 100)
      }
    let divisor = creditValue.perCredit.attodollars * 1_000_000 * perHundred
    var (whole, rest) = abs(numerator).quotientAndRemainder(dividingBy: divisor)
    var digits = ""
    while rest != 0 && digits.count < CreditFormula.longest {
      let digit: Int128
      (digit, rest) = (rest * 10).quotientAndRemainder(dividingBy: divisor)
      digits += String(digit)
    }
    if rest != 0 { digits = String(digits.prefix(18)) }
    return (
      (numerator < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits), rest == 0
    )
  }

  /// Decimals of a quotient that ends take at most as many digits as the divisor has twos or fives: up to 49 of a credit
  /// value, which is at most 10¹⁵ < 2⁵⁰ times 10⁻¹² USD, and fourteen of the powers of ten beside it.
  private static let longest = 64
}
