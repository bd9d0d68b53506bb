import Cube
import Ledger
import Pricing
import Rating

/// The vendors of bills: providers of the price book, by any of their names.
struct BillVendors {
  /// By letters and digits, the vendor.
  private let vendors: [Name: Name]
  private var found: [Name: Name] = [:]

  /// Names of companies on bills that no price book has (FOCUS exports of these clouds, read 2026-11-26).
  private static let companies: [(Name, Name)] = [
    ("amazonwebservices", "amazon"), ("awsmarketplace", "amazon"), ("microsoft", "azure"),
    ("microsoftazure", "azure"), ("googlecloud", "google"), ("googlecloudplatform", "google"),
    ("gcp", "google"),
  ]

  init(books: Books, use: QuarterHourUse) {
    let ofBook = Set(books.prices.allModels.map(\.provider))
    let ofLedger = Set(use.rates.map(\.provider))
    let named = Set(ProviderNames.vendors.joined())
    let alone = ofBook.union(ofLedger).subtracting(named).sorted().map { [$0] }
    var vendors: [Name: Name] = [:]
    for names in ProviderNames.vendors + alone {
      // A name that the price book has wins over one of the ledger, and that over ours.
      let chosen =
        names.first(where: ofBook.contains) ?? names.first(where: ofLedger.contains) ?? names[0]
      for name in names where vendors[BillVendors.folded(name)] == nil {
        vendors[BillVendors.folded(name)] = chosen
      }
    }
    for (company, vendor) in BillVendors.companies where vendors[company] == nil {
      vendors[company] = vendors[vendor] ?? vendor
    }
    self.vendors = vendors
  }

  /// Returns the vendor of a name on a bill; an unknown one is itself, in lower case, letters and digits only.
  mutating func vendor(of name: Name) -> Name {
    if let vendor = found[name] { return vendor }
    let folded = BillVendors.folded(name)
    let vendor = vendors[folded] ?? folded
    found[name] = vendor
    return vendor
  }

  static func folded(_ name: Name) -> Name { Name(BillFormat.folded(name.description)) }
}
