import Ledger
import Pricing
import Reconciliation
import Workspace

extension RegionsWithoutPrice {
  /// The maximum number of regions that are named, and that get a row of their own.
  private static let (named, advised) = (5, 20)

  /// Returns one warning for all; `repeats` are the rows that are not counted after all.
  static func findings(
    _ map: LedgerMap, takingOut repeats: Deduplication, _ workspace: Workspace
  ) -> [Finding] {
    var all = RegionsWithoutPrice()
    for (slice, result) in map.slices.enumerated() {
      for (key, use) in result.regionsWithoutPrice.uses {
        var use = use
        for index in use.rows.indices { use.rows[index].slice = Int32(slice) }
        all.add(use, of: key)
      }
    }
    for (key, use) in repeats.corrections.regionsWithoutPrice.uses { all.add(use, of: key) }
    let left = all.uses.filter { $0.value.requests > 0 }
    let rows = left.values.flatMap(\.rows)
    guard let first = rows.filter({ !repeats.locations.contains($0) }).min() ?? rows.min() else {
      return []
    }
    let place = map.place(of: first)
    return [
      Finding(
        .warning, at: Place(file: place.file.description, line: Int(place.line)),
        code: "ref.region",
        message: "regions without their own prices use the prices without a region: "
          + words(left),
        help: help(left, workspace))
    ]
  }

  /// The regions with their requests and cost, the dearest first.
  private static func words(_ uses: [Key: Use]) -> String {
    let byRegion = Dictionary(grouping: uses, by: \.key.region).mapValues { uses in
      uses.reduce(into: Use()) {
        $0.requests += $1.value.requests
        $0.cost += $1.value.cost
      }
    }.sorted { ($1.value.cost, $0.key) < ($0.value.cost, $1.key) }
    let texts = byRegion.prefix(named).map { region, use in
      "\(region) (\(GroupedDigits.count(use.requests, "request")),"
        + " \(Money(attodollars: use.cost)) USD)"
    }
    let others = byRegion.dropFirst(named)
    if others.isEmpty { return texts.joined(separator: ", ") }
    let rest = others.reduce(into: Use()) {
      $0.requests += $1.value.requests
      $0.cost += $1.value.cost
    }
    return texts.joined(separator: ", ")
      + " and \(GroupedDigits.count(Int64(others.count), "other region"))"
      + " (\(GroupedDigits.count(rest.requests, "request")), \(Money(attodollars: rest.cost)) USD)"
  }

  /// The rows that say that prices are the same there, or by which factor they are not.
  private static func help(_ uses: [Key: Use], _ workspace: Workspace) -> String {
    // Those of one model alone: a factor on all of a vendor would go before what a book says of others.
    let priced = uses.keys.map { key in
      let model = ModelKey(provider: key.provider, model: key.model)
      let known = workspace.books.prices.key(of: model) ?? model
      return Key(region: key.region, provider: known.provider, model: known.model)
    }
    let regions = Set(priced).sorted {
      ($0.provider, $0.region, $0.model) < ($1.provider, $1.region, $1.model)
    }
    let rows = regions.prefix(advised).map {
      ProposedBookRow.factor(of: $0.region, provider: $0.provider, model: $0.model)
    }
    let condition = "if they cost the same there (otherwise replace 1 with the factor), "
    // Books of before there were regions lack the column.
    guard let header = workspace.headers[WorkspacePath.derivations] else {
      return condition + rows.advice(in: workspace)
    }
    let columns = BookTable.headerColumns(of: header, known: PriceFile.derivationColumns).names
    let lacking = ["region", "models"].filter { !columns.contains($0) }
    if lacking.isEmpty { return condition + rows.advice(in: workspace) }
    let texts = rows.map { row in
      (columns + lacking).map { row.cells[$0] ?? "" }.joined(separator: ",")
    }
    let commas = lacking.count == 1 ? "a comma" : "\(lacking.count) commas"
    return condition
      + "write ,\(lacking.joined(separator: ",")) at the end of line 1 of derivations.csv, \(commas) at"
      + " the end of its other rows, and add: " + texts.joined(separator: "\n")
  }
}
