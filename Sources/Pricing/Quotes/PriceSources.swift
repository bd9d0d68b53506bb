import Ledger

/// Which price book wins where several have prices of one model.
///
/// A source is a file of `prices/`, by its name without `.csv`. Files of one rank are one book, whose rows must
/// not overlap; those without a rank are the workspace's own, and come first.
package struct PriceSources: Hashable, Sendable {
  private let ranks: [String: Int64]

  /// - Parameter ranks: the rank of each source, 1 and up; the lowest wins.
  package init(ranks: [String: Int64] = [:]) {
    self.ranks = ranks
  }

  /// The rank of the book that contains a row.
  func rank(of place: Place) -> Int64 { rank(of: place.file) }

  /// The rank of the book at a path.
  package func rank(of file: String) -> Int64 {
    ranks.isEmpty ? 0 : ranks[PriceSources.name(of: file)] ?? 0
  }

  /// True if no book is ranked, so that all have one rank.
  package var isEmpty: Bool { ranks.isEmpty }

  /// The source of a file: its name without folder and `.csv`.
  package static func name(of file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.hasSuffix(".csv") ? String(name.dropLast(4)) : name
  }

  /// The sources that are ranked, by name.
  package var names: [String] { ranks.keys.sorted() }

  /// Makes the histories of all keys: at any instant a model has the prices of one source, the first by rank
  /// that has any price of it then, and over them what the workspace's own book states.
  ///
  /// A price list is one thing: its bands, its cache prices and its tiers go together, so those of two catalogs
  /// are not mixed. An own row means what it says, and no more.
  func histories(
    _ rows: [DatedRow<Price>], knownAt: Instant?,
    faults: inout [BookProblem]
  ) -> [ModelKey: [Price.Key: History<Price>]] {
    let byRank = byRank(rows)
    var models: [ModelKey: [Price.Key: History<Price>]] = [:]
    // The own book, of rank 0, comes last: it is laid over the others.
    for rank in byRank.keys.sorted(by: { ($0 == 0 ? .max : $0) < ($1 == 0 ? .max : $1) }) {
      let histories = Pricing.histories(
        byRank[rank, default: []], knownAt: knownAt, key: \.key, what: \.key.words,
        faults: &faults)
      var own: [ModelKey: [Price.Key: History<Price>]] = [:]
      for (key, history) in histories {
        own[key.modelKey, default: [:]][key] = history
      }
      for (model, histories) in own {
        guard let others = models[model] else {
          models[model] = histories
          continue
        }
        models[model] =
          rank == 0
          ? PriceSources.laying(histories, over: others)
          : PriceSources.adding(histories, to: others)
      }
    }
    return models
  }

  /// The rows of each rank, in their order.
  func byRank(_ rows: [DatedRow<Price>]) -> [Int64: [DatedRow<Price>]] {
    // The name of a file is taken apart once, not for each of its rows.
    var ranks: [String: Int64] = [:]
    for file in Set(rows.map(\.place.file)) { ranks[file] = rank(of: file) }
    return Dictionary(grouping: rows) { ranks[$0.place.file] ?? 0 }
  }

  /// True if two rows are in books of one rank.
  func haveOneRank(_ row: Place, _ other: Place) -> Bool {
    row.file == other.file || rank(of: row) == rank(of: other)
  }

  /// The histories with others wherever they say nothing of a key.
  ///
  /// If the others have one price for requests of every size, a row of the base band covers them
  /// all, and a row of a band covers all that are larger.
  private static func laying(
    _ own: [Price.Key: History<Price>], over others: [Price.Key: History<Price>]
  ) -> [Price.Key: History<Price>] {
    var all = others
    for (key, band) in others where key.contextOver != nil {
      guard let base = others[key.inBaseBand] else { continue }
      let below = own.filter {
        $0.key.inBaseBand == key.inBaseBand && $0.key.contextOver ?? -1 < key.contextOver ?? -1
      }
      all[key] = below.sorted { $0.key.contextOver ?? -1 < $1.key.contextOver ?? -1 }
        .flatMap(\.value.entries)
        .reduce(band) { $0.setting($1, where: band, isAs: base) }
    }
    return own.merging(all) { own, other in
      let taken = own.entries.map(\.validity).joined
      return own.joined(with: taken.reduce(other) { $0.without($1) })
    }
  }

  /// The histories with others for the time in which they say nothing of the model.
  private static func adding(
    _ others: [Price.Key: History<Price>], to better: [Price.Key: History<Price>]
  ) -> [Price.Key: History<Price>] {
    let taken = better.values.flatMap { $0.entries.map(\.validity) }.joined
    let free = others.mapValues { taken.reduce($0) { $0.without($1) } }
    return better.merging(free) { $0.joined(with: $1) }
  }
}

extension Price.Key {
  /// The key of the price for requests without a band.
  fileprivate var inBaseBand: Price.Key {
    Price.Key(
      provider: provider, model: model, unitClass: unitClass, serviceTier: serviceTier,
      region: region, contextOver: nil)
  }
}

extension History<Price> {
  /// The history with the price of an entry of a lower band, for its time, wherever a band has the same price as the
  /// base band.
  fileprivate func setting(_ own: Entry, where band: History, isAs base: History) -> History {
    band.entries.reduce(self) { history, entry in
      base.entries.reduce(history) { history, other in
        guard other.value.perUnit == entry.value.perUnit,
          let both = entry.validity.intersection(other.validity)?.intersection(own.validity)
        else { return history }
        let price = Price(key: entry.value.key, perUnit: own.value.perUnit)
        return history.setting(price, during: both, place: own.place)
      }
    }
  }
}
