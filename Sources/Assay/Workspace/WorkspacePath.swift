import Pricing

/// What a file of a workspace is, by its path in it.
enum WorkspacePath {
  static let ledger = "ledger"
  static let prices = "prices"
  static let aliases = "aliases.csv"
  static let derivations = "derivations.csv"
  static let models = "models.csv"
  static let plans = "plans.csv"
  static let accounts = "accounts.csv"
  static let currencies = "fx.csv"

  static func isInLedger(_ path: String) -> Bool { path.hasPrefix(ledger + "/") }

  /// The price book of a catalog.
  static func priceBook(of source: CatalogSource) -> String { "\(prices)/\(source.rawValue).csv" }

  /// Whether it is a price book.
  static func isInPrices(_ path: String) -> Bool { path.hasPrefix(prices + "/") }

  /// Whether models are named there; the folder of the price books counts as well, which may be unreadable.
  static func namesModels(_ path: String) -> Bool {
    isInPrices(path) || path == prices || path == aliases
  }

  /// Whether the price of a request may be another one where it cannot be read.
  static func makesPrices(_ path: String) -> Bool {
    namesModels(path) || path == derivations || path == PriceSourcesFile.name
  }
}
