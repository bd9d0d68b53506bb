import Ledger
import Pricing
import ShippedBook

/// The names that public catalogs use for the providers of our books.
///
/// The shipped books are made by the same table.
enum CatalogProviders {
  private static let names: [String: [Name: Name]] = {
    var names: [String: [Name: Name]] = [:]
    for line in ShippedBook.providerNames.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      guard cells.count == 3 else { continue }
      names[cells[0], default: [:]][Name(cells[1])] = Name(cells[2])
    }
    return names
  }()

  /// Our name of each provider that a catalog calls otherwise.
  static func names(of source: CatalogSource) -> [Name: Name] {
    names[source.rawValue, default: [:]]
  }
}
