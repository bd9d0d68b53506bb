import Ledger
import Pricing
import Rating

/// The rows of price books that would give the unpriced requests of a ledger their prices.
struct MissingRows {
  private let missing: [Asking: [(price: MissingPrice, start: Instant)]]
  private let workspace: Workspace

  /// Who asks for a price: a model in a file.
  private struct Asking: Hashable {
    let file: Name
    let model: ModelKey
  }

  init(_ map: LedgerMap, _ workspace: Workspace) {
    var starts: [MissingPrice: Instant] = [:]
    for slice in map.slices {
      starts.merge(slice.missingPrices) { min($0, $1) }
    }
    MissingRows.cover(&starts)
    let files = map.job.files.map { Name($0.path) }
    missing = Dictionary(grouping: starts.map { (price: $0.key, start: $0.value) }) {
      Asking(file: files[$0.price.file], model: $0.price.model)
    }
    self.workspace = workspace
  }

  /// Asks for a price of input for requests that used nothing where their model has prices, or other requests of it used
  /// something: a fee per request would come on top of what it costs.
  private static func cover(_ starts: inout [MissingPrice: Instant]) {
    let used = Set(starts.keys.filter { $0.unitClass != .request }.map(\.model))
    for (price, start) in starts
    where price.unitClass == .request
      && (price.reason != .unknownModel || used.contains(price.model))
    {
      let input = price.asking(for: .input)
      starts[input] = min(starts[input] ?? start, start)
      starts[price] = nil
    }
  }

  /// What has no price though the model has: `output`, or `input, output at service tier "flex"`.
  func words(_ file: Name, _ model: ModelKey) -> String {
    let here = missing[Asking(file: file, model: model), default: []]
      .filter { $0.price.reason == nil }
    let classes = Dictionary(grouping: here, by: \.price.serviceTier).mapValues {
      $0.map(\.price.unitClass).sorted { $0.rawValue < $1.rawValue }.map(\.name)
        .joined(separator: ", ")
    }
    let standard = RequestKind.standardServiceTier
    let others = classes.filter { $0.key != standard }.sorted { $0.key < $1.key }.map {
      "\($0.value) at service tier \"\($0.key)\""
    }
    return ([classes[standard]].compactMap { $0 } + others).joined(separator: ", and for ")
  }

  /// What to do for the prices: the rows to add, each from the UTC day on which its first request began; where all of them
  /// are there, but were recorded after what is known, that.
  ///
  /// They are for the name of the provider under which the book has the model: a row for another would hide all of those.
  func advice(
    _ file: Name, _ model: ModelKey, _ reason: UnpricedReason?
  ) -> (text: String, isKnownLater: Bool) {
    let priced = workspace.books.prices.key(of: model) ?? model
    var starts: [PricedClass: Instant] = [:]
    var later: [(start: Instant, text: String)] = []
    for (price, start) in missing[Asking(file: file, model: model), default: []]
    where price.reason == reason {
      let asked = PricedClass(unitClass: price.unitClass, serviceTier: price.serviceTier)
      let wanted = quoted(asked, priced.provider, start)
      if let text = notKnown(asked, wanted, of: priced, at: start) {
        later.append((start, text))
      } else {
        starts[wanted] = min(starts[wanted] ?? .distantFuture, start)
      }
    }
    if starts.isEmpty, let first = later.min(by: { ($0.start, $0.text) < ($1.start, $1.text) }) {
      return (first.text, true)
    }
    let rows = starts.sorted { MissingRows.precedes($0.key, $1.key) }.map { wanted, start in
      BookRow.price(
        of: priced, wanted.unitClass, serviceTier: wanted.serviceTier,
        from: String(start.description.prefix(10)), in: workspace)
    }
    return (rows.advice(in: workspace), false)
  }

  /// What is said of the row that would derive or quote a price, had it not been recorded after what is known; nil where
  /// there is none.
  private func notKnown(
    _ asked: PricedClass, _ wanted: PricedClass, of model: ModelKey, at instant: Instant
  ) -> String? {
    let books = workspace.books
    return books.derivations.notKnown(asked, provider: model.provider, at: instant)?.advice
      ?? books.prices.notKnown(
        model, wanted.unitClass, serviceTier: wanted.serviceTier, at: instant)?.advice
  }

  /// The standard tier first.
  private static func precedes(_ left: PricedClass, _ right: PricedClass) -> Bool {
    func key(_ wanted: PricedClass) -> (Int, Name, Int) {
      let isStandard = wanted.serviceTier == RequestKind.standardServiceTier
      return (isStandard ? 0 : 1, wanted.serviceTier, wanted.unitClass.rawValue)
    }
    return key(left) < key(right)
  }

  /// What has to be quoted so that what is asked for has a price: itself, or what it is derived from.
  private func quoted(_ asked: PricedClass, _ provider: Name, _ instant: Instant) -> PricedClass {
    let chain = workspace.books.derivations.chain(of: asked, provider: provider, at: instant)
    // What is derived from itself has to be quoted.
    return chain.leadsBack ? asked : chain.source
  }
}
