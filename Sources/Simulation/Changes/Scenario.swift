import Ledger
import Pricing
import Rating

/// Changes to the books to try out on the traffic of the ledger.
package struct Scenario: Sendable {
  package let name: Name
  /// Made one after another: a later change sees what the earlier ones left.
  package let changes: [Change]

  package init(name: Name, changes: [Change]) {
    self.name = name
    self.changes = changes
  }
}

/// One change of a scenario, and when it holds.
package struct Change: Hashable, Sendable {
  package let kind: Kind
  /// Nil is from always.
  package let from: Instant?
  /// Nil is for good where there is no start either, else until the next row of the same key.
  package let to: Instant?
  /// The place of the change in its source.
  package let place: Place

  package init(_ kind: Kind, from: Instant? = nil, to: Instant? = nil, at place: Place) {
    self.kind = kind
    self.from = from
    self.to = to
    self.place = place
  }

  /// The changes that a scenario may make.
  package enum Kind: Hashable, Sendable {
    case multiplier(Multiplier, MultiplierRow.Key)
    /// The step to which credits are rounded up; nil is every tier.
    case increment(Credits, tier: Name?)
    /// The credit value; a tier of nil is every tier.
    case creditValue(CreditValue, tier: Name?)
    case price(PriceBook.Change, PriceBook.Selection)
    /// Requests for `model` go to another model of its provider.
    case swap(model: Name, other: Name, provider: Name)
    /// The models that the tier may no longer use.
    case block([Name], tier: Name)
    /// The most credits that each user of the tier may use in a month.
    case monthlyBudget(Credits, tier: Name)
    /// The most credits that each user of the tier may use in a day.
    case dailyCap(Credits, tier: Name)
    case plan(PlanChange, tier: Name)
  }
}

extension Change.Kind {
  /// True if it limits the usage of users.
  var isLimit: Bool {
    switch self {
    case .monthlyBudget, .dailyCap: true
    case .multiplier, .increment, .creditValue, .price, .swap, .block, .plan: false
    }
  }

  /// True if the other sets the same thing, to whatever value.
  package func setsTheSame(as other: Change.Kind) -> Bool {
    switch (self, other) {
    case (.multiplier(_, let left), .multiplier(_, let right)): left == right
    case (.increment(_, let left), .increment(_, let right)),
      (.creditValue(_, let left), .creditValue(_, let right)):
      left == right
    case (.price(_, let left), .price(_, let right)): left == right
    case (.swap(let left, _, let provider), .swap(let right, _, let other)):
      left == right && provider == other
    case (.monthlyBudget(_, let left), .monthlyBudget(_, let right)),
      (.dailyCap(_, let left), .dailyCap(_, let right)), (.plan(_, let left), .plan(_, let right)):
      left == right
    default: false
    }
  }
}

/// The change of a plan; nil leaves a value as it is.
package struct PlanChange: Hashable, Sendable {
  package var isFree: Bool?
  package var monthlyPrice: Money?
  package var monthlyCredits: Credits?
  package var targetMargin: Percent?

  package init() {}

  func applied(to plan: Plan) -> Plan {
    Plan(
      tier: plan.tier, isFree: isFree ?? plan.isFree,
      monthlyPrice: monthlyPrice ?? plan.monthlyPrice,
      monthlyCredits: monthlyCredits ?? plan.monthlyCredits,
      targetMargin: targetMargin ?? plan.targetMargin, allowedModels: plan.allowedModels)
  }
}

/// The limit on the usage of each user of some tiers.
package struct UsageLimit: Hashable, Sendable {
  package let scope: Scope
  package let span: Span
  package let credits: Credits
  /// Only requests that start in this time are stopped; those of the same month or day before it count.
  package let validity: Validity

  /// Whose requests are counted.
  package enum Scope: Hashable, Sendable {
    case tier(Name)
    /// Every tier whose plan is free.
    case freeTiers
  }

  /// The time, in the reporting zone, over which credits are counted.
  package enum Span: Hashable, Sendable {
    case month, day
  }

  package init(_ scope: Scope, span: Span, credits: Credits, during validity: Validity = .always) {
    self.scope = scope
    self.span = span
    self.credits = credits
    self.validity = validity
  }

  /// True if requests of these dimensions count.
  package func counts(_ dimensions: FactDimensions) -> Bool {
    switch scope {
    case .tier(let tier): dimensions.tier == tier
    case .freeTiers: dimensions.terms.isFree
    }
  }
}
