import Ledger
import Pricing
import Rating
import Simulation

/// Reads the values of changes, as scenarios and options write them.
struct ChangeReader {
  let books: Books

  /// A multiplier from 0 to 1000 with at most 6 decimals.
  static func multiplier(_ text: String) -> Multiplier? {
    decimal(text, scale: Multiplier.decimals, limit: Int128(Multiplier.limit.millionths)).map {
      Multiplier(millionths: Int64($0))
    }
  }

  /// A step of 0.01, 0.1 or 1 credit.
  static func increment(_ text: String) -> Credits? {
    guard let value = decimal(text, scale: Credits.decimals, limit: 1_000_000),
      [10_000, 100_000, 1_000_000].contains(value)
    else { return nil }
    return Credits(microcredits: Int64(value))
  }

  static func creditValue(_ text: String) -> CreditValue? {
    decimal(text, scale: 12, limit: 1_000 * powerOfTen(12)).flatMap {
      CreditValue(perCredit: Money(attodollars: $0 * 1_000_000))
    }
  }

  static func credits(_ text: String) -> Credits? {
    decimal(text, scale: Credits.decimals, limit: Int128(Credits.rowLimit.microcredits)).map {
      Credits(microcredits: Int64($0))
    }
  }

  static func money(_ text: String) -> Money? {
    decimal(text, scale: Money.decimals, limit: Money.rowLimit.attodollars).map(
      Money.init(attodollars:))
  }

  /// A percentage below 1000, with a sign or none.
  static func percent(_ text: String) -> Percent? {
    let digits = text.hasPrefix("+") ? String(text.dropFirst()) : text
    let read = NumberText.decimal(
      Name(digits), scale: Percent.decimals, limit: 1_000 * powerOfTen(Percent.decimals),
      allowsNegative: true)
    guard case .success(let number) = read else { return nil }
    return Percent(millionths: Int64(number.value))
  }

  /// `+20%`, `-5 %`, or a price in USD of `per` units.
  static func priceChange(_ text: String, per: Int64) -> PriceBook.Change? {
    let trimmed = text.filter { $0 != " " }
    if trimmed.hasSuffix("%") { return percent(String(trimmed.dropLast())).map { .by($0) } }
    guard let quote = money(trimmed) else { return nil }
    let (perUnit, rest) = quote.attodollars.quotientAndRemainder(dividingBy: Int128(per))
    guard rest == 0, perUnit <= PriceBook.priceLimit.attodollars else { return nil }
    return .to(Money(attodollars: perUnit))
  }

  private static func decimal(_ text: String, scale: Int, limit: Int128) -> Int128? {
    guard case .success(let number) = NumberText.decimal(Name(text), scale: scale, limit: limit)
    else { return nil }
    return number.value
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

  /// The model with the one provider that has it.
  func ownedModel(
    _ text: String, provider stated: String? = nil
  ) throws(ScenarioFault) -> ModelKey {
    let named = stated.map { (Name($0), Name(text)) } ?? model(text)
    if let provider = named.0 { return ModelKey(provider: provider, model: named.1) }
    let known = books.prices.providers(of: named.1).union(books.aliases.providers(of: named.1))
      .sorted()
    if known.count > 1 { throw .severalProviders(model: named.1, known) }
    guard let provider = known.first else {
      throw .unknownModel(
        named.1, near: nearest(to: text, among: books.prices.modelNames))
    }
    return ModelKey(provider: provider, model: named.1)
  }
}
