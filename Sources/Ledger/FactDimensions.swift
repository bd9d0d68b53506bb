/// The dimensions of a fact besides its day and its user.
///
/// They are the texts of `facts.csv`, and the terms under which the credits count as money.
package struct FactDimensions: Hashable, Sendable {
  package let tier: Name
  package let provider: Name
  /// The model after aliases.
  package let model: Name
  package let service: Name
  package let serviceTier: Name
  package let status: RequestStatus
  package let isBYOK: Bool
  package let terms: Terms

  package init(
    tier: Name, provider: Name, model: Name, service: Name, serviceTier: Name,
    status: RequestStatus,
    isBYOK: Bool, terms: Terms
  ) {
    self.tier = tier
    self.provider = provider
    self.model = model
    self.service = service
    self.serviceTier = serviceTier
    self.status = status
    self.isBYOK = isBYOK
    self.terms = terms
  }

  /// The cells that `facts.csv` shows, in its order; facts that differ only in their terms share them.
  package var cells: [Name] {
    [
      tier, provider, model, service, serviceTier, Name(status.name),
      Name(isBYOK ? "true" : "false"),
    ]
  }
}

/// The terms that convert credits to revenue on one day for one tier.
package struct Terms: Hashable, Comparable, Sendable {
  /// The plan is free: its credits earn nothing.
  package let isFree: Bool
  package let creditValue: CreditValue
  /// The margin the plan aims at; nil when it states none.
  package let targetMargin: Percent?
  /// The basis of the charge.
  package let basis: ChargeBasis

  package init(
    isFree: Bool, creditValue: CreditValue, targetMargin: Percent?, basis: ChargeBasis = []
  ) {
    self.isFree = isFree
    self.creditValue = creditValue
    self.targetMargin = targetMargin
    self.basis = basis
  }

  /// The same terms with a charge that rests on something else.
  package func resting(on basis: ChargeBasis) -> Terms {
    Terms(isFree: isFree, creditValue: creditValue, targetMargin: targetMargin, basis: basis)
  }

  /// Returns the revenue of the microcredits: their value, and 0 for a free plan.
  package func revenue(ofMicrocredits microcredits: Int128) -> Money {
    isFree ? .zero : Money(attodollars: microcredits * creditValue.attodollarsPerMicrocredit)
  }

  /// Returns the revenue of credits: their value, and 0 for a free plan.
  package func revenue(of credits: Credits) -> Money {
    revenue(ofMicrocredits: Int128(credits.microcredits))
  }

  private var key: (Int, Int128, Int64, UInt8) {
    (
      isFree ? 1 : 0, creditValue.attodollarsPerMicrocredit, targetMargin?.millionths ?? .min,
      basis.rawValue
    )
  }

  package static func < (left: Terms, right: Terms) -> Bool { left.key < right.key }
}

/// The basis of a charge that no book states; empty if the books state it.
package struct ChargeBasis: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No book says what customers pay, and no credits were recorded: nothing is charged, and the revenue is unknown.
  package static let notSold = ChargeBasis(rawValue: 1)
  /// No row of the multiplier book is for the request: the default of the settings counts, for credits of free tiers too.
  package static let defaultMultiplier = ChargeBasis(rawValue: 2)
  /// The tier has no plan in force: it counts as paid.
  package static let unlistedTier = ChargeBasis(rawValue: 4)
}
