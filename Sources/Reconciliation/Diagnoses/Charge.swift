import Ledger
import Rating

/// The terms of the credit formula: what a cost is multiplied with, and how it becomes whole steps of credits.
struct ChargeTerms: Hashable, Sendable {
  /// Times 10⁻⁶; of a percentage, times 10⁻⁸.
  let factor: Int128
  let isPercent: Bool
  let increment: Credits
  /// The row of the books that states what was changed; nil for a setting.
  let place: Place?

  init(_ multiplier: Multiplier, increment: Credits, place: Place? = nil) {
    factor = Int128(multiplier.millionths)
    isPercent = false
    self.increment = increment
    self.place = place
  }

  init(_ markup: Percent, increment: Credits) {
    factor = Int128(markup.millionths)
    isPercent = true
    self.increment = increment
    place = nil
  }

  private init(factor: Int128, isPercent: Bool, increment: Credits, place: Place?) {
    self.factor = factor
    self.isPercent = isPercent
    self.increment = increment
    self.place = place
  }

  /// The same with another step.
  func with(increment: Credits) -> ChargeTerms {
    ChargeTerms(factor: factor, isPercent: isPercent, increment: increment, place: place)
  }

  /// Nil for a percentage.
  var multiplier: Multiplier? { isPercent ? nil : Multiplier(millionths: Int64(factor)) }

  /// The factor as the formula has it.
  var formulaFactor: CreditFormula.Factor {
    let millionths = Int64(factor)
    return isPercent
      ? .markup(Percent(millionths: millionths)) : .multiplier(Multiplier(millionths: millionths))
  }
}

/// A way to charge for a request: for which cost, by which terms, how rounded, how often.
struct Charge: Sendable {
  var cost: Money
  var terms: ChargeTerms
  var creditValue: CreditValue
  var rounding = Rounding.up
  var times: Int64 = 1

  /// The rule that makes a fractional number of steps whole.
  enum Rounding {
    case up, down, nearest
    /// To the nearest, a half to the even one.
    case nearestEven
  }

  /// Returns the credits; nil where they do not fit.
  var credits: Credits? {
    guard cost >= .zero, cost <= Money.totalLimit else { return nil }
    let (whole, rest) = (cost.attodollars * terms.factor).quotientAndRemainder(dividingBy: divisor)
    let isHalf = rest * 2 == divisor
    let isMore =
      switch rounding {
      case .up: rest > 0
      case .down: false
      case .nearest: rest * 2 >= divisor
      case .nearestEven: rest * 2 > divisor || isHalf && whole % 2 == 1
      }
    let steps = (whole + (isMore ? 1 : 0)) * Int128(times)
    guard steps <= Int128(Credits.rowLimit.microcredits / terms.increment.microcredits) else {
      return nil
    }
    return Credits(microcredits: Int64(steps) * terms.increment.microcredits)
  }

  /// Attodollars times the factor that make one step.
  var divisor: Int128 {
    creditValue.attodollarsPerMicrocredit * 1_000_000 * Int128(terms.increment.microcredits)
      * (terms.isPercent ? 100 : 1)
  }

  /// The same by other terms.
  func by(_ terms: ChargeTerms) -> Charge {
    var changed = self
    changed.terms = terms
    return changed
  }
}
