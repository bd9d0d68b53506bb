/// The tables, views and indexes of the database.
package enum Schema {
  /// Every table, in the order in which they are made.
  package static let tables: [StoreTable] =
    [.run, .inputFile] + StoreTable.books + [.priceInForce, .summary] + StoreTable.lists
    + StoreTable.ofBills + StoreTable.ofCredits + StoreTable.ofInvoices + [
      .close, .restatement, .daily, .accountMonth, .factGroup, .factUser, .factLine, .factRare,
      .factFree, .factRealised,
    ]

  /// Every view, in the order in which they are made.
  package static let views: [StoreView] =
    StoreView.ofFacts + StoreView.ofMoney + StoreView.ofMonths
    + StoreView.ofChecks + StoreView.ofBills + StoreView.ofCredits
    + StoreView.ofInvoices + StoreView.ofClosedMonths
    + StoreView.ofBooks

  /// Everything that makes an empty database.
  static let creation =
    (tables.map(\.creation) + views.map(\.creation)).joined(separator: ";\n") + ";\n"
}
