import Ledger
import Rating

/// The conversion of cost to revenue for one card: R2, R3 and R4 of docs/COMPARE.md.
struct ComparedCharges {
  private let isCharged: Bool
  private let atStart: Conversion
  /// With the multiplier, platform fee and plan of the constant books, and the credit step and value at the start.
  private let between: Conversion
  private let constant: Conversion
  /// All three are the same.
  let areSame: Bool

  /// A charge, and what its credits are worth; nothing in a free tier.
  private struct Conversion: Equatable {
    let charge: RateCard.Charge
    let attodollarsPerMicrocredit: Int128

    init(_ charge: RateCard.Charge, _ value: CreditValue, isFree: Bool) {
      self.charge = charge
      attodollarsPerMicrocredit = isFree ? 0 : value.attodollarsPerMicrocredit
    }

    func revenue(of cost: Money) -> Int128 {
      attodollarsPerMicrocredit == 0
        ? 0 : charge.microcredits(for: cost) * attodollarsPerMicrocredit
    }
  }

  /// - Parameters:
  ///   - card: that of the requests.
  ///   - other: the same by the constant books.
  init(_ card: RateCard, constant other: RateCard) {
    let (terms, otherTerms) = (card.dimensions.terms, other.dimensions.terms)
    isCharged = card.isCharged
    atStart = Conversion(card.charge, terms.creditValue, isFree: terms.isFree)
    between = Conversion(
      RateCard.Charge(
        of: other.factor, creditValue: terms.creditValue, increment: card.charge.increment),
      terms.creditValue, isFree: otherTerms.isFree)
    constant = Conversion(other.charge, otherTerms.creditValue, isFree: otherTerms.isFree)
    areSame = atStart == constant && between == constant
  }

  /// The revenue of one request whose cost by the constant books is `cost`, in 10⁻¹⁸ USD.
  struct Revenues {
    /// R2: multiplier and credit step at the start.
    let atStart: Int128
    let between: Int128
    let constant: Int128
  }

  func revenues(of cost: Money) -> Revenues {
    if !isCharged { return Revenues(atStart: 0, between: 0, constant: 0) }
    let constant = constant.revenue(of: cost)
    if areSame { return Revenues(atStart: constant, between: constant, constant: constant) }
    return Revenues(
      atStart: atStart.revenue(of: cost), between: between.revenue(of: cost), constant: constant)
  }

  /// The revenue of credits that were charged at the start.
  func revenue(of credits: Credits) -> Int128 {
    Int128(credits.microcredits) * atStart.attodollarsPerMicrocredit
  }
}
