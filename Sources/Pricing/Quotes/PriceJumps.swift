import Ledger

extension PriceBook {
  /// A factor of 500 to 2,000 is the mix-up of a price per thousand with one per million.
  package static func isJump(from earlier: Money, to later: Money) -> Bool {
    let small = min(earlier, later).attodollars
    let large = max(earlier, later).attodollars
    return small > 0 && large >= 500 * small && large <= 2_000 * small
  }

  /// Returns the ratio of a price jump in words: a thousand times, or a thousandth.
  package static func jumpWords(from earlier: Money, to later: Money) -> String {
    later > earlier
      ? "about 1000 times the previous price" : "about 0.1 % of the previous price"
  }

  /// Prices that follow on one another, or correct one another, and differ by more than `factor`; by key, then by the
  /// row of the later price, and for each row by the earlier price.
  package func jumps(over factor: Int128) -> [(earlier: Price, later: Price, place: Place)] {
    typealias Step = (earlier: Price, later: Price, place: Place)
    let changes = models.values.flatMap { $0.values }.flatMap { history in
      zip(history.entries, history.entries.dropFirst()).map { earlier, later -> Step in
        (earlier.value, later.value, later.place)
      }
    }
    return (changes + corrections).filter { step in
      guard let a = step.earlier.perUnit?.attodollars, let b = step.later.perUnit?.attodollars
      else {
        return false
      }
      return min(a, b) > 0 && max(a, b) > factor * min(a, b)
    }.sorted(by: PriceBook.precedes)
  }

  /// The steps come out of dictionaries, whose order is another in every process.
  private static func precedes(
    _ left: (earlier: Price, later: Price, place: Place),
    _ right: (earlier: Price, later: Price, place: Place)
  ) -> Bool {
    if left.later.key != right.later.key { return left.later.key < right.later.key }
    return (left.place, left.earlier.perUnit ?? .zero) < (
      right.place, right.earlier.perUnit ?? .zero
    )
  }

  /// Rows of one key and start with the row that each corrects.
  private var corrections: [(earlier: Price, later: Price, place: Place)] {
    struct Start: Hashable {
      let key: Price.Key
      let from: Instant
      let rank: Int64
    }
    return Dictionary(grouping: rows.filter { $0.isKnown(at: knownAt) }) {
      Start(key: $0.value.key, from: $0.from, rank: sources.rank(of: $0.place))
    }.values.flatMap { versions in
      versions.pairsInOrderRecorded.map { ($0.value, $1.value, $1.place) }
    }
  }
}
