import Ledger

/// The differences between two states of price books, key by key.
package struct PriceDifference: Hashable, Sendable {
  package let kind: Kind
  package let key: Price.Key
  /// For one unit; nil where there was none.
  package let old: Money?
  /// For one unit; nil where there is none any more.
  package let new: Money?
  /// The row that makes the difference: of the new price, or of the one that is gone.
  package let place: Place

  /// The kind of difference.
  package enum Kind: String, Hashable, CaseIterable, Sendable {
    /// Another price from an instant in between.
    case change
    /// Another price for a time that had one: the book was wrong.
    case correction
    /// A model, or a class of it, that had no price.
    case new
    case removed
    /// A band, service tier or region of a class that had another.
    case tierAdded = "tier_added"
  }

  /// Returns what differs between the prices in force at two instants; by key.
  ///
  /// A price for either instant that a row recorded after `start` put right is a correction.
  package static func between(
    _ start: Instant, _ end: Instant, in book: PriceBook
  ) -> [PriceDifference] {
    let known = book.known(at: start)
    func prices(_ book: PriceBook, _ instant: Instant) -> [Price.Key: DatedRow<Price>] {
      Dictionary(book.quotes(at: instant).map { ($0.price.key, $0.row) }) { first, _ in first }
    }
    var differences = compare(prices(book, start), prices(book, end), as: .change)
    // What was believed at the start, about then or the end, and was wrong.
    var corrected: [PriceDifference] = []
    for instant in [start, end] {
      let (believed, right) = (prices(known, instant), prices(book, instant))
      corrected += compare(believed, right, as: .correction).filter { one in
        one.kind == .correction && believed[one.key]?.from == right[one.key]?.from
          && !corrected.contains { $0.key == one.key }
      }
    }
    differences.removeAll { one in corrected.contains { $0.key == one.key } && one.kind == .change }
    return (differences + corrected).sorted {
      ($0.key, $0.kind.rawValue) < ($1.key, $1.kind.rawValue)
    }
  }

  /// Returns what differs between two books, over all time; by key and time.
  package static func between(_ old: PriceBook, _ new: PriceBook) -> [PriceDifference] {
    func rows(_ book: PriceBook) -> [Price.Key: [History<Price>.Entry]] {
      book.models.values.reduce(into: [:]) {
        $0.merge($1.mapValues(\.entries)) { first, _ in first }
      }
    }
    let (before, after) = (rows(old), rows(new))
    let had = Set(before.keys.map(\.withoutTier))
    var differences: [PriceDifference] = []
    for key in Set(before.keys).union(after.keys).sorted() {
      guard let entries = after[key], !entries.isEmpty else {
        for entry in before[key, default: []].suffix(1) {
          differences.append(
            PriceDifference(
              kind: .removed, key: key, old: entry.value.perUnit, new: nil, place: entry.place))
        }
        continue
      }
      guard let known = before[key], !known.isEmpty else {
        for entry in entries {
          differences.append(
            PriceDifference(
              kind: had.contains(key.withoutTier) ? .tierAdded : .new, key: key, old: nil,
              new: entry.value.perUnit, place: entry.place))
        }
        continue
      }
      for entry in entries {
        let same = known.first { $0.validity.from == entry.validity.from }
        let held = known.last { $0.validity.contains(entry.validity.from) }
        guard (same ?? held)?.value.perUnit != entry.value.perUnit else { continue }
        differences.append(
          PriceDifference(
            kind: same == nil ? .change : .correction, key: key,
            old: (same ?? held)?.value.perUnit, new: entry.value.perUnit, place: entry.place))
      }
    }
    return differences
  }

  /// - Parameter kind: what another price of a key is.
  private static func compare(
    _ before: [Price.Key: DatedRow<Price>], _ after: [Price.Key: DatedRow<Price>],
    as kind: Kind
  ) -> [PriceDifference] {
    let had = Set(before.keys.map(\.withoutTier))
    return Set(before.keys).union(after.keys).sorted().compactMap { key in
      switch (before[key], after[key]) {
      case (let old?, let new?):
        if old.value.perUnit == new.value.perUnit { return nil }
        return PriceDifference(
          kind: kind, key: key, old: old.value.perUnit, new: new.value.perUnit,
          place: new.place)
      case (nil, let new?):
        return PriceDifference(
          kind: had.contains(key.withoutTier) ? .tierAdded : .new, key: key, old: nil,
          new: new.value.perUnit, place: new.place)
      case (let old?, nil):
        return PriceDifference(
          kind: .removed, key: key, old: old.value.perUnit, new: nil, place: old.place)
      case (nil, nil): return nil
      }
    }
  }
}

extension Price.Key {
  /// The class of the model, whatever its band, service tier and region.
  fileprivate var withoutTier: Price.Key {
    Price.Key(
      provider: provider, model: model, unitClass: unitClass, serviceTier: .empty, region: .empty,
      contextOver: nil)
  }
}
