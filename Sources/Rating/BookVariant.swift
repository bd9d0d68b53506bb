import Ledger

/// Books by which a ledger is rated: its own, or what a scenario makes of them.
package struct BookVariant: Sendable {
  package let books: Books
  /// Every request counts as one of this tier; nil leaves each its own.
  package let tier: Name?
  /// The restrictions, whose requests are stopped.
  package let restrictions: [Restriction]
  /// When everything but the meaning of a model's name is looked up; nil is the start of each request.
  package let ratedAt: Instant?

  package init(
    books: Books, tier: Name? = nil, restrictions: [Restriction] = [], ratedAt: Instant? = nil
  ) {
    self.books = books
    self.tier = tier
    self.restrictions = restrictions
    self.ratedAt = ratedAt
  }

  /// A model that a tier may not use, during some time.
  package struct Restriction: Hashable, Sendable {
    package let tier: Name
    /// The name after aliases.
    package let model: Name
    package let validity: Validity

    package init(tier: Name, model: Name, during validity: Validity) {
      self.tier = tier
      self.model = model
      self.validity = validity
    }
  }

  /// The kind as this variant sees it.
  func kind(_ kind: RateKey) -> RateKey {
    tier.map(kind.with(tier:)) ?? kind
  }

  /// True if the requests of a card are stopped.
  package func stops(_ card: RateCard) -> Bool {
    restrictions.contains {
      $0.tier == card.dimensions.tier && $0.model == card.dimensions.model
        && $0.validity.contains(card.validity.from)
    }
  }
}
