import Ledger

extension ColumnGuess {
  /// The same where a column called the tier holds words for service tiers alone; nil where none does.
  var readingServiceTier: ColumnGuess? {
    guard found[.serviceTier] == nil, let names = found[.tier], names.count == 1,
      ColumnNameWords(names[0].split(separator: ".").last ?? "").words == ["tier"],
      let column = column(names[0]), ServiceTierKeywords.areTiers(column.values)
    else { return nil }
    return without([.tier]).reading(.serviceTier, from: names)
  }
}

extension SampleTable {
  /// A column that `layout` reads as the tier of customers, and that holds words for service tiers alone, with these; nil
  /// where none does, or where the tier of service is read as well.
  package func serviceTiers(
    readBy layout: LedgerLayout
  ) -> (name: String, words: [String])? {
    guard layout.mapping?.gives(.serviceTier) != true else { return nil }
    let name = layout.isMapped ? layout.mappedName(of: .tier) : LedgerColumn.tier.name
    if !layout.isMapped, column(named: LedgerColumn.serviceTier.name) != nil { return nil }
    guard let values = name.flatMap(column(named:))?.values, let name,
      ServiceTierKeywords.areTiers(values)
    else {
      return nil
    }
    return (name, values.distinct.sorted())
  }
}
