import Ledger
import Pricing
import Workspace

/// The rows that a catalog's rules for names add to `aliases.csv`: what people wrote there is left as it is.
package struct ImportedAliases {
  /// The `source` column of the rows that `assay init` ships.
  private static let shippedSource = "shipped"

  /// The rows to add, by column.
  package private(set) var rows: [[String: String]] = []
  /// Names to which a row of another source gives another model.
  package private(set) var kept: [(alias: Alias, place: Place)] = []
  private var known: [Alias.Key: [Row]] = [:]
  /// The names of the shipped book that the catalog may give to models of its own.
  private var shipped: [Alias] = []
  private let source: CatalogSource
  private let priced: [ModelKey: Place]
  private let isCovered: (Alias) -> Bool

  private struct Row {
    let dated: DatedRow<Alias>
    /// It came from this catalog, or from the shipped book that the catalog goes before.
    let isOurs: Bool
  }

  /// - Parameters:
  ///   - bytes: the book as it is.
  ///   - priced: the models that other books price, each with its first row: their names stay theirs.
  ///   - replacesShipped: the catalog goes before the shipped price book, so names mean its models where it has them.
  ///   - isCovered: whether the books as they are take a name for the model of an alias, so that it need not be added.
  init(
    _ bytes: [UInt8], source: CatalogSource, priced: [ModelKey: Place], replacesShipped: Bool,
    isCovered: @escaping (Alias) -> Bool = { _ in false }
  ) {
    self.isCovered = isCovered
    self.source = source
    self.priced = replacesShipped ? [:] : priced
    var findings: [Finding] = []
    let table = BookTable(
      bytes, file: WorkspacePath.aliases, required: [], known: PriceFile.aliasColumns,
      faults: &findings)
    let sources = Dictionary(
      table.rows.map { ($0.place.line ?? 0, table.cell("source", of: $0).description) }
    ) { first, _ in first }
    for row in PriceFile.aliases(bytes, file: WorkspacePath.aliases, faults: &findings) {
      let text = sources[row.place.line ?? 0] ?? ""
      let isShipped = replacesShipped && text == ImportedAliases.shippedSource
      if isShipped { shipped.append(row.value) }
      let isOurs = isShipped || text.hasPrefix(source.rawValue + "@")
      known[ImportedAliases.key(row.value), default: []].append(Row(dated: row, isOurs: isOurs))
    }
  }

  /// Returns the key that the rows of one name share; a case-insensitive name is in lower case.
  private static func key(_ alias: Alias) -> Alias.Key {
    let key = alias.key
    guard key.ignoresCase, key.match != .regex else { return key }
    return Alias.Key(
      provider: key.provider, alias: key.alias.lowercased, match: key.match, ignoresCase: true)
  }

  /// Adds what a catalog of `day` says that the book does not.
  mutating func apply(_ catalog: Catalog, day: Day) {
    var wanted: Set<Alias.Key> = []
    for alias in catalog.aliases + namesOfShipped(in: catalog) {
      let key = ImportedAliases.key(alias)
      guard wanted.insert(key).inserted else { continue }
      let isFromHere = known[key]?.last?.isOurs ?? false
      if !isFromHere && isCovered(alias) { continue }
      guard let last = known[key]?.last else {
        let named = ModelKey(provider: alias.provider, model: alias.alias)
        if alias.match == .exact, let place = priced[named] {
          kept.append((alias, place))
        } else {
          // Until the day of a catalog without dates, the prices under another name of the vendor count.
          let isPriced = named.underOtherNames.contains { priced[$0] != nil }
          let from =
            alias.match == .exact && isPriced && !source.isDated ? Instant(startOf: day) : nil
          add(alias, from: from, to: nil, day)
        }
        continue
      }
      if last.dated.value.model == alias.model && last.dated.to == nil { continue }
      if !last.isOurs {
        kept.append((alias, last.dated.place))
      } else if let end = last.dated.to {
        add(alias, from: end, to: nil, day)
      } else if last.dated.recordedAt ?? .distantPast < Instant(startOf: day) {
        // Without dates, a catalog says nothing of the time before, for which what it said then is right, or the shipped
        // prices are.
        add(alias, from: source.isDated ? last.dated.from : Instant(startOf: day), to: nil, day)
      }
    }
    end(catalog, except: wanted, day)
  }

  /// The names of the shipped book with the models that they are in a catalog, where it knows them.
  private func namesOfShipped(in catalog: Catalog) -> [Alias] {
    if shipped.isEmpty { return [] }
    var faults: [BookProblem] = []
    let rows = catalog.aliases.map {
      DatedRow(
        value: $0, from: .distantPast, to: nil, recordedAt: nil,
        place: Place(file: WorkspacePath.aliases))
    }
    let book = AliasBook(rows, knownAt: nil, faults: &faults)
    return shipped.compactMap { alias in
      let key = ModelKey(provider: alias.provider, model: alias.alias)
      let meaning = book.meanings(
        of: alias.alias, provider: alias.provider, isModel: catalog.models.contains(key)
      ).meaning(at: .distantPast)
      guard case .model(let model) = meaning,
        catalog.models.contains(ModelKey(provider: alias.provider, model: model))
      else { return nil }
      return Alias(
        provider: alias.provider, alias: alias.alias, model: model, match: alias.match,
        ignoresCase: alias.ignoresCase)
    }
  }

  /// Ends the rows of this catalog that it has no more, though it still has their model.
  private mutating func end(_ catalog: Catalog, except wanted: Set<Alias.Key>, _ day: Day) {
    let gone = known.filter { !wanted.contains($0.key) }.compactMap { $0.value.last }.filter {
      let alias = $0.dated.value
      return $0.isOurs && !shipped.contains(alias) && $0.dated.to == nil
        && $0.dated.from < Instant(startOf: day)
        && catalog.models.contains(ModelKey(provider: alias.provider, model: alias.model))
    }
    for row in gone.sorted(by: { ImportedAliases.precedes($0.dated.value, $1.dated.value) }) {
      add(row.dated.value, from: row.dated.from, to: Instant(startOf: day), day)
    }
  }

  private static func precedes(_ left: Alias, _ right: Alias) -> Bool {
    (left.provider, left.alias, left.match.rawValue)
      < (right.provider, right.alias, right.match.rawValue)
  }

  private mutating func add(_ alias: Alias, from: Instant?, to: Instant?, _ day: Day) {
    let from = from == .distantPast ? nil : from
    rows.append([
      "provider": alias.provider.description, "alias": alias.alias.description,
      "model": alias.model.description, "effective_from": from?.description ?? "",
      "effective_to": to?.description ?? "",
      "match": alias.match.rawValue, "ignore_case": alias.ignoresCase ? "true" : "",
      "recorded_at": day.description, "source": "\(source.rawValue)@\(day)",
    ])
    let dated = DatedRow(
      value: alias, from: from ?? .distantPast, to: to, recordedAt: Instant(startOf: day),
      place: Place(file: WorkspacePath.aliases))
    known[ImportedAliases.key(alias), default: []].append(Row(dated: dated, isOurs: true))
  }
}
