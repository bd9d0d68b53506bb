import Ledger
import Pricing

/// Everything that decided what a request costs and is charged, and what might have and did not.
///
/// Made of the same card and the same search that rated the request, so it can say nothing else.
package struct RatingTrace: Sendable {
  package let card: RateCard
  package let rated: RatedRecord
  package let quantities: Quantities
  package let startedAt: Instant
  /// The row that says what the model's name in the ledger means; nil where it means itself.
  package let alias: History<Alias>.Entry?
  /// The threshold of the band that the total input falls in; nil is the base band.
  package let band: Int64?
  /// One per class with a quantity, in their order, the fee per request last.
  ///
  /// Empty for a request whose model has no price.
  package let lines: [CostLine]
  package let multiplier: MultiplierTrace
  /// Nil where the request is not charged, or has no price.
  package let formula: CreditFormula?
  /// The places at which the settings state the credit value and the credit step.
  package let creditValue: SettingProvenance
  package let increment: SettingProvenance
  /// The model class that sets the fee for a key of the customer's own, and its place.
  package let modelClass: (name: ModelClass?, place: Place?)
  /// The row of the plans that the tier has; nil where none is in force.
  package let plan: Place?
  /// The tier's row at other times, if no plan is in force; nil for a tier unknown to the plans.
  package let planOutOfForce: OutOfForce<Plan>?

  /// The cost of one class of a request.
  package struct CostLine: Sendable {
    package let unitClass: UnitClass
    /// Seconds in nanoseconds.
    package let quantity: Int64
    /// Nil where the class has no price, which leaves the request unpriced.
    package let price: PriceTrace?
    package let cost: Money
  }

  /// Traces a request of these quantities that `rater` rated at `rated` by `books`.
  package init(
    _ rated: RatedRecord, quantities: Quantities, startedAt: Instant, rater: Rater, books: Books
  ) throws(BookProblem) {
    card = rater.cards[Int(rated.card)]
    self.rated = rated
    self.quantities = quantities
    self.startedAt = startedAt
    let (kind, dimensions) = (card.kind, card.dimensions)
    let key = ModelKey(provider: kind.provider, model: dimensions.model)
    alias =
      books.meanings(of: kind).entries(at: startedAt).first
    band = card.band(for: quantities)?.over
    lines = try RatingTrace.lines(card, quantities, startedAt, books)
    multiplier = books.multipliers.trace(
      tier: kind.tier, provider: kind.provider, model: dimensions.model, at: startedAt)
    modelClass = (
      books.models.modelClass(of: key, at: startedAt),
      books.models.description(of: key, at: startedAt)?.place
    )
    creditValue = SettingProvenance(
      books.settings.creditValues, tier: kind.tier, at: startedAt)
    increment = SettingProvenance(books.settings.creditIncrements, tier: kind.tier, at: startedAt)
    plan = books.plans.place(tier: kind.tier, at: startedAt)
    planOutOfForce =
      plan == nil ? books.plans.outOfForce(tier: kind.tier, at: startedAt) : nil
    formula = RatingTrace.formula(card, rated, modelClass.name, books.settings)
    let priced = books.prices.key(of: key) ?? key
    let search = card.search(at: startedAt, books: books)
    let over = band
    underived = lines.filter { $0.price == nil }.compactMap {
      search?.chain(of: $0.unitClass, inBandOver: over)
    }
    unfit =
      RatingTrace.unfit(card, lines, key, startedAt, books)
      + underived.filter(\.entries.isEmpty).compactMap {
        books.derivations.outOfForce($0.derived, model: priced, at: startedAt)
      }
    let sum = lines.reduce(Money.zero) { $0 + $1.cost }
    precondition(
      rated.disposition != .rated || sum == rated.notionalCost,
      "the classes of a request add up to its cost")
  }

  /// For a request without a price, the rows of its model, and of derivations, that do not fit it.
  package let unfit: [SkippedCandidate]
  /// Of each class that leaves the request without a price, the derivations that speak for it, and from what.
  package let underived: [DerivationChain]

  /// The classes that leave the request without a price.
  package var unpricedClasses: [UnitClass] { lines.filter { $0.price == nil }.map(\.unitClass) }

  private static func unfit(
    _ card: RateCard, _ lines: [CostLine], _ key: ModelKey, _ instant: Instant, _ books: Books
  ) -> [SkippedCandidate] {
    func rows(_ unitClass: UnitClass?) -> [SkippedCandidate] {
      books.prices.unfit(
        key, unitClass: unitClass, serviceTier: card.kind.serviceTier, region: card.region,
        at: instant)
    }
    if case .unpriced(let reason) = card.pricing {
      return reason == .ambiguousAlias ? [] : rows(nil)
    }
    return lines.filter { $0.price == nil }.flatMap { rows($0.unitClass) }
  }

  private static func lines(
    _ card: RateCard, _ quantities: Quantities, _ instant: Instant, _ books: Books
  ) throws(BookProblem) -> [CostLine] {
    guard case .priced(_, let fee) = card.pricing, let band = card.band(for: quantities),
      let search = card.search(at: instant, books: books)
    else { return [] }
    var lines: [CostLine] = []
    for unitClass in UnitClass.quantities where quantities[unitClass] != 0 {
      lines.append(
        try line(
          unitClass, quantities[unitClass], band.prices[unitClass], search, books))
    }
    if let fee { lines.append(try line(.request, 1, fee, search, books)) }
    return lines
  }

  private static func line(
    _ unitClass: UnitClass, _ quantity: Int64, _ found: FoundPrice?, _ search: PriceSearch,
    _ books: Books
  ) throws(BookProblem) -> CostLine {
    guard let found else {
      return CostLine(unitClass: unitClass, quantity: quantity, price: nil, cost: .zero)
    }
    let trace = try PriceTrace(found, of: unitClass, search: search, prices: books.prices)
    // A cost that does not fit is refused when the row is rated, and shown as nothing here.
    let (product, overflow) = found.perUnit.attodollars.multipliedReportingOverflow(
      by: Int128(quantity))
    return CostLine(
      unitClass: unitClass, quantity: quantity, price: trace,
      cost: overflow ? .zero : Money(attodollars: product / Int128(unitClass.quantityPerUnit)))
  }

  private static func formula(
    _ card: RateCard, _ rated: RatedRecord, _ modelClass: ModelClass?, _ settings: Settings
  ) -> CreditFormula? {
    guard rated.disposition == .rated, card.isCharged else { return nil }
    return CreditFormula(
      cost: rated.notionalCost,
      factor: card.kind.isBYOK
        ? .markup(settings.byokMarkup.rate(of: modelClass))
        : .multiplier(card.multiplier.multiplier),
      creditValue: card.dimensions.terms.creditValue, increment: card.increment)
  }
}

extension RateCard {
  /// The prices for requests of these quantities: the band with the largest threshold below the total
  /// input; nil for a model without a price.
  package func band(for quantities: Quantities) -> Band? {
    guard case .priced(let bands, _) = pricing else { return nil }
    return bands.last { ($0.over ?? -1) < quantities.totalInput } ?? bands.first
  }

  /// The search that the card's prices came from.
  func search(at instant: Instant, books: Books) -> PriceSearch? {
    let key = ModelKey(provider: kind.provider, model: dimensions.model)
    return books.prices.prices(of: key, at: instant).map {
      PriceSearch(
        list: $0, derivations: books.derivations, at: instant, serviceTier: kind.serviceTier,
        region: region)
    }
  }
}
