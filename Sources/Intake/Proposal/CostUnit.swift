import Ledger

/// The unit of costs that a column beside them names, as Portkey's `cost_currency` does in `cents`.
struct CostUnit {
  /// The name of the unit in the settings; left open if the rows have several.
  let word: String
  let why: String

  /// Nil where no column names one that is not a currency.
  init?(_ table: SampleTable) {
    for column in table.columns
    where !CostUnit.names.isDisjoint(with: ColumnNameWords(column.name).words) {
      let units = Set(column.values.map { CostUnit.words[ColumnNameWords($0).joined, default: $0] })
      guard units.contains(where: CostUnit.words.values.contains) else { continue }
      let name = ProposalJSON.visible(column.name)
      word = units.count == 1 ? units.first ?? "" : MappingProposal.open
      why =
        units.count == 1
        ? "as \(name) says"
        : "\(name) states several units: export costs in one, such as USD"
      return
    }
    return nil
  }

  private static let names: Set = ["currency", "unit", "units", "waehrung"]
  private static let words: [String: String] = [
    "cent": "cents", "cents": "cents", "usdcent": "cents", "usdcents": "cents", "uscents": "cents",
    "¢": "cents", "c": "cents", "microusd": "millionths", "microdollars": "millionths",
    "nanousd": "billionths", "nanodollars": "billionths",
    "millidollars": "thousandths",
  ]
}
