/// What a fact is grouped by besides its day and its user: the texts of `facts.csv`, and the terms
/// under which the credits count as money.
package struct FactDimensions: Hashable, Sendable {
  package let tier: Name
  package let provider: Name
  /// The model after aliases.
  package let model: Name
  package let service: Name
  package let serviceTier: Name
  package let status: Status
  package let isBYOK: Bool
  package let terms: Terms

  package init(
    tier: Name, provider: Name, model: Name, service: Name, serviceTier: Name, status: Status,
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

/// What decides how credits become revenue on one day for one tier.
package struct Terms: Hashable, Comparable, Sendable {
  /// The plan is free: its credits earn nothing.
  package let isFree: Bool
  package let creditValue: CreditValue
  /// The margin the plan aims at; nil when it states none.
  package let targetMargin: Percent?

  package init(isFree: Bool, creditValue: CreditValue, targetMargin: Percent?) {
    self.isFree = isFree
    self.creditValue = creditValue
    self.targetMargin = targetMargin
  }

  /// What so many microcredits earn: what they are worth, and nothing of a free plan.
  package func revenue(ofMicrocredits microcredits: Int128) -> Money {
    isFree ? .zero : Money(attodollars: microcredits * creditValue.attodollarsPerMicrocredit)
  }

  /// What credits earn: what they are worth, and nothing of a free plan.
  package func revenue(of credits: Credits) -> Money {
    revenue(ofMicrocredits: Int128(credits.microcredits))
  }

  private var key: (Int, Int128, Int64) {
    (isFree ? 1 : 0, creditValue.attodollarsPerMicrocredit, targetMargin?.millionths ?? .min)
  }

  package static func < (left: Terms, right: Terms) -> Bool { left.key < right.key }
}
