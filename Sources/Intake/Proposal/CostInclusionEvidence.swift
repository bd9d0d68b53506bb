import Ledger

/// The evidence of recorded costs on the classes that totals include, by vendor.
///
/// One rule for all vendors has the vendor "".
package struct CostInclusionEvidence: Sendable, Equatable {
  /// By vendor, the classes of which recorded costs may show it.
  package typealias Guesses = [String: [UsageMapping.Part]]

  private(set) var byVendor: [String: [UsageMapping.Part: Bool]] = [:]
  /// The vendors of which some rows show another way than is guessed, and not all the same.
  private(set) var contested: Set<String> = []

  package var isEmpty: Bool { byVendor.isEmpty && contested.isEmpty }

  package init() {}

  /// All of `guesses`, by one way to count.
  private init(_ guesses: Guesses, held: Set<UsageMapping.Part>) {
    byVendor = guesses.mapValues { parts in
      Dictionary(
        parts.map { ($0, held.contains($0)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// For each vendor the way of `ways` by which most recorded costs are what its rows come to, if nearly all are; else, where
  /// some are by another way than is guessed, nothing is known of it.
  ///
  /// - Parameters:
  ///   - matched: the rows of a vendor whose costs are right by the way with that index.
  ///   - guessed: those whose costs are right by the guess.
  ///   - fits: returns true if nearly all are right by the way with that index.
  package init(
    _ ways: [CostInclusionEvidence], matched: (Int, String) -> Set<Int64>,
    guessed: (String) -> Set<Int64>, fits: (Int, String) -> Bool
  ) {
    for vendor in Set(ways.flatMap(\.byVendor.keys)) {
      let rows = ways.indices.map { matched($0, vendor) }
      let most = rows.map(\.count).max() ?? 0
      if most == 0 { continue }
      let best = ways.indices.filter { rows[$0].count == most }
      let bestWays = Set(best.map { ways[$0].byVendor[vendor, default: [:]] })
      if let way = bestWays.first, bestWays.count == 1, fits(best[0], vendor) {
        byVendor[vendor] = way
      } else if rows.contains(where: { !$0.isSubset(of: guessed(vendor)) }) {
        contested.insert(vendor)
      }
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

  /// The reason why a rule is left open for a vendor that is contested.
  static let contradiction = "some recorded costs show that it does, others that it does not"
}
