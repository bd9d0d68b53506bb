import Ledger
import Pricing
import Rating

/// Every other way in which a request of one card might have been charged; held once for all its rows.
final class AlternativeCharges: Sendable {
  /// The terms that count.
  let own: ChargeTerms
  let creditValue: CreditValue
  let isCharged: Bool
  let isBYOK: Bool
  /// The terms as if the vendor's key had been ours.
  let asOurs: ChargeTerms
  let previousMultipliers: [ChargeTerms]
  let nextMultipliers: [ChargeTerms]
  let unapproved: [ChargeTerms]
  let otherTiers: [ChargeTerms]
  let lowerLevels: [ChargeTerms]
  let defaults: [ChargeTerms]
  let previousIncrements: [Credits]
  let otherIncrements: [Credits]
  let previousCreditValues: [CreditValue]
  let otherCreditValues: [CreditValue]

  /// True if the books state the multiplier for another time, tier or level.
  func knows(_ multiplier: Multiplier) -> Bool {
    [previousMultipliers, nextMultipliers, unapproved, otherTiers, lowerLevels, defaults]
      .contains { $0.contains { $0.multiplier == multiplier } }
  }

  /// The right formula for `cost`, as if the status were charged.
  func right(for cost: Money) -> Charge {
    Charge(cost: cost, terms: own, creditValue: creditValue)
  }

  /// Of a request that is not charged, a charge comes first of all from that.
  func isPossible(_ code: DiagnosisCode) -> Bool {
    isCharged ? code != .chargedOnFailure : code == .chargedOnFailure
  }

  func isPossible(_ pair: CreditHypothesis.Pair) -> Bool {
    isCharged != (pair.first.code == .chargedOnFailure)
  }

  init(_ card: RateCard, at instant: Instant, books: Books) {
    let (kind, model) = (card.kind, card.dimensions.model)
    let increment = card.increment
    let book = books.multipliers
    let decided = card.multiplier.multiplier
    /// Each multiplier once, and not the right one.
    func terms(_ decisions: [MultiplierBook.Decision]) -> [ChargeTerms] {
      var seen: Set<Multiplier> = [decided]
      return decisions.filter { seen.insert($0.multiplier).inserted }.map {
        ChargeTerms($0.multiplier, increment: increment, place: $0.place)
      }
    }
    func decision(_ tier: Name, _ instant: Instant) -> MultiplierBook.Decision {
      book.decision(tier: tier, provider: kind.provider, model: model, at: instant)
    }
    /// Each value once, and not the right one.
    func others<Value: Hashable>(than right: Value, _ values: [Value]) -> [Value] {
      var seen: Set<Value> = [right]
      return values.filter { seen.insert($0).inserted }
    }
    /// Returns the values in force before each change up to then, the latest first.
    func earlier<Value>(_ setting: DatedSetting<Value>) -> [Value] {
      setting.boundaries.sorted().reversed().filter { $0 <= instant }.map {
        setting.value(tier: kind.tier, at: $0.justBefore)
      }
    }
    creditValue = card.dimensions.terms.creditValue
    asOurs = ChargeTerms(decided, increment: increment)
    isBYOK = kind.isBYOK
    own = isBYOK ? ChargeTerms(books.markup(of: card, at: instant), increment: increment) : asOurs
    isCharged = card.isCharged
    let changes = Set(book.boundaries(tier: kind.tier, provider: kind.provider, model: model))
      .subtracting([.distantPast, .distantFuture]).sorted()
    let levels = book.cascade(
      tier: kind.tier, provider: kind.provider, model: model, at: instant)
    let inForce = Set(levels.compactMap(\.place))
    /// Returns the terms of rows of the book that are not in force.
    ///
    /// A row that is in force but overruled has neither ended nor still to start.
    func atOtherTimes(_ instants: [Instant]) -> [ChargeTerms] {
      terms(
        instants.map { decision(kind.tier, $0) }.filter { decision in
          decision.place.map { !inForce.contains($0) } ?? false
        })
    }
    previousMultipliers = atOtherTimes(
      changes.reversed().filter { $0 <= instant }.map(\.justBefore))
    nextMultipliers = atOtherTimes(changes.filter { $0 > instant })
    unapproved = terms(
      book.unapproved(tier: kind.tier, provider: kind.provider, model: model, at: instant))
    let tiers = Set(book.tiers + books.plans.tiers.map { Name($0) }).subtracting([kind.tier])
    otherTiers = terms(tiers.sorted().map { decision($0, instant) })
    lowerLevels = terms(levels.dropFirst().filter { $0.level != .default })
    defaults = terms(levels.filter { $0.level == .default } + [book.settled])
    let (increments, values) = (books.settings.creditIncrements, books.settings.creditValues)
    previousIncrements = others(than: increment, earlier(increments))
    otherIncrements = others(
      than: increment, Credits.increments + increments.entries.map(\.value))
    previousCreditValues = others(than: creditValue, earlier(values))
    // Where no entry is for every tier from the first, the fallback counts before them.
    otherCreditValues = others(
      than: creditValue,
      values.entries.map(\.value) + [values.value(tier: .empty, at: .distantPast)])
  }
}

extension Books {
  /// The platform fee for the model of `card`.
  func markup(of card: RateCard, at instant: Instant) -> Percent {
    let key = ModelKey(provider: card.kind.provider, model: card.dimensions.model)
    return settings.byokMarkup.rate(of: models.modelClass(of: key, at: instant))
  }
}
