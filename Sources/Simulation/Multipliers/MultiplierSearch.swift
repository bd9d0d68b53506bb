import Cube
import Ledger
import Rating

/// One setting tried at many values.
package struct MultiplierSearch: Sendable {
  /// The setting that is tried, as written: `tier:pro`.
  package let subject: String
  /// The other changes at every value, in words.
  package let besides: [String]
  /// One per value, in order.
  package let scenarios: [Scenario]
  /// The values as decimals.
  package let values: [Int128]
  package let scale: Int
  /// Whose margin is compared with the target; nil is all.
  package let scope: Scope?

  /// The part of the traffic that the setting is for, by the names that the ledger has.
  package struct Scope: Hashable, Sendable {
    /// Empty is any; so it is for the other names.
    package let tier: Name
    package let provider: Name
    package let model: Name

    package init(tier: Name, provider: Name = .empty, model: Name = .empty) {
      self.tier = tier
      self.provider = provider
      self.model = model
    }

    func contains(_ key: MarginKey) -> Bool {
      (tier.isEmpty || tier == key.tier) && (provider.isEmpty || provider == key.provider)
        && (model.isEmpty || model == key.model)
    }
  }

  package init(
    subject: String, besides: [String], scenarios: [Scenario], values: [Int128], scale: Int,
    scope: Scope?
  ) {
    self.subject = subject
    self.besides = besides
    self.scenarios = scenarios
    self.values = values
    self.scale = scale
    self.scope = scope
  }

  /// The subject with what is changed besides: `tier:pro, with credit step of pro 1`.
  package var title: String {
    subject + (besides.isEmpty ? "" : ", with " + besides.joined(separator: ", "))
  }

  /// True if a larger value earns at least as much.
  ///
  /// A limit stops other requests at each value, which may earn more or less.
  package var isRising: Bool {
    !scenarios.contains { $0.changes.contains { $0.kind.isLimit } }
  }

  /// The most values of one search.
  package static let limit = 200
}

/// The results of the values of a search.
package struct SearchResult: Sendable {
  package let search: MultiplierSearch
  /// One per value.
  package let points: [Point]
  /// The margin that is aimed at in the scope of the search; nil where none is stated.
  package let target: Percent?

  /// One value.
  package struct Point: Sendable {
    package let books: SimulatedTotals
    /// The money of the part of the traffic that the setting is for.
    package let scope: MoneyTotals
    package let effects: UserEffects
  }

  package init(
    _ search: MultiplierSearch, sides: [SimulatedTotals], baseline: SimulatedTotals,
    target: Percent?,
    books: Books, end: Instant
  ) {
    self.search = search
    let last = end.justBefore
    let tier = search.scope?.tier ?? .empty
    let own = tier.isEmpty ? nil : books.plans.plan(tier: tier, at: last)?.targetMargin
    self.target = target ?? own
    points = sides.map { side in
      Point(
        books: side, scope: SearchResult.totals(of: side, in: search.scope),
        effects: UserEffects(baseline, side))
    }
  }

  private static func totals(of side: SimulatedTotals, in scope: MultiplierSearch.Scope?)
    -> MoneyTotals
  {
    guard let scope else { return side.total }
    return side.byKey.reduce(into: MoneyTotals()) { sum, part in
      if scope.contains(part.key) { sum.add(part.totals) }
    }
  }

  /// The first value whose margin reaches the target; nil where none does or none is stated.
  package var best: Int? { points.indices.first(where: reaches) }

  /// True if the margin of a value, in the scope of the search, is the target or more.
  package func reaches(_ index: Int) -> Bool {
    let totals = points[index].scope
    guard let target, totals.revenue > .zero else { return false }
    return totals.margin.attodollars * 100 * powerOfTen(Percent.decimals)
      >= totals.revenue.attodollars * Int128(target.millionths)
  }
}
