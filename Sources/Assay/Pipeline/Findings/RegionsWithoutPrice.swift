import Ledger
import Overview
import Pricing
import Rating
import Reconciliation
import Workspace

/// The requests of a region whose model has no price of any region, so that the price without one counts for them.
struct RegionsWithoutPrice: Sendable {
  private var uses: [Key: Use] = [:]

  private struct Key: Hashable {
    let region: Name
    let provider: Name
    /// As the books name it.
    let model: Name
  }

  private struct Use {
    var requests: Int64 = 0
    /// In attodollars.
    var cost: Int128 = 0
    /// The first rows, some more than one: they may repeat others, and then do not count after all.
    var rows: [RowLocation] = []
  }

  /// How many rows of a region are remembered, how many regions are named, and how many get a row of their own.
  private static let remembered = 8
  private static let named = 5
  private static let advised = 20

  /// Adds the rows of the block that was taken last, `sign` times.
  mutating func add(_ blocks: BlockRater, sign: Int64) {
    for (record, rated) in zip(blocks.records, blocks.rated)
    where rated.disposition == .rated && blocks.rater.terms[Int(rated.card)].takesAnyRegion {
      let card = blocks.card(of: rated)
      let location = RowLocation(record, slice: Int(RowLocation.laterSlice))
      add(
        Use(
          requests: sign, cost: Int128(sign) * card.vendorCost(rated).attodollars,
          rows: sign > 0 ? [location] : []),
        of: Key(region: card.region, provider: card.kind.provider, model: card.kind.model))
    }
  }

  private mutating func add(_ use: Use, of key: Key) {
    uses[key, default: Use()].requests += use.requests
    uses[key, default: Use()].cost += use.cost
    let room = RegionsWithoutPrice.remembered - (uses[key]?.rows.count ?? 0)
    if room > 0 { uses[key]?.rows += use.rows.prefix(room) }
  }

  /// Returns one warning for all; `repeats` are the rows that are not counted after all.
  static func findings(
    _ map: LedgerMap, takingOut repeats: RepeatSearch, _ workspace: Workspace
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
        message: "the prices without a region count for regions of which the books have none: "
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
      "\(region) (\(Figures.count(use.requests, "request")),"
        + " \(Money(attodollars: use.cost)) USD)"
    }
    let others = byRegion.dropFirst(named)
    if others.isEmpty { return texts.joined(separator: ", ") }
    let rest = others.reduce(into: Use()) {
      $0.requests += $1.value.requests
      $0.cost += $1.value.cost
    }
    return texts.joined(separator: ", ")
      + " and \(Figures.count(Int64(others.count), "other region"))"
      + " (\(Figures.count(rest.requests, "request")), \(Money(attodollars: rest.cost)) USD)"
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
      BookRow.factor(of: $0.region, provider: $0.provider, model: $0.model)
    }
    let condition = "if they cost the same there (else write the factor for 1), "
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
