import Ledger
import Presentation
import Pricing
import Rating
import Support
import Testing

/// Which provider's model a name means.
struct ModelProviderLookupTests {
  /// gpt-5 of openai and azure, claude of anthropic.
  private var books: Books {
    TestBooks(
      prices: [("openai", "gpt-5"), ("azure", "gpt-5"), ("anthropic", "claude")].map {
        price(provider: $0, model: $1)
      }
    ).books
  }

  private func price(provider: Name, model: Name) -> DatedRow<Price> {
    row(
      Price(
        key: Price.Key(
          provider: provider, model: model, unitClass: .input,
          serviceTier: RateKey.standardServiceTier, region: .empty, contextOver: nil),
        perUnit: Money(attodollars: 1)))
  }

  private func message(_ model: Name, _ provider: String? = nil) -> String? {
    do throws(UnknownModel) {
      return "provider \(try ModelProviderLookup(model, books: books).provider(stated: provider))"
    } catch { return error.message }
  }

  @Test(
    arguments: [
      ("claude", nil, "provider anthropic"), ("gpt-5", "azure", "provider azure"),
      ("gpt-5", nil, "gpt-5 is a model of azure and openai; choose one with --provider"),
      ("claud", nil, "no price book has a model claud, did you mean claude?"),
      ("gpt", nil, "no price book has a model gpt, did you mean gpt-5?"),
      ("claude", "openai", "openai has no model claude, but anthropic has"),
    ] as [(Name, String?, String)])
  func `a name of one provider needs no more`(_ model: Name, _ provider: String?, _ told: String) {
    #expect(message(model, provider) == told)
  }
}
