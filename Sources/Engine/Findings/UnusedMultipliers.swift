import Cube
import Ledger
import Pricing
import Rating
import Workspace

/// The approved rows of `multipliers.csv` that match no request, while requests are rated at the default multiplier.
///
/// Often a name is misspelled there. A tier with a plan is none of them: it may have no customers yet.
enum UnusedMultipliers {
  /// So many are named.
  private static let named = 5

  /// Returns one note for all of them.
  static func findings(_ facts: Facts, of books: Books) -> [Finding] {
    let hasFact = facts.hasFactOfDimensions
    let used = facts.dimensions.indices.filter { hasFact[$0] }.map { facts.dimensions[$0] }
    guard used.contains(where: { $0.terms.basis.contains(.defaultMultiplier) }) else { return [] }
    let keys = books.multipliers.approvedKeys
    let planned = books.plans.namedTiers
    let unused = keys.filter { key in
      let isPlannedTier = key.model.isEmpty && key.provider.isEmpty && planned.contains(key.tier)
      return !isPlannedTier && !used.contains { matches(key, $0) }
    }
    guard !unused.isEmpty else { return [] }
    let rest = unused.count - named
    let names =
      unused.prefix(named).map(\.words)
      + (rest > 0 ? ["\(GroupedDigits.text(Int64(rest))) more"] : [])
    let verb = unused.count == 1 ? "matches" : "match"
    return [
      Finding(
        .note, at: Place(file: WorkspacePath.multipliers), code: "book.unused",
        message: "\(GroupedDigits.text(Int64(unused.count))) of "
          + "\(GroupedDigits.count(Int64(keys.count), "multiplier")) \(verb) no request, and the "
          + "default multiplier rates the other usage: \(names.listed)",
        help: "nothing to do if they have no usage; otherwise use the ledger's spelling")
    ]
  }

  private static func matches(_ key: MultiplierRow.Key, _ dimensions: FactDimensions) -> Bool {
    (key.tier.isEmpty || key.tier == dimensions.tier)
      && (key.model.isEmpty || key.model == dimensions.model)
      && (key.provider.isEmpty
        || ProviderNames.all(of: key.provider).contains(dimensions.provider))
  }
}
