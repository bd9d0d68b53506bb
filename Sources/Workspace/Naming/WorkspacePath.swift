import Pricing

/// The kinds of files in a workspace, by their paths in it.
package enum WorkspacePath {
  package static let settings = "assay.json"
  package static let ledger = "ledger"
  package static let prices = "prices"
  package static let bills = "bills"
  package static let credits = "credits"
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
  package static let coupons = "coupons.csv"
  package static let topUps = "topups.csv"
  package static let entitlements = "entitlements.csv"
  package static let allocations = "allocations.csv"
  package static let permissions = "permissions.csv"
  /// The chain of closed months.
  package static let closes = "closes.csv"
  /// The manifests of closed months.
  package static let closeFolder = "closes"

  /// The names in a workspace that are source data, by the first part of the path.
  package static let truth = books.union([
    ledger, prices, bills, credits, closes, closeFolder, "README.md",
  ])

  /// The settings, and the books that are not in a folder.
  package static let books: Set<String> = [
    settings, aliases, derivations, multipliers, models, plans, accounts, currencies, budgets,
    balances, acknowledgements, priceSources, coupons, topUps, allocations, permissions,
    entitlements,
  ]

  /// True if a path leads to a file below the workspace, and nowhere else.
  package static func isInside(_ path: String) -> Bool {
    !path.utf8.contains(0)
      && path.split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy { !["", ".", ".."].contains($0) }
  }

  /// True if it is an export, or would be one.
  package static func isInLedger(_ path: String) -> Bool { path.hasPrefix(ledger + "/") }

  /// True if it is a file of credit events, or would be one.
  package static func isInCredits(_ path: String) -> Bool { path.hasPrefix(credits + "/") }

  /// True if it is a vendor's bill, or would be one.
  package static func isInBills(_ path: String) -> Bool { path.hasPrefix(bills + "/") }

  /// The price book of a catalog.
  package static func priceBook(of source: CatalogSource) -> String {
    "\(prices)/\(source.rawValue).csv"
  }

  /// True if it is a price book.
  package static func isInPrices(_ path: String) -> Bool { path.hasPrefix(prices + "/") }

  /// True if the file names models.
  ///
  /// The folder of the price books counts as well; it may be unreadable.
  static func namesModels(_ path: String) -> Bool {
    isInPrices(path) || path == prices || path == aliases
  }

  /// True if an unreadable file may change the price of a request.
  package static func makesPrices(_ path: String) -> Bool {
    namesModels(path) || path == derivations || path == priceSources
  }
}
