import Ledger

/// The text for a tier, including usage without one.
package enum TierText {
  /// Returns the name of a tier: `pro`, or `(none)`.
  package static func name(_ tier: Name) -> String {
    tier.isEmpty ? "(none)" : tier.description
  }

  /// Returns what a sentence about a tier's requests begins with: `Tier pro`, or `Requests without a tier`.
  package static func subject(_ tier: Name) -> String {
    tier.isEmpty ? "Requests without a tier" : "Tier \(tier)"
  }
}

extension TierText {
  /// Returns names of plans, the first three: `enterprise, free and pro`.
  static func listed(plans: [Name]) -> String {
    // A last plan is named as well: "other plans" would be as long.
    let listed = plans.count == 4 ? 4 : 3
    return (plans.prefix(listed).map(name) + (plans.count > listed ? ["other plans"] : [])).listed
  }
}
