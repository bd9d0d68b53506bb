import Ledger

/// The rows that a catalog appends to the price book of its source; it changes none.
///
/// A catalog with dates of its own says what was charged when, so what differs corrects the row of that start.
/// Of one without dates the price of the day is all that is known: what differs begins a new period that day.
package struct CatalogUpdate: Sendable {
  /// A row to be added.
  package struct Addition: Hashable, Sendable {
    package let kind: Kind
    package let key: Price.Key
    /// Nil where the catalog states a price that cannot be used, so that the price is not known.
    package let perUnit: Money?
    /// The price that was in force before; nil if there was none or it is not known.
    package let old: Money?
    package let from: Instant?
    package let to: Instant?
    /// The day of the catalog, from which the row is known.
    package let recordedAt: Day

    /// True if the price rises or falls about a thousandfold.
    package var isJump: Bool {
      guard let old, let perUnit else { return false }
      return PriceBook.isJump(from: old, to: perUnit)
    }

    /// The effect of the row on the book.
    package enum Kind: String, Hashable, CaseIterable, Sendable {
      /// The key had no price.
      case new
      /// Another price from a day on.
      case change
      /// Another price for a time that had one, or the same for longer.
      case correction
      /// The catalog states the price no longer, or not for as long, though it still has the model.
      case end
    }
  }

  package private(set) var additions: [Addition] = []
  /// Models of the book that the last catalog leaves out; they keep their prices.
  package private(set) var missing: [ModelKey] = []
  private var rows: [Price.Key: [DatedRow<Price>]] = [:]
  private var lastDay: Day?

  /// - Parameter rows: the book of the source as it is.
  package init(_ rows: [DatedRow<Price>]) {
    for row in rows { self.rows[row.value.key, default: []].append(row) }
    lastDay = rows.compactMap { $0.recordedAt?.utcDay }.max()
  }

  /// A catalog that would change what a later one said.
  package struct OlderCatalog: Error, Hashable, Sendable {
    package let day: Day
    package let lastDay: Day
    package let key: Price.Key
  }

  /// Adds what `catalog` of `day` says that the book does not.
  package mutating func apply(
    _ catalog: Catalog, day: Day, isDated: Bool
  ) throws(OlderCatalog) {
    let before = additions.count
    let known = Set(rows.keys.map(\.modelKey))
    let byKey = Dictionary(grouping: catalog.quotes, by: \.key)
    let keys = Set(byKey.keys).union(
      rows.keys.filter {
        catalog.models.contains($0.modelKey)
      })
    for key in keys.sorted() {
      let quotes = byKey[key, default: []].sorted {
        ($0.from ?? .distantPast) < ($1.from ?? .distantPast)
      }
      if isDated { state(quotes, of: key, day: day) } else { hold(quotes.first, of: key, day: day) }
    }
    // Of a model that the book has not, a catalog of the last day changes nothing.
    let changing = additions[before...].first {
      day < lastDay ?? day || known.contains($0.key.modelKey)
    }
    if let lastDay, let changing, day <= lastDay {
      throw OlderCatalog(day: day, lastDay: lastDay, key: changing.key)
    }
    lastDay = max(lastDay ?? day, day)
    missing = Set(rows.keys.map(\.modelKey)).subtracting(catalog.models).sorted {
      ($0.provider, $0.model) < ($1.provider, $1.model)
    }
  }

  // MARK: A catalog without dates

  /// Makes the price of the day the one that is quoted; none where nothing is.
  private mutating func hold(_ quote: CatalogQuote?, of key: Price.Key, day: Day) {
    let instant = Instant(startOf: day)
    let entry = entry(of: key, at: instant)
    guard let quote else {
      if let entry, let row = row(at: entry.from, of: key) {
        add(.end, key, row.value.perUnit, old: row.value.perUnit, entry.from, instant, day)
      }
      return
    }
    if let entry, entry.perUnit == quote.perUnit { return }
    add(entry == nil ? .new : .change, key, quote.perUnit, old: entry?.perUnit, instant, nil, day)
  }

  // MARK: A catalog with dates

  /// Makes the history of the key what is quoted.
  ///
  /// A start of the book that is not a start of a quote cannot be removed: it is corrected to what is quoted then, and
  /// where nothing is, its price ends on the day of the catalog, or where the next one begins.
  private mutating func state(_ quotes: [CatalogQuote], of key: Price.Key, day: Day) {
    let quoted = Set(quotes.map { $0.from ?? .distantPast })
    let extra = Set(rows[key, default: []].map(\.from)).subtracting(quoted).sorted()
    let starts = quoted.union(extra).sorted()
    for quote in quotes {
      let from = quote.from ?? .distantPast
      state(quote.perUnit, of: key, from: from, to: quote.to, among: starts, day: day)
    }
    let today = Instant(startOf: day)
    for from in extra {
      guard let row = row(at: from, of: key) else { continue }
      let quote = quotes.last { ($0.from ?? .distantPast) < from && from < $0.to ?? .distantFuture }
      if let quote {
        state(quote.perUnit, of: key, from: from, to: quote.to, among: starts, day: day)
      } else {
        let to = from < today ? min(row.to ?? .distantFuture, today) : row.to
        state(row.value.perUnit, of: key, from: from, to: to, among: starts, day: day)
      }
    }
  }

  /// Adds the price from one of the starts of the key on, until `to` or the next start, unless the book has it.
  private mutating func state(
    _ perUnit: Money?, of key: Price.Key, from: Instant, to: Instant?, among starts: [Instant],
    day: Day
  ) {
    let next = starts.first { $0 > from } ?? .distantFuture
    // An end that is the next start goes without saying.
    let to = to.flatMap { $0 < next ? $0 : nil }
    let row = row(at: from, of: key)
    if let row, row.value.perUnit == perUnit, row.to ?? next == to ?? next { return }
    let before = entry(of: key, at: from)
    let kind: Addition.Kind
    if let row {
      let endsSooner = to ?? next < row.to ?? .distantFuture
      kind = row.value.perUnit == perUnit && endsSooner ? .end : .correction
    } else {
      kind = before == nil ? .new : .change
    }
    add(kind, key, perUnit, old: before?.perUnit, from, to, day)
  }

  // MARK: The book as it grows

  private struct Entry {
    let from: Instant
    let perUnit: Money?
  }

  private mutating func add(
    _ kind: Addition.Kind, _ key: Price.Key, _ perUnit: Money?, old: Money?, _ from: Instant?,
    _ to: Instant?, _ day: Day
  ) {
    let from = from == .distantPast ? nil : from
    additions.append(
      Addition(
        kind: kind, key: key, perUnit: perUnit, old: old, from: from, to: to, recordedAt: day))
    rows[key, default: []].append(
      DatedRow(
        value: Price(key: key, perUnit: perUnit), from: from ?? .distantPast, to: to,
        recordedAt: Instant(startOf: day), place: Place(file: "")))
  }

  /// The row of that start which was recorded last.
  private func row(at from: Instant, of key: Price.Key) -> DatedRow<Price>? {
    rows[key, default: []].filter { $0.from == from }.max {
      ($0.recordedAt ?? .distantPast) < ($1.recordedAt ?? .distantPast)
    }
  }

  private func entry(of key: Price.Key, at instant: Instant) -> Entry? {
    let begun = rows[key, default: []].filter { $0.from <= instant }
    guard let from = begun.map(\.from).max(), let row = row(at: from, of: key),
      row.to.map({ instant < $0 }) ?? true
    else { return nil }
    return Entry(from: from, perUnit: row.value.perUnit)
  }
}
