import Ledger

/// The evidence of recorded costs on the classes that totals include, by vendor.
///
/// One rule for all vendors has the vendor "".
package struct CostInclusionEvidence: Sendable, Equatable {
  /// By vendor, the classes of which recorded costs may show it.
  package typealias Guesses = [String: [UsageMapping.Part]]

  private(set) var byVendor: [String: [UsageMapping.Part: Bool]] = [:]

  package var isEmpty: Bool { byVendor.isEmpty }

  package init() {}

  /// All of `guesses`, by one way to count.
  private init(_ guesses: Guesses, held: Set<UsageMapping.Part>) {
    byVendor = guesses.mapValues { parts in
      Dictionary(
        parts.map { ($0, held.contains($0)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// For each vendor the one way of `ways` that its rows fit; none where they fit several or no ways.
  ///
  /// - Parameter fits: returns true if the rows of a vendor fit the way with that index.
  package init(_ ways: [CostInclusionEvidence], where fits: (Int, String) -> Bool) {
    for vendor in Set(ways.flatMap(\.byVendor.keys)) {
      let fitting = Set(
        ways.indices.filter { fits($0, vendor) }.map { ways[$0].byVendor[vendor, default: [:]] })
      if let way = fitting.first, fitting.count == 1 { byVendor[vendor] = way }
    }
  }

  /// Returns every way in which totals include some of the classes; none without a guess, or with more than four classes.
  ///
  /// The costs of one vendor's rows are no evidence about another's, so all vendors are tried at once.
  package static func ways(_ guesses: Guesses) -> [CostInclusionEvidence] {
    let all = Set(guesses.values.joined())
    let parts = UsageMapping.Part.allCases.filter(all.contains)
    guard (1...4).contains(parts.count) else { return [] }
    return (0..<1 << parts.count).map { bits in
      CostInclusionEvidence(
        guesses, held: Set(parts.indices.filter { bits >> $0 & 1 == 1 }.map { parts[$0] }))
    }
  }

  /// Returns true if the total of a vendor includes a class; nil if no cost shows it.
  func isHeld(_ part: UsageMapping.Part, vendor: String) -> Bool? { byVendor[vendor]?[part] }
}
