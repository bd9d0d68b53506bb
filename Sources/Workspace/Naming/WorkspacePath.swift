import Pricing

/// What a file of a workspace is, by its path in it.
package enum WorkspacePath {
  package static let settings = "assay.json"
  package static let ledger = "ledger"
  package static let prices = "prices"
  package static let aliases = "aliases.csv"
  package static let derivations = "derivations.csv"
  package static let models = "models.csv"
  package static let plans = "plans.csv"
  package static let accounts = "accounts.csv"
  package static let currencies = "fx.csv"
  package static let multipliers = "multipliers.csv"
  static let priceSources = "price-sources.csv"
  package static let acknowledgements = "price-acks.csv"
  package static let budgets = "budgets.csv"
  package static let balances = "balances.csv"

  /// What in a workspace is truth, by the first part of its path.
  package static let truth = reserved.union(books).union([ledger, prices, "README.md"])

  /// The settings, and the books that are not in a folder.
  package static let books: Set<String> = [
    settings, aliases, derivations, multipliers, models, plans, accounts, currencies, budgets,
    balances, acknowledgements, priceSources,
  ]

  /// The places of what no command reads yet: people may keep it there already.
  private static let reserved: Set<String> = [
    "credits", "bills", "coupons.csv", "topups.csv", "entitlements.csv",
    "closes.csv",
  ]

  /// Whether it is an export, or would be one.
  package static func isInLedger(_ path: String) -> Bool { path.hasPrefix(ledger + "/") }

  /// The price book of a catalog.
  package static func priceBook(of source: CatalogSource) -> String {
    "\(prices)/\(source.rawValue).csv"
  }

  /// Whether it is a price book.
  package static func isInPrices(_ path: String) -> Bool { path.hasPrefix(prices + "/") }

  /// Whether models are named there; the folder of the price books counts as well, which may be unreadable.
  static func namesModels(_ path: String) -> Bool {
    isInPrices(path) || path == prices || path == aliases
  }

  /// Whether the price of a request may be another one where it cannot be read.
  package static func makesPrices(_ path: String) -> Bool {
    namesModels(path) || path == derivations || path == priceSources
  }
}
