/// What the database is made of.
package enum Schema {
  /// The number of the schema, which is the `user_version` of the file; a later one is not touched.
  package static let version: Int32 = 2
  /// "ASSY", which tells our databases from those of other programs.
  package static let applicationID: Int32 = 0x4153_5359

  /// Every table, in the order in which they are made.
  package static let tables: [StoreTable] =
    [.run, .inputFile] + StoreTable.books + [.priceInForce, .summary] + StoreTable.lists
    + [.daily, .factGroup, .factUser, .factLine, .factRare, .factFree]

  /// Every view, in the order in which they are made.
  package static let views: [StoreView] =
    StoreView.ofFacts + StoreView.ofMoney + StoreView.ofChecks + StoreView.ofBooks

  /// Everything that makes an empty database.
  static let creation =
    (tables.map(\.creation) + views.map(\.creation)).joined(separator: ";\n") + ";\n"
}
