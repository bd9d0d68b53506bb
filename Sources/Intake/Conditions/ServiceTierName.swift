import Ledger

/// Names of service tiers as vendors write them, in the words of our price books.
package enum ServiceTierName {
  /// Names that mean a native one; `auto` was a wish that the response would have named.
  static let others: [(name: StaticString, ours: StaticString)] = [
    ("default", "standard"), ("auto", "standard"), ("standard_only", "standard"),
    ("on_demand", "standard"), ("unspecified", "standard"), ("fast", "priority"),
    ("ON_DEMAND", "standard"),
    ("ON_DEMAND_PRIORITY", "priority"), ("ON_DEMAND_FLEX", "flex"),
  ]

  /// Returns the native tier that a word means in letters of any case; nil for none.
  static func meant(by text: String) -> String? {
    let word = text.lowercased()
    if RateKey.serviceTiers.contains(word) { return word }
    return others.first { $0.name.description.lowercased() == word }?.ours.description
  }

  /// Returns the standard tier for a word that means it, and another native one for its name in other letters of case; nil for
  /// names of tiers of their own.
  package static func known(_ text: String) -> String? {
    let standard = RateKey.standardServiceTier.description
    if let tier = meant(by: text), tier == standard || tier == text.lowercased() { return tier }
    return ConditionKeywords.isNeutral(text) && !VendorKeywords.isNone(text) ? standard : nil
  }

  /// Returns the tier that a vendor names in native words; a name that means no other stays as it is.
  static func ours(_ tier: Name) -> Name {
    let other = others.first { tier.bytes.elementsEqual($0.name.description.utf8) }
    return other.map { Name($0.ours.description) } ?? tier
  }
}
