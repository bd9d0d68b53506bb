import Intake
import Ledger
import Pricing
import Rating
import Workspace

/// The rows of price books that would give the unpriced requests of a ledger their prices.
struct MissingPriceRows {
  private let missing: [ModelKey: [(price: MissingPrice, start: Instant)]]
  private let workspace: Workspace
  /// The number of named service tiers and regions of a model, and of rows: a column may hold another value in each row.
  private static let named = 20

  /// - Parameters:
  ///   - asked: what the slices of the ledger ask a price for.
  ///   - models: those that are to be answered.
  init(_ asked: [MissingPrices], of models: Set<ModelKey>, _ workspace: Workspace) {
    var starts: [MissingPrice: Instant] = [:]
    for prices in asked { prices.list(of: models, in: &starts) }
    MissingPriceRows.cover(&starts)
    var missing: [ModelKey: [(price: MissingPrice, start: Instant)]] = [:]
    for (price, start) in starts {
      missing[price.model, default: []].append((price, start))
    }
    self.missing = missing
    self.workspace = workspace
  }

  /// Asks for a price of input for requests that used nothing where their model has prices, or other requests of it used
  /// something: a fee per request would come on top of what it costs.
  private static func cover(_ starts: inout [MissingPrice: Instant]) {
    let requests = starts.filter {
      $0.key.unitClass == .request && $0.key.reason != .unknownFee
    }
    if requests.isEmpty { return }
    let used = Set(starts.keys.lazy.filter { $0.unitClass != .request }.map(\.model))
    for (price, start) in requests
    where price.reason != .unknownModel || used.contains(price.model) {
      let input = price.asking(for: .input)
      starts[input] = min(starts[input] ?? start, start)
      starts[price] = nil
    }
  }

  /// Names the missing price of a model that has others: `output`, or `input in region "us"`.
  ///
  /// Another example is `input, output at service tier "flex"`.
  func words(_ model: ModelKey) -> String {
    let here = missing[model, default: []].filter { $0.price.reason == nil }
    let groups = Dictionary(grouping: here) { each in
      let search = search(model, each.price, at: each.start)
      return PricedClass(
        unitClass: .input, serviceTier: each.price.serviceTier, region: search?.region ?? .empty)
    }
    let sorted = groups.sorted { MissingPriceRows.precedes($0.key, $1.key) }
    let words = sorted.prefix(MissingPriceRows.named).map { condition, prices in
      let classes = Set(prices.map(\.price.unitClass)).sorted { $0.rawValue < $1.rawValue }
      let isStandard = condition.serviceTier == RateKey.standardServiceTier
      return classes.map(\.name).joined(separator: ", ")
        + (isStandard ? "" : " at service tier \"\(condition.serviceTier)\"")
        + (condition.region.isEmpty ? "" : " in region \"\(condition.region)\"")
    }
    let more = sorted.count - words.count
    return words.joined(separator: ", and for ")
      + (more > 0 ? ", and for \(more) more service tiers or regions" : "")
  }

  /// The search that found no price; nil where no price of the model was in force.
  private func search(
    _ model: ModelKey, _ price: MissingPrice, at start: Instant
  ) -> PriceSearch? {
    workspace.books.prices.prices(of: model, at: start).map {
      PriceSearch(
        list: $0, derivations: workspace.books.derivations, at: start,
        serviceTier: price.serviceTier, region: price.region)
    }
  }

  /// Returns advice on missing prices: rows to add, each from the UTC day of its first request.
  ///
  /// If all rows exist but were recorded after the known instant, the advice says so.
  ///
  /// They are for the name of the provider under which the book has the model: a row for another would hide all of those.
  func advice(
    _ model: ModelKey, _ reason: UnpricedReason?
  ) -> (text: String, isKnownLater: Bool) {
    let priced = workspace.books.prices.key(of: model) ?? model
    var starts: [Wanted: Instant] = [:]
    var later: [(start: Instant, text: String)] = []
    var hasCountedImages = false
    for (price, start) in missing[model, default: []]
    where price.reason == reason {
      if price.isOfCountedImages {
        hasCountedImages = true
        continue
      }
      // Where a model has no price of a region, a row without one prices the requests of every region.
      let search = search(priced, price, at: start)
      let asked = PricedClass(
        unitClass: price.unitClass, serviceTier: price.serviceTier,
        region: search?.region ?? .empty)
      let quoted = quoted(asked, priced, start, search, over: price.over)
      if let text = notKnown(asked, quoted, of: priced, at: start) {
        later.append((start, text))
      } else {
        let isOfBand = search?.lacks(quoted, inBandOver: price.over) ?? false
        let wanted = Wanted(price: quoted, over: isOfBand ? price.over : nil)
        starts[wanted] = min(starts[wanted] ?? .distantFuture, start)
      }
    }
    let images = hasCountedImages ? MissingPriceRows.countedImages : ""
    if starts.isEmpty, hasCountedImages { return (images, false) }
    if starts.isEmpty, let first = later.min(by: { ($0.start, $0.text) < ($1.start, $1.text) }) {
      return (first.text, true)
    }
    let renamed = renamedTiers(starts.keys.map(\.price.serviceTier))
    starts = starts.filter { renamed[$0.key.price.serviceTier] == nil }
    if starts.isEmpty { return (MissingPriceRows.words(renamed), false) }
    let sorted = starts.sorted {
      $0.key.price == $1.key.price
        ? $0.key.over ?? -1 < $1.key.over ?? -1
        : MissingPriceRows.precedes($0.key.price, $1.key.price)
    }
    let rows = sorted.prefix(MissingPriceRows.named).map { wanted, start in
      // A price that follows another begins where that ended, so that no gap is left.
      let begin =
        workspace.books.prices.lastEnd(
          priced, wanted.price, over: wanted.over, before: start) ?? start
      return ProposedBookRow.price(
        of: priced, wanted.price, over: wanted.over, from: begin.utcDay.description,
        recorded: correction(of: wanted, priced, start), in: workspace)
    }
    let more = sorted.count - rows.count
    let again =
      more > 0
      ? "\nthen run again: \(GroupedDigits.count(Int64(more), "more row")) will still be missing"
      : ""
    let before = [MissingPriceRows.words(renamed), images].filter { !$0.isEmpty }
      .map { $0 + "; and " }.joined()
    return (before + rows.advice(in: workspace) + again, false)
  }

  /// Tiers that mean other native ones, as `default` is the standard one: prices for them would be a tier of their own.
  private func renamedTiers(_ tiers: [Name]) -> [Name: String] {
    var renamed: [Name: String] = [:]
    for tier in tiers {
      let ours = ServiceTierName.known(tier.description)
      if let ours, ours != tier.description { renamed[tier] = ours }
    }
    return renamed
  }

  private static func words(_ renamed: [Name: String]) -> String {
    let byTier = Dictionary(grouping: renamed.keys) { renamed[$0] ?? "" }
    let words = byTier.sorted { $0.key < $1.key }.map { ours, tiers in
      let texts = tiers.sorted().prefix(named).map { JSONString.quoted($0.description) }
      return texts.joined(separator: ", ") + " as \(ours)"
    }
    return words.isEmpty
      ? "" : "export the service tiers \(words.joined(separator: ", and ")), or map them this way"
  }

  /// Advice for a request that counts both images and their tokens, each of which would be charged.
  private static let countedImages =
    "leave images blank in the export where image_output_tokens count the same images: the vendor bills"
    + " only the tokens"

  /// A price that the book must quote, in a context band or in the base band.
  private struct Wanted: Hashable {
    let price: PricedClass
    let over: Int64?
  }

  /// When a row of that day has to be recorded so that it corrects one of the same book and start, which says that the
  /// price is not known; nil where there is none.
  private func correction(of wanted: Wanted, _ model: ModelKey, _ start: Instant) -> String? {
    let prices = workspace.books.prices
    let key = Price.Key(
      provider: model.provider, model: model.model, unitClass: wanted.price.unitClass,
      serviceTier: wanted.price.serviceTier, region: wanted.price.region, contextOver: wanted.over)
    guard let quote = prices.prices(of: model, at: start)?.quotes[key], quote.perUnit == nil,
      let row = prices.row(at: quote.place), prices.sources.rank(of: quote.place.file) == 0,
      row.from == Instant(startOf: start.utcDay)
    else { return nil }
    return row.recordedAt.map { ($0.utcDay + 1).description } ?? start.utcDay.description
  }

  /// Describes the row that would derive or quote a price but was recorded after the known instant.
  ///
  /// Nil if there is no such row.
  private func notKnown(
    _ asked: PricedClass, _ wanted: PricedClass, of model: ModelKey, at instant: Instant
  ) -> String? {
    let books = workspace.books
    return books.derivations.notKnown(asked, model: model, at: instant)?.advice
      ?? books.prices.notKnown(
        model, wanted.unitClass, serviceTier: wanted.serviceTier, at: instant)?.advice
  }

  /// The standard tier first, and no region.
  private static func precedes(_ left: PricedClass, _ right: PricedClass) -> Bool {
    func key(_ wanted: PricedClass) -> (Int, Name, Name, Int) {
      let isStandard = wanted.serviceTier == RateKey.standardServiceTier
      return (isStandard ? 0 : 1, wanted.serviceTier, wanted.region, wanted.unitClass.rawValue)
    }
    return key(left) < key(right)
  }

  /// Returns the prices to quote so that the wanted one exists: itself, or its sources.
  private func quoted(
    _ asked: PricedClass, _ model: ModelKey, _ instant: Instant, _ search: PriceSearch?,
    over: Int64?
  ) -> PricedClass {
    let chain =
      search?.chain(of: asked.unitClass, inBandOver: over)
      ?? workspace.books.derivations.chain(of: asked, model: model, at: instant)
    // What is derived from itself has to be quoted.
    return chain.leadsBack ? asked : chain.source
  }
}
