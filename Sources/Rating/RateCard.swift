import Ledger
import Pricing

/// Everything the books say about requests of one kind during one stretch of time; shared, since it is asked for
/// at every row with a finding.
package final class RateCard: Sendable {
  package let kind: RequestKind
  package let validity: Validity
  package let dimensions: FactDimensions
  /// The tier has a plan in force.
  package let hasPlan: Bool
  package let isCharged: Bool
  package let multiplier: MultiplierBook.Decision
  package let increment: Credits
  package let pricing: Pricing
  /// The region by which prices were looked for: see `RegionNames.priced`.
  package let region: Name
  /// The requests are of a region, for which the model has no price, nor for any other: one without a region counts.
  package let takesAnyRegion: Bool
  /// The conversion of a cost to credits.
  package let charge: Charge

  /// Makes the card for `kind` from what the books say at `validity.from`; nothing they say may change
  /// within `validity`.
  ///
  /// - Parameter names: what the model's name means.
  init(
    _ kind: RequestKind, names: NameMeanings, during validity: Validity,
    by known: inout PriceLookupCache
  ) throws(BookProblem) {
    let instant = validity.from
    let meaning = names.meaning(at: instant)
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
    isCharged = isSold && known.books.settings.charged.contains(kind.status)
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
    charge = RateCard.charge(by: terms, isBYOK: kind.isBYOK)
  }

  /// The defaults that the charges of such requests rest on.
  private static func basis(
    of kind: RequestKind, by terms: TierTerms, isSold: Bool
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

extension RateCard {
  /// credits = ceil(cost × multiplier ÷ credit value ÷ increment) × increment, on integers: a cost
  /// in attodollars times millionths, over the worth of a microcredit times 10⁶ times the
  /// microcredits of an increment.
  ///
  /// For a key of the customer's own, the markup stands in the multiplier's place.
  private static func charge(by terms: TierTerms, isBYOK: Bool) -> Charge {
    let factor = isBYOK ? terms.markup.millionths : terms.multiplier.multiplier.millionths
    let perHundred: Int128 = isBYOK ? 100 : 1
    let numerator = UInt128(factor)
    let denominator = UInt128(
      terms.plan.creditValue.attodollarsPerMicrocredit * 1_000_000
        * Int128(terms.increment.microcredits) * perHundred)
    let divisor = greatestCommonDivisor(numerator, denominator)
    return Charge(
      numerator: numerator / divisor, denominator: denominator / divisor,
      increment: terms.increment)
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
