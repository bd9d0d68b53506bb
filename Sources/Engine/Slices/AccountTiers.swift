import Intake
import Ledger
import Rating

/// Gives rows that state no tier the plan that `accounts.csv` has for their account, or user, when they began.
///
/// One per worker, as the numbers of kinds and users are. With an empty book it does nothing per row.
package struct AccountTiers {
  private let book: AccountBook
  /// The number of rows of the last block whose tier came from the book.
  package private(set) var given = 0
  /// Every tier and plan met, by number; no tier is 0.
  private var tiers: [Name] = [.empty]
  private var numberOfTier: [Name: Int32] = [.empty: 0]
  /// Per kind of the reader, the number of its tier.
  private var tierOfKind: [Int32] = []
  /// Per user of the reader, the plans in `plans`, in time order.
  private var plansOfUser: [Range<Int>] = []
  private var plans: [(validity: Validity, tier: Int32)] = []
  /// The kinds that take the place of those without a tier.
  private var kindsWithTier: [KindAndTier: Int32] = [:]

  private struct KindAndTier: Hashable {
    let kind: Int32
    let tier: Int32
  }

  init(_ book: AccountBook) { self.book = book }

  /// Gives each of `records` that states no tier the plan in force; one without a plan stays as it is.
  mutating func give(to records: inout [UsageRecord], _ reader: inout LedgerReader) {
    given = 0
    if book.isEmpty { return }
    prepare(reader.vocabulary)
    for index in records.indices where tierOfKind[Int(records[index].kind)] == 0 {
      let record = records[index]
      guard let tier = plan(of: record.user, at: record.startedAt) else { continue }
      records[index].kind = kind(like: record.kind, tier: tier, &reader)
      given += 1
    }
  }

  /// Returns the plan that the book has for a row that states another tier, and that tier; nil where they agree or one is
  /// not known.
  func difference(of record: UsageRecord) -> (stated: Name, plan: Name)? {
    let stated = tierOfKind[Int(record.kind)]
    guard stated != 0, let plan = plan(of: record.user, at: record.startedAt), plan != stated
    else { return nil }
    return (tiers[Int(stated)], tiers[Int(plan)])
  }

  /// True if rows may state a tier other than that of the book.
  var mayDiffer: Bool { !book.isEmpty }

  @inline(__always)
  private func plan(of user: Int32, at instant: Instant) -> Int32? {
    plans[plansOfUser[Int(user)]].last { $0.validity.contains(instant) }?.tier
  }

  private mutating func kind(
    like kind: Int32, tier: Int32, _ reader: inout LedgerReader
  ) -> Int32 {
    let key = KindAndTier(kind: kind, tier: tier)
    if let number = kindsWithTier[key] { return number }
    let stated = reader.vocabulary.kinds[Int(kind)]
    let number = reader.number(of: stated.with(tier: tiers[Int(tier)]))
    kindsWithTier[key] = number
    prepare(reader.vocabulary)
    return number
  }

  /// Looks up the kinds and users that are new since the last call.
  private mutating func prepare(_ vocabulary: InternTable) {
    for kind in vocabulary.kinds[tierOfKind.count...] { tierOfKind.append(number(of: kind.tier)) }
    for user in vocabulary.users[plansOfUser.count...] {
      let first = plans.count
      for entry in book.plans(of: user) {
        plans.append((entry.validity, number(of: entry.value.plan)))
      }
      plansOfUser.append(first..<plans.count)
    }
  }

  private mutating func number(of tier: Name) -> Int32 {
    if let number = numberOfTier[tier] { return number }
    let number = Int32(tiers.count)
    tiers.append(tier)
    numberOfTier[tier] = number
    return number
  }
}
