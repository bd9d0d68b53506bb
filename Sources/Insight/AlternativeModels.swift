import Ledger
import Pricing
import Rating

/// The models that might answer in the place of others: those of the same vendor and of one class in `models.csv`.
struct AlternativeModels: Sendable {
  private let classes: [ModelKey: Set<ModelClass>]
  private let books: Books
  private var known: [ModelKey: [Name]] = [:]

  init(_ books: Books) {
    self.books = books
    classes = books.models.statedClasses.filter { !$0.value.isEmpty }
  }

  /// Returns the models that have a class of `model` at some time, and are in the price book; sorted.
  mutating func sharingClass(with model: ModelKey) -> [Name] {
    if classes.isEmpty { return [] }
    if let found = known[model] { return found }
    let own =
      classes[model] ?? model.underOtherNames.lazy.compactMap { [classes] in classes[$0] }
      .first ?? []
    let vendor = Set(ProviderNames.all(of: model.provider))
    let others = classes.filter {
      vendor.contains($0.key.provider) && $0.key.model != model.model
        && !$0.value.isDisjoint(with: own)
        && books.prices.knows(ModelKey(provider: model.provider, model: $0.key.model))
    }
    let found = Set(others.keys.map(\.model)).sorted()
    known[model] = found
    return found
  }

  /// Returns those that are of the class of `model` at an instant.
  mutating func ofOneClass(with model: ModelKey, at instant: Instant) -> [Name] {
    guard let own = statedClass(of: model, at: instant) else { return [] }
    return sharingClass(with: model).filter {
      statedClass(of: ModelKey(provider: model.provider, model: $0), at: instant) == own
    }
  }

  /// The class in the book; a name that ends in `:free` gives none here.
  private func statedClass(of model: ModelKey, at instant: Instant) -> ModelClass? {
    books.models.description(of: model, at: instant)?.value.modelClass
  }
}
