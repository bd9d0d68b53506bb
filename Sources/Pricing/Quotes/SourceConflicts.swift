import Ledger

extension PriceBook {
  /// Two sources that state different prices of one key at one time; the first is the one that counts.
  package struct SourceConflict: Sendable {
    package let first: DatedRow<Price>
    package let second: DatedRow<Price>
  }

  /// Returns where sources state different prices at any time, each against the best one then; by key and time.
  ///
  /// Two rows that differ for several times are listed once.
  package func sourceConflicts() -> [SourceConflict] {
    if sources.isEmpty { return [] }
    var histories: [Price.Key: [History<Price>]] = [:]
    // Few keys have rows of several sources.
    let contested = Dictionary(grouping: rows, by: \.value.key).values.filter { rows in
      let place = rows[0].place
      return rows.contains { !sources.haveOneRank(place, $0.place) }
    }.flatMap(\.self)
    let byRank = sources.byRank(contested)
    for rank in byRank.keys.sorted() {
      // What is wrong with the rows was told when the whole book was made.
      var faults: [BookProblem] = []
      let book = PriceBook(byRank[rank, default: []], knownAt: knownAt, faults: &faults)
      for (key, history) in book.models.values.joined() {
        histories[key, default: []].append(history)
      }
    }
    return histories.keys.sorted().flatMap { key in
      PriceBook.conflicts(histories[key, default: []]).compactMap { pair in
        guard let first = row(at: pair.first), let second = row(at: pair.second) else { return nil }
        return SourceConflict(first: first, second: second)
      }
    }
  }

  /// Two rows of one key.
  private struct Pair: Hashable {
    let first: Place
    let second: Place
  }

  /// The rows that differ at any time, the one of the best history first; histories are of one key, the best first.
  private static func conflicts(_ histories: [History<Price>]) -> [Pair] {
    if histories.count < 2 { return [] }
    var found: [Pair] = []
    var seen: Set<Pair> = []
    for instant in Set(histories.flatMap(\.boundaries)).sorted() {
      let entries = histories.compactMap { $0.entry(at: instant) }
      guard let first = entries.first else { continue }
      for other in entries.dropFirst() where other.value.perUnit != first.value.perUnit {
        let pair = Pair(first: first.place, second: other.place)
        if seen.insert(pair).inserted { found.append(pair) }
      }
    }
    return found
  }
}
