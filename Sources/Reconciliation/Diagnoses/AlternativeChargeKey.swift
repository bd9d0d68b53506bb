import Ledger
import Rating

/// The key that decides the alternative charges of a request; many cards share it.
struct AlternativeChargeKey: Hashable {
  let tier: Name
  let provider: Name
  let model: Name
  let terms: Terms
  let multiplier: Multiplier
  let increment: Credits
  /// Nil under our own key.
  let markup: Percent?
  let isCharged: Bool
  let change: Int

  init(_ card: RateCard, at instant: Instant, change: Int, books: Books) {
    (tier, provider, model) = (card.kind.tier, card.kind.provider, card.dimensions.model)
    (terms, multiplier) = (card.dimensions.terms, card.multiplier.multiplier)
    (increment, isCharged) = (card.increment, card.isCharged)
    markup = card.kind.isBYOK ? books.markup(of: card, at: instant) : nil
    self.change = change
  }
}
