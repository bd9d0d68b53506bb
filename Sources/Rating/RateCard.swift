import Ledger
import Pricing

/// Everything the books say about requests of one kind during one stretch of time; shared, since it is looked up
/// at every row with a finding.
package final class RateCard: Sendable {
  package let kind: RateKey
  package let validity: Validity
  package let dimensions: FactDimensions
  /// The tier has a plan in force.
  package let hasPlan: Bool
  package let isCharged: Bool
  /// The status of the requests is one that is charged, whether or not anything is sold.
  package let hasChargedStatus: Bool
  package let multiplier: MultiplierBook.Decision
  package let increment: Credits
  package let pricing: Pricing
  /// The region by which prices were looked for: see `RegionNames.priced`.
  package let region: Name
  /// The requests are of a region, for which the model has no price, nor for any other: one without a region counts.
  package let takesAnyRegion: Bool
  /// The conversion of a cost to credits.
  package let charge: Charge
  /// The factor from cost to charge, whether or not such requests are charged.
  package let factor: CreditFormula.Factor

  /// Makes the card for `kind` from what the books say at `validity.from`; nothing they say may change
  /// within `validity`.
  ///
  /// - Parameters:
  ///   - names: what the model's name means.
  ///   - instant: when everything but that meaning is looked up in the books; nil is `validity.from`.
  init(
    _ kind: RateKey, names: NameMeanings, during validity: Validity, ratedAt instant: Instant?,
    by known: inout PriceLookupCache
  ) throws(BookProblem) {
    let instant = instant ?? validity.from
    let meaning = names.meaning(at: validity.from)
    let model =
      switch meaning {
      case .model(let name): name
      case .ambiguous: kind.model
      }
    let key = ModelKey(provider: kind.provider, model: model)
    let terms = known.terms(tier: kind.tier, of: key, at: instant)
    self.kind = kind
    self.validity = validity
    let isSold = known.books.isSold
    hasPlan = terms.hasPlan || !isSold
    hasChargedStatus = known.books.settings.charged.contains(kind.status)
    isCharged = isSold && hasChargedStatus
    increment = terms.increment
    multiplier = terms.multiplier
    dimensions = FactDimensions(
      tier: kind.tier, provider: kind.provider, model: model, service: kind.service,
      serviceTier: kind.serviceTier, status: kind.status, isBYOK: kind.isBYOK,
      terms: terms.plan.resting(on: RateCard.basis(of: kind, by: terms, isSold: isSold)))
    region = RegionNames.priced(
      kind.region, provider: kind.provider, recorded: kind.model, model: model)
    (pricing, takesAnyRegion) =
      meaning == .ambiguous
      ? (.unpriced(.ambiguousAlias), false)
      : try known.pricing(of: key, for: kind, region: region, at: instant)
    factor =
      kind.isBYOK ? .markup(terms.markup) : .multiplier(terms.multiplier.multiplier)
    charge = Charge(of: factor, creditValue: terms.plan.creditValue, increment: terms.increment)
  }

  /// The defaults that the charges of such requests rest on.
  private static func basis(
    of kind: RateKey, by terms: TierTerms, isSold: Bool
  ) -> ChargeBasis {
    guard isSold else { return .notSold }
    var basis: ChargeBasis = terms.hasPlan ? [] : .unlistedTier
    if !kind.isBYOK, terms.multiplier.place == nil { basis.insert(.defaultMultiplier) }
    return basis
  }

  /// The model's price for each band, or why it has none.
  package enum Pricing: Equatable, Sendable {
    case priced(bands: [Band], fee: FoundPrice?)
    case unpriced(UnpricedReason)
  }

  /// The prices for requests whose total input is above a threshold; the base band has none.
  package struct Band: Equatable, Sendable {
    package let over: Int64?
    package let prices: ClassPrices
  }

  /// A cost times numerator ÷ denominator, rounded up, is the number of increments.
  package struct Charge: Hashable, Sendable {
    package let numerator: UInt128
    package let denominator: UInt128
    package let increment: Credits
  }
}

extension RateCard {
  /// True if the customers' price is known, or the ledger recorded it.
  package var isSold: Bool { dimensions.terms.basis != .notSold }
}

/// Why a request has no price.
package enum UnpricedReason: Hashable, Sendable {
  /// The name means two models that day.
  case ambiguousAlias
  /// The price book has no row for the model.
  case unknownModel
  /// The book knows the model, but no row is in force at the start of the request.
  case notInForce
  /// There is a fee per request, whose price is not known.
  case unknownFee
  /// The ledger states something of the request that no price is for.
  case conditions(RequestConditions)
}

extension RateCard.Charge {
  /// credits = ceil(cost × multiplier ÷ credit value ÷ increment) × increment, on integers: a cost
  /// in attodollars times millionths, over the worth of a microcredit times 10⁶ times the
  /// microcredits of an increment.
  package init(of factor: CreditFormula.Factor, creditValue: CreditValue, increment: Credits) {
    let (millionths, perHundred): (Int64, Int128) =
      switch factor {
      case .multiplier(let multiplier): (multiplier.millionths, 1)
      case .markup(let markup): (markup.millionths, 100)
      }
    let numerator = UInt128(millionths)
    let denominator = UInt128(
      creditValue.attodollarsPerMicrocredit * 1_000_000 * Int128(increment.microcredits)
        * perHundred)
    let divisor = greatestCommonDivisor(numerator, denominator)
    self.init(
      numerator: numerator / divisor, denominator: denominator / divisor, increment: increment)
  }

  /// Returns the microcredits of a cost that the limit for a row allows, by the one ceiling of the credit formula.
  package func microcredits(for cost: Money) -> Int128 {
    precondition(cost >= .zero, "a cost at vendor prices is never negative")
    let (quotient, rest) = (UInt128(cost.attodollars) * numerator)
      .quotientAndRemainder(dividingBy: denominator)
    return Int128(quotient + (rest > 0 ? 1 : 0)) * Int128(increment.microcredits)
  }
}

extension BYOKMarkup {
  /// The fee for a model of `modelClass`; none for a model without a class.
  package func rate(of modelClass: ModelClass?) -> Percent {
    switch modelClass {
    case .free: free
    case .budget: budget
    case .standard: standard
    case .premium: premium
    case nil: Percent(millionths: 0)
    }
  }
}

private func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
