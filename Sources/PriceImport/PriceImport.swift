import Ledger
import Platform
import Pricing
import Simulation
import Workspace

/// The additions of a catalog to the books of a workspace: computed first, then written.
package struct PriceImport {
  package let source: CatalogSource
  package let snapshots: [CatalogFiles.Snapshot]
  package let update: CatalogUpdate
  package let aliases: ImportedAliases
  package let derivations: [Derivation]
  /// The models that cost what the catalog states already, so that nothing was added to them.
  package let shipped: Set<ModelKey>
  /// The rows that `price-sources.csv` gets: a source without a rank gets one.
  package let ranks: [(source: String, rank: Int64)]
  /// Why prices that go up or down about a thousandfold are right; nil without a reason.
  let jumpReason: String?
  /// The reasons in the books why prices are right that others of their model contradict.
  package let accepted: [Price: String]
  private let root: String
  private let books: OpenBooks

  /// The books to which rows are added, as they are.
  private struct OpenBooks {
    let prices: BookAppender
    let aliases: BookAppender
    let derivations: BookAppender
    let sources: BookAppender

    init(root: String, source: CatalogSource) throws {
      func open(_ name: String, _ columns: [String]) throws -> BookAppender {
        try BookAppender(root: root, name: name, columns: columns).widened(by: columns)
      }
      prices = try open(WorkspacePath.priceBook(of: source), PriceFile.columns)
      aliases = try open(WorkspacePath.aliases, PriceFile.aliasColumns)
      derivations = try open(WorkspacePath.derivations, PriceFile.derivationColumns)
      sources = try open(PriceSourcesFile.name, PriceSourcesFile.columns)
    }
  }

  /// Works out what is to be added.
  ///
  /// - Parameters:
  ///   - jumpReason: why prices that go up or down about a thousandfold are right.
  ///   - forAllTime: prices of shipped models that genai-prices states without a first day are wanted for the time before
  ///     the shipped ones, too.
  package init(
    _ files: CatalogFiles, into workspace: Workspace, jumpReason: String?, forAllTime: Bool
  ) throws {
    source = files.source
    snapshots = files.snapshots
    self.jumpReason = jumpReason
    root = workspace.root
    let errors = PriceImport.errors(in: workspace)
    if !errors.isEmpty { throw RunRefusal(findings: errors) }
    books = try OpenBooks(root: root, source: source)
    let file = WorkspacePath.priceBook(of: source)
    let rows = workspace.books.prices.rows.filter { $0.place.file == file }
    accepted = PriceImport.accepted(in: workspace)
    var update = CatalogUpdate(rows)
    let newRanks = try PriceImport.ranks(of: source, in: workspace)
    let goesFirst = PriceImport.goesBeforeShipped(source, newRanks, in: workspace)
    let models =
      PriceImport.meetsShippedCatalog(source, in: workspace) && !goesFirst
      ? ShippedModels(workspace.books, importedInto: file) : nil
    var aliases = ImportedAliases(
      books.aliases.bytes, source: source,
      priced: Dictionary(
        workspace.books.prices.rows.lazy.filter { $0.place.file != file }
          .map { ($0.value.key.modelKey, $0.place) }, uniquingKeysWith: { first, _ in first }),
      replacesShipped: goesFirst, isCovered: { models?.covers($0) ?? false })
    var shipped: Set<ModelKey> = []
    for snapshot in snapshots {
      let named = models?.named(snapshot.catalog) ?? snapshot.catalog
      shipped = forAllTime ? [] : models?.priced(as: named, on: snapshot.day) ?? []
      let catalog = named.withoutPrices(of: shipped)
      do throws(CatalogUpdate.OlderCatalog) {
        try update.apply(catalog, day: snapshot.day, isDated: source.isDated)
      } catch { throw CatalogProblem.older(snapshot.files[0], error) }
      aliases.apply(catalog, day: snapshot.day)
    }
    self.shipped = shipped
    self.update = update
    self.aliases = aliases
    let stated = workspace.books.derivations.keys
    // What a catalog takes for granted is about its prices.
    derivations =
      update.additions.isEmpty && models != nil
      ? [] : source.derivations.filter { !stated.contains($0.key) }
    ranks = update.additions.isEmpty && models != nil ? [] : newRanks
    // A history is what the catalog said; a slip that it mended is in it, and is told of.
    if jumpReason == nil && snapshots.count == 1 { try refuseJumps() }
  }

  /// Returns the faults of the books that an import reads.
  private static func errors(in workspace: Workspace) -> [Finding] {
    workspace.findings.filter {
      $0.severity == .error && WorkspacePath.makesPrices($0.place.file)
    }
  }

  /// True if a catalog precedes the shipped price book, by known ranks and those to be added.
  private static func goesBeforeShipped(
    _ source: CatalogSource, _ added: [(source: String, rank: Int64)], in workspace: Workspace
  ) -> Bool {
    let known = workspace.books.prices.sources
    func rank(_ name: String) -> Int64 {
      added.first { $0.source == name }?.rank ?? known.rank(of: name)
    }
    return rank(source.rawValue) < rank(PriceSources.name(of: NewWorkspace.priceBook.path))
  }

  /// The prices whose rows say why they are right, with these words.
  private static func accepted(in workspace: Workspace) -> [Price: String] {
    let rows = workspace.books.prices.rows
    let sources = workspace.sources(of: Set(rows.map(\.place)))
    return Dictionary(
      rows.compactMap { row in
        guard let text = sources[row.place]?.description,
          let start = text.firstRange(of: PriceCheck.acceptance)
        else { return nil }
        return (row.value, String(text[start.lowerBound...]))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// True if the shipped catalog of the same source is among the books.
  private static func meetsShippedCatalog(
    _ source: CatalogSource, in workspace: Workspace
  ) -> Bool {
    let catalog = PriceSources.name(of: NewWorkspace.catalogBook.path)
    return source == .genaiPrices && workspace.books.prices.sources.names.contains(catalog)
  }

  private func refuseJumps() throws(RunRefusal) {
    let jumps = update.additions.filter(\.isJump)
    if jumps.isEmpty { return }
    throw RunRefusal(
      findings: jumps.map { jump in
        let per = jump.key.unitClass.defaultPer
        return Finding(
          .error, at: Place(file: file(of: jump.recordedAt)), code: "book.jump",
          message: "\(jump.key.words) goes from \((jump.old ?? .zero) * per) to"
            + " \(PriceText.text(jump.perUnit, per: per)) per \(per): per thousand or per million?",
          help: "if it is right: --accept-jump REASON")
      })
  }

  /// The file of a day.
  private func file(of day: Day) -> String {
    snapshots.first { $0.day == day }?.files.first ?? source.rawValue
  }

  /// A catalog without a rank goes last.
  ///
  /// The book that `assay init` ships gets the first rank with it, as long as
  /// nobody added to it: what it has stays, and the catalog has the other models and days.
  private static func ranks(
    of source: CatalogSource, in workspace: Workspace
  ) throws -> [(source: String, rank: Int64)] {
    let known = workspace.books.prices.sources
    if known.names.contains(source.rawValue) { return [] }
    let last = known.names.map { known.rank(of: $0) }.max() ?? 0
    // What the shipped catalog says was stated by genai-prices, which may say something newer.
    let catalog = PriceSources.name(of: NewWorkspace.catalogBook.path)
    if source == .genaiPrices, known.names.contains(catalog) {
      return [(source.rawValue, known.rank(of: catalog)), (catalog, last + 1)]
    }
    let shipped = NewWorkspace.priceBook
    let path = workspace.root + "/" + shipped.path
    let name = PriceSources.name(of: shipped.path)
    guard last == 0, case .file? = try FileSystem.kind(of: path),
      try FileSystem.contents(of: path) == Array(shipped.text.utf8)
    else { return [(source.rawValue, last + 1)] }
    return [(name, 1), (source.rawValue, 2)]
  }

  /// True if every book already has all of it.
  package var isNothing: Bool {
    update.additions.isEmpty && aliases.rows.isEmpty && derivations.isEmpty && ranks.isEmpty
  }

  /// The times in which the new price rows count.
  package var times: [Validity] {
    update.additions.map {
      Validity(from: $0.from ?? .distantPast, to: $0.to ?? .distantFuture)
    }
  }

  // MARK: Writing

  /// The rows of each book; prices last, so that what was killed in between is made good by importing again.
  private var added: [(book: BookAppender, rows: [[String: String]])] {
    let day = snapshots.first.map { "\($0.day)" } ?? ""
    let all = [
      (
        books.sources,
        ranks.map { ["source": $0.source, "rank": "\($0.rank)", "recorded_at": ""] }
      ),
      (
        books.derivations,
        derivations.map { derivation in
          [
            "provider": derivation.key.provider?.description ?? "*",
            "unit_class": derivation.key.unitClass?.name ?? "",
            "service_tier": derivation.key.serviceTier.description,
            "from_unit_class": derivation.fromClass?.name ?? "", "factor": derivation.factor,
            "recorded_at": day, "source": "\(source.rawValue)@\(day)",
          ]
        }
      ), (books.aliases, aliases.rows), (books.prices, update.additions.map(cells)),
    ]
    return all.filter { !$0.1.isEmpty }
  }

  /// Returns the workspace as it will be, and refuses one whose books no run could use.
  package func planned() throws -> Workspace {
    let planned = added.map { ($0.book.name, $0.book.bytes(with: $0.rows)) }
    let workspace = try Workspace(
      root: root, knownAt: nil, readsLedger: false,
      planned: Dictionary(uniqueKeysWithValues: planned))
    let errors = PriceImport.errors(in: workspace)
    if errors.isEmpty { return workspace }
    throw RunRefusal(
      findings: errors.map {
        Finding(
          .error, at: $0.place, code: $0.code, message: "after the import: \($0.message)",
          help: "the catalog contradicts itself or the book: correct the entry or delete it")
      })
  }

  /// Adds the rows, to all books or to none.
  package func write() throws {
    if !isNothing { try BookAppender.append(added, as: .files) }
  }

  private func cells(_ addition: CatalogUpdate.Addition) -> [String: String] {
    let key = addition.key
    let per = key.unitClass.defaultPer
    var words = "\(source.rawValue)@\(addition.recordedAt)"
    if addition.isJump, let old = addition.old, let new = addition.perUnit {
      let jump = PriceBook.jumpWords(from: old, to: new)
      words += "; \(jumpReason.map { "jump accepted: \($0)" } ?? jump)"
    }
    if let reason = accepted[Price(key: key, perUnit: addition.perUnit)] { words += "; \(reason)" }
    return [
      "provider": key.provider.description, "model": key.model.description,
      "unit_class": key.unitClass.name, "price_usd": addition.perUnit.map { "\($0 * per)" } ?? "",
      "per": "\(per)",
      "service_tier": key.serviceTier.description, "region": key.region.description,
      "context_over": key.contextOver.map(String.init) ?? "",
      "effective_from": addition.from?.description ?? "",
      "effective_to": addition.to?.description ?? "",
      "recorded_at": addition.recordedAt.description,
      "source": words,
    ]
  }
}
