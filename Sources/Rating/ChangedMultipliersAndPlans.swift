import Ledger
import Pricing

extension MultiplierBook {
  /// Returns the book with an approved `multiplier` for `key` throughout `time`.
  ///
  /// A blank provider in the key means the row in force, whatever provider it names: rows that differ from
  /// the key in their provider alone change too, each until its own next row where `time` has no end.
  package func setting(
    _ multiplier: Multiplier, for key: MultiplierRow.Key, during time: ChangeValidity, place: Place
  ) -> MultiplierBook {
    var histories = histories
    for key in keys(meantBy: key) {
      let row = MultiplierRow(
        key: key, multiplier: multiplier, status: .approved, requestedBy: .empty,
        approvedBy: .empty)
      let history = histories[key] ?? History()
      histories[key] = history.setting(row, during: history.validity(of: time), place: place)
    }
    return MultiplierBook(self, histories: histories)
  }

  /// The one multiplier that rows of the book state for `key` from `start` to `end`; nil where none does all
  /// that time, or more than one.
  package func multiplier(
    of key: MultiplierRow.Key, from start: Instant, to end: Instant
  ) -> Multiplier? {
    let histories = keys(meantBy: key).compactMap { self.histories[$0] }
    guard histories.allSatisfy({ $0.boundaries.allSatisfy { $0 <= start || end <= $0 } }) else {
      return nil
    }
    let found = Set(histories.compactMap { $0.entry(at: start)?.value.multiplier })
    return found.count == 1 ? found.first : nil
  }

  /// True if a row precedes those of `level`, whatever its key.
  package func hasRows(before level: MultiplierLevel) -> Bool {
    histories.keys.contains { $0.level.rawValue < level.rawValue }
  }

  /// The keys of the rows that a change of `key` changes, it first.
  func keys(meantBy key: MultiplierRow.Key) -> [MultiplierRow.Key] {
    guard key.provider.isEmpty, [.combination, .model].contains(key.level) else { return [key] }
    return [key]
      + histories.keys.filter {
        $0.level == key.level && $0.tier == key.tier && $0.model == key.model && $0 != key
      }
  }
}

extension PlanBook {
  /// Returns the book with each plan of `tier` changed throughout `time`; nil where the tier has none
  /// then.
  package func changing(
    tier: Name, during time: ChangeValidity, place: Place, _ change: (Plan) -> Plan
  ) -> PlanBook? {
    guard let history = histories[tier] else { return nil }
    let validity = history.validity(of: time)
    guard history.entries.contains(where: { $0.validity.intersection(validity) != nil })
    else { return nil }
    var histories = histories
    histories[tier] = history.mapping(during: validity, place: place, change)
    return PlanBook(self, histories: histories)
  }
}
