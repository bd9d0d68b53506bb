import Ledger
import Pricing

/// Looks for names in the multiplier book that no other book has: such a row hardly ever applies, and nobody
/// would see that.
package struct MultiplierNames {
  private let tiers: [String]
  private let models: Set<ModelKey>

  /// - Parameters:
  ///   - plans: what knows the tiers; tiers are not looked at where it has none, or is nil as not all of it could be read.
  ///   - prices: what knows the providers and models, likewise.
  ///   - aliases: knows more models, by what its rows mean.
  package init(plans: PlanBook?, prices: PriceBook?, aliases: AliasBook) {
    tiers = plans?.tiers ?? []
    let priced = Set(prices?.allModels ?? [])
    models = priced.isEmpty ? [] : priced.union(aliases.meanings)
  }

  /// Returns a fault for each name of a row that may apply, now or once it is approved.
  package func faults(
    in rows: [DatedRow<MultiplierRow>], knownAt: Instant?
  ) -> [BookProblem] {
    rows.filter { $0.isKnown(at: knownAt) && $0.value.status != .rejected }.flatMap { row in
      faults(of: row.value.key).map { BookProblem($0, at: row.place) }
    }
  }

  private func faults(of key: MultiplierRow.Key) -> [BookFault] {
    var faults: [BookFault] = []
    func look(for name: Name, _ column: String, in books: String, among known: [String]) {
      guard !name.isEmpty, !known.isEmpty, !known.contains(name.description) else { return }
      faults.append(
        .unknownName(
          column: column, name: name.description, books: books,
          near: nearest(to: name.description, among: known)))
    }
    look(for: key.tier, "tier", in: "plans.csv", among: tiers)
    let providers = Set(models.map(\.provider))
    // The books may have what the ledger calls otherwise under another name of the vendor.
    let named = providers.intersection(ProviderNames.all(of: key.provider))
    if named.isEmpty {
      look(
        for: key.provider, "provider", in: "prices/",
        among: providers.map(\.description).sorted())
    }
    let candidates = models.filter { named.isEmpty || named.contains($0.provider) }
    look(
      for: key.model, "model", in: "prices/",
      among: Set(candidates.map(\.model.description)).sorted())
    return faults
  }
}
