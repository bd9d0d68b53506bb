import CShippedBook

/// The price books and names that the program carries, as files of `data/`; their origin is in data/README.md, and
/// `scripts/build-price-book` makes them.
package enum ShippedBook {
  /// The vendors' names of the models of the shipped books.
  package static let aliases = String(cString: shippedAliases())

  /// The models of the vendor history of which genai-prices states a price.
  package static let genAIModels = String(cString: shippedGenAIModels())

  /// Prices of models and days that the vendor history lacks, by genai-prices.
  package static let genAIPrices = String(cString: shippedGenAIPrices())

  /// The models that LiteLLM's catalog had, with the first and the last day.
  package static let liteLLMModels = String(cString: shippedLiteLLMModels())

  /// The vendors' prices, by day.
  package static let priceBook = String(cString: shippedPriceBook())

  /// The catalogs' names of the providers of the shipped books.
  package static let providerNames = String(cString: shippedProviderNames())
}
