import Ledger
import Pricing
import Rating
import Simulation
import Terminal
import Workspace

/// Reads the prices and models of changes, as scenarios and options write them.
package struct ChangeReader {
  let books: Books

  /// - Parameter books: those whose models and providers are named.
  package init(books: Books) {
    self.books = books
  }

  /// `+20%`, `-5 %`, or a price in USD of `per` units.
  static func priceChange(_ text: String, per: Int64) -> PriceBook.Change? {
    let trimmed = text.filter { $0 != " " }
    if trimmed.hasSuffix("%") {
      return AmountParser.signedPercent(String(trimmed.dropLast())).map { .by($0) }
    }
    guard let quote = AmountParser.money(trimmed) else { return nil }
    let (perUnit, rest) = quote.attodollars.quotientAndRemainder(dividingBy: Int128(per))
    guard rest == 0, perUnit <= PriceLimits.highest.attodollars else { return nil }
    return .to(Money(attodollars: perUnit))
  }

  // MARK: Models

  /// A model and its provider, from `MODEL` or `PROVIDER/MODEL`; a name may itself have a slash.
  func model(_ text: String) -> (provider: Name?, model: Name) {
    guard let slash = text.firstIndex(of: "/") else { return (nil, Name(text)) }
    let provider = Name(String(text[..<slash]))
    let names = ProviderNames.all(of: provider)
    let knows = books.prices.allModels.contains { names.contains($0.provider) }
    guard knows else { return (nil, Name(text)) }
    return (provider, Name(String(text[text.index(after: slash)...])))
  }

  /// Returns the `--set` name of a tier's multiplier for a model: `combination:pro/gpt-5`.
  ///
  /// It includes the provider if another one has a model of that name. Nil if no name can express
  /// it, as for a tier with a slash.
  package func combination(_ tier: Name, _ model: ModelKey) -> String? {
    let bare = "combination:\(tier)/\(model.model)"
    let full = "combination:\(tier)/\(model.provider)/\(model.model)"
    let isAlone = providers(of: model.model).subtracting([model.provider]).isEmpty
    let named = MultiplierRow.Key(
      level: .combination, tier: tier, provider: model.provider, model: model.model)
    let anyones = MultiplierRow.Key(level: .combination, tier: tier, model: model.model)
    if isAlone, Arguments.multiplierKey(bare, self) == anyones { return bare }
    return Arguments.multiplierKey(full, self) == named ? full : nil
  }

  /// True if the text is `PROVIDER/MODEL`, of a provider that has the model.
  func isModelOfProvider(_ text: String) -> Bool {
    let named = model(text)
    guard let provider = named.provider else { return false }
    let names = ProviderNames.all(of: provider)
    return providers(of: named.model).contains { names.contains($0) }
  }

  /// `PROVIDER/MODEL` of a model that is named without a provider; nil where none has it.
  func withProvider(_ model: String) -> String? {
    providers(of: Name(model)).sorted().first.map { "\($0)/\(model)" }
  }

  private func providers(of model: Name) -> Set<Name> {
    books.prices.providers(of: model).union(books.aliases.providers(of: model))
  }

  /// The model with the one provider that has it.
  func ownedModel(
    _ text: String, provider stated: String? = nil
  ) throws(ScenarioFault) -> ModelKey {
    let named = stated.map { (Name($0), Name(text)) } ?? model(text)
    if let provider = named.0 { return ModelKey(provider: provider, model: named.1) }
    let known = providers(of: named.1).sorted()
    if known.count > 1 { throw .severalProviders(model: named.1, known) }
    guard let provider = known.first else {
      throw .unknownModel(
        named.1, near: nearest(to: text, among: books.prices.modelNames))
    }
    return ModelKey(provider: provider, model: named.1)
  }
}
