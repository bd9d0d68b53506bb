import Ledger
import Rating
import Terminal

/// Words of a quote that the books do not know, which may be slips.
package enum QuoteWarnings {
  /// One text per word.
  package static func lines(_ kind: RateKey, books: Books) -> [String] {
    [tier(kind.tier, books), serviceTier(kind.serviceTier, books)].compactMap { $0 }
  }

  private static func tier(_ tier: Name, _ books: Books) -> String? {
    let known = books.plans.tiers
    guard !tier.isEmpty, !known.isEmpty, !books.plans.namedTiers.contains(tier) else { return nil }
    return "tier \"\(SafeText.safe(tier.description))\" is not in plans.csv: rated as paid, without"
      + " a target" + question(nearest(to: tier.description, among: known))
  }

  /// An unknown service tier has no price, and the quote says so; a slip gets a suggestion.
  private static func serviceTier(_ tier: Name, _ books: Books) -> String? {
    let known = books.prices.serviceTiers.union(books.derivations.serviceTiers)
    guard !known.contains(tier),
      let near = nearest(to: tier.description, among: known.map(\.description).sorted())
    else { return nil }
    return "no price book has the service tier \"\(SafeText.safe(tier.description))\""
      + question(near)
  }

  private static func question(_ near: String?) -> String {
    near.map { "; did you mean \"\(SafeText.safe($0))\"?" } ?? ""
  }
}
