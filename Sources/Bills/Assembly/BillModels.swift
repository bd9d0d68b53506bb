import Cube
import Ledger
import Pricing
import Rating

/// The models that names on bills mean: by `aliases.csv`, else by their letters and digits.
struct BillModels {
  private let books: Books
  /// By vendor, the names of its models in the books and in the ledger.
  private var names: [Name: Known] = [:]
  private var found: [Key: Resolution] = [:]
  private let ofLedger: [Name: Set<Name>]

  private struct Known {
    var all: Set<Name> = []
    /// By letters and digits; nil where two names are equal.
    var folded: [Name: Name?] = [:]
  }

  private struct Key: Hashable {
    let vendor: Name
    let model: Name
    let others: [Name]
  }

  /// The meanings of one text, and whether they depend on the time.
  private struct Resolution {
    let candidates: [(name: Name, meanings: NameMeanings, known: Name?)]
    let always: BilledModel?
  }

  init(books: Books, use: QuarterHourUse) {
    self.books = books
    var ofLedger: [Name: Set<Name>] = [:]
    for rate in use.rates { ofLedger[rate.provider, default: []].insert(rate.model) }
    self.ofLedger = ofLedger
  }

  /// Returns the model of the first text that is known, else the first as an unmapped model; a blank one is all models.
  mutating func model(
    _ text: Name, orElse others: [Name], vendor: Name, at start: Instant
  ) -> BilledModel {
    if text.isEmpty && others.isEmpty { return .all }
    let key = Key(vendor: vendor, model: text, others: others)
    if let resolution = found[key] {
      return resolution.always ?? BillModels.choose(resolution.candidates, text, at: start)
    }
    let candidates = ([text] + others).filter { !$0.isEmpty }.map { name in
      (
        name: name, meanings: books.meanings(of: ModelKey(provider: vendor, model: name)),
        known: known(name, vendor: vendor)
      )
    }
    let isTimeless = candidates.allSatisfy { $0.meanings.boundaries.isEmpty }
    let model = BillModels.choose(candidates, text, at: start)
    found[key] = Resolution(candidates: candidates, always: isTimeless ? model : nil)
    return model
  }

  private static func choose(
    _ candidates: [(name: Name, meanings: NameMeanings, known: Name?)], _ text: Name,
    at start: Instant
  ) -> BilledModel {
    for candidate in candidates {
      switch candidate.meanings.meaning(at: start) {
      case .model(let model) where model != candidate.name: return .known(model)
      case .model:
        if let known = candidate.known { return .known(known) }
      case .ambiguous: continue
      }
    }
    return .unmapped(candidates.first?.name ?? text)
  }

  /// The model whose name is equal in letters and digits, if it is the only one; an equal text wins.
  private mutating func known(_ name: Name, vendor: Name) -> Name? {
    if names[vendor] == nil {
      var known = Known()
      for provider in ProviderNames.all(of: vendor) {
        known.all.formUnion(books.prices.models(of: provider).map { Name($0) })
        known.all.formUnion(ofLedger[provider] ?? [])
      }
      for model in known.all {
        let folded = BillVendors.folded(model)
        known.folded[folded] = known.folded[folded] == nil ? model : .some(nil)
      }
      names[vendor] = known
    }
    guard let known = names[vendor] else { return nil }
    if known.all.contains(name) { return name }
    return known.folded[BillVendors.folded(name)] ?? nil
  }
}
