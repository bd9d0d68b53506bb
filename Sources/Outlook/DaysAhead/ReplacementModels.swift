import Pricing
import Rating

/// Models that take over the traffic of ended ones, by whatever names of their vendors the user gave them.
struct ReplacementModels {
  private let typed: [ModelKey: ModelKey]
  private let prices: PriceBook

  /// - Parameter typed: as the user gave them, each old model with its new one.
  init(_ typed: [ModelKey: ModelKey], _ books: Books) {
    self.typed = typed
    prices = books.prices
  }

  /// The model that takes over from one of the ledger, under the ledger's name of the vendor if it is the same one.
  func of(_ model: ModelKey) -> ModelKey? {
    guard let next = typed[model] ?? byOtherName(model) else { return nil }
    let ledgers = ModelKey(provider: model.provider, model: next.model)
    let isSame = prices.key(of: ledgers).map { $0 == prices.key(of: next) } ?? false
    return isSame ? ledgers : next
  }

  private func byOtherName(_ model: ModelKey) -> ModelKey? {
    guard let key = prices.key(of: model) else { return nil }
    return model.underOtherNames.lazy.filter { prices.key(of: $0) == key }
      .compactMap { typed[$0] }.first
  }
}
