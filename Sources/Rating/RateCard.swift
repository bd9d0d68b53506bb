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
  /// How a cost becomes credits.
  package let charge: Charge

  /// Makes the card for `kind` from what the books say at `validity.from`; nothing they say may change
  /// within `validity`.
  ///
  /// - Parameter names: what the model's name means.
  init(
    _ kind: RequestKind, names: NameMeanings, during validity: Validity,
    by prices: inout KnownPrices
  ) throws(BookProblem) {
    let books = prices.books
    let instant = validity.from
    let meaning = names.meaning(at: instant)
    let model =
      switch meaning {
      case .model(let name): name
      case .ambiguous: kind.model
      }
    let plan = books.plans.plan(tier: kind.tier, at: instant)
    let creditValue = books.settings.creditValues.value(tier: kind.tier, at: instant)
    self.kind = kind
    self.validity = validity
    hasPlan = plan != nil
    isCharged = books.settings.charged.contains(kind.status)
    increment = books.settings.creditIncrements.value(tier: kind.tier, at: instant)
    multiplier = books.multipliers.decision(
      tier: kind.tier, provider: kind.provider, model: model, at: instant)
    dimensions = FactDimensions(
      tier: kind.tier, provider: kind.provider, model: model, service: kind.service,
      serviceTier: kind.serviceTier, status: kind.status, isBYOK: kind.isBYOK,
      terms: Terms(
        isFree: plan?.isFree ?? false, creditValue: creditValue,
        targetMargin: plan?.targetMargin))
    let key = ModelKey(provider: kind.provider, model: model)
    pricing =
      meaning == .ambiguous
      ? .unpriced(.ambiguousAlias)
      : try prices.pricing(of: key, serviceTier: kind.serviceTier, region: kind.region, at: instant)
    charge = RateCard.charge(
      kind,
      markup: books.settings.byokMarkup.rate(of: books.models.modelClass(of: key, at: instant)),
      multiplier: multiplier.multiplier, creditValue: creditValue, increment: increment)
  }

  /// The model's price for each band, or why it has none.
  package enum Pricing: Sendable {
    case priced(bands: [Band], fee: FoundPrice?)
    case unpriced(UnpricedReason)
  }

  /// The prices for requests whose total input is above a threshold; the base band has none.
  package struct Band: Sendable {
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

/// Why a request has no price.
package enum UnpricedReason: Hashable, Sendable {
  /// The name means two models that day.
  case ambiguousAlias
  /// The price book has no row for the model.
  case unknownModel
  /// The book knows the model, but no row is in force at the start of the request.
  case notInForce
}

extension RateCard {
  /// credits = ceil(cost × multiplier ÷ credit value ÷ increment) × increment, on integers: a cost
  /// in attodollars times millionths, over the worth of a microcredit times 10⁶ times the
  /// microcredits of an increment.
  ///
  /// For a key of the customer's own, the markup stands in the multiplier's place.
  private static func charge(
    _ kind: RequestKind, markup: Percent, multiplier: Multiplier, creditValue: CreditValue,
    increment: Credits
  ) -> Charge {
    let factor = kind.isBYOK ? markup.millionths : multiplier.millionths
    let perHundred: Int128 = kind.isBYOK ? 100 : 1
    let numerator = UInt128(factor)
    let denominator = UInt128(
      creditValue.attodollarsPerMicrocredit * 1_000_000 * Int128(increment.microcredits)
        * perHundred)
    let divisor = greatestCommonDivisor(numerator, denominator)
    return Charge(
      numerator: numerator / divisor, denominator: denominator / divisor, increment: increment)
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
