import Ledger
import Pricing

/// A row that a multiplier book lacks to say what it says once it is changed.
package struct ProposedMultiplier: Hashable, Sendable {
  package let key: MultiplierRow.Key
  package let multiplier: Multiplier
  package let from: Instant
  /// Nil lasts until the next row of the key.
  package let to: Instant?
  /// The row of the book that goes on here after a change; nil where a change itself speaks.
  package let resumed: Place?
}

/// A multiplier that is to be in force for a key during some time.
package struct MultiplierChange: Hashable, Sendable {
  package let multiplier: Multiplier
  package let key: MultiplierRow.Key
  package let time: ChangeValidity
  /// The place of the request; it holds no other change and no row of the book.
  package let place: Place

  package init(
    _ multiplier: Multiplier, for key: MultiplierRow.Key, during time: ChangeValidity,
    at place: Place
  ) {
    self.multiplier = multiplier
    self.key = key
    self.time = time
    self.place = place
  }
}

extension MultiplierBook {
  /// Returns the rows that, once all of them are approved, make the book say what it says with `changes`
  /// made one after another.
  ///
  /// One list per change that is the first of some key, in their order; within it by provider, then in time
  /// order. A row that begins with another of the book corrects it, which the book must be able to state.
  package func rows(for changes: [MultiplierChange]) -> [[ProposedMultiplier]] {
    let times = Dictionary(uniqueKeysWithValues: changes.map { ($0.place, $0.time) })
    var changed = self
    var keysOfChanges: [[MultiplierRow.Key]] = []
    var seen: Set<MultiplierRow.Key> = []
    for change in changes {
      let keys = changed.keys(meantBy: change.key).filter { seen.insert($0).inserted }
      keysOfChanges.append(keys.sorted { $0.provider < $1.provider })
      changed = changed.setting(
        change.multiplier, for: change.key, during: change.time, place: change.place)
    }
    return keysOfChanges.map { keys in
      keys.flatMap { key in rows(of: key, in: changed, times) }
    }.filter { !$0.isEmpty }
  }

  private func rows(
    of key: MultiplierRow.Key, in changed: MultiplierBook, _ times: [Place: ChangeValidity]
  ) -> [ProposedMultiplier] {
    let starts = histories[key]?.entries.map(\.validity.from) ?? []
    let entries = changed.histories[key]?.entries ?? []
    return entries.flatMap { entry -> [ProposedMultiplier] in
      let (from, to) = (entry.validity.from, entry.validity.to)
      // An end that another row states, or none, is not written.
      let isOpen = to == .distantFuture || entries.contains { $0.validity.from == to }
      func row(_ from: Instant, _ to: Instant?, resuming place: Place? = nil) -> ProposedMultiplier
      {
        ProposedMultiplier(
          key: key, multiplier: entry.value.multiplier, from: from, to: to, resumed: place)
      }
      guard let time = times[entry.place] else {
        // A row that begins where it does in the book stands there already.
        return starts.contains(from) ? [] : [row(from, isOpen ? nil : to, resuming: entry.place)]
      }
      // Every row that begins within the time is corrected, as it would end the change.
      let pieces = [from] + starts.filter { from < $0 && $0 < to }
      let isStated = time.to == to && to != .distantFuture
      return zip(pieces, pieces.dropFirst().map { $0 } + [isOpen && !isStated ? nil : to]).map {
        row($0, $1)
      }
    }
  }
}
