import Ledger

/// The number of requests that agree with the recorded figure, of one side.
package struct MatchCounts: Hashable, Sendable {
  package let matched: Int64
  /// Not equal, but within the tolerance.
  package let rounding: Int64
  package let differing: Int64
  package let notRecorded: Int64
  /// Requests without a price have no recorded figure, too, and are not in `notRecorded`.
  let isPartOfNotRecorded: Bool
  /// Recorded in a currency that cannot be converted.
  package let unconverted: Int64
  /// Requests without a price have further ones.
  let isPartOfUnconverted: Bool
  package let unpriced: Int64
  /// Any of the unpriced requests has a recorded figure.
  package let isUnpricedRecorded: Bool

  /// - Parameters:
  ///   - unconverted: those of requests with a price.
  ///   - all: those of all requests.
  ///   - missing: requests without a recorded figure, with a price or without one.
  init(
    unconverted: Int64 = 0, of all: Int64 = 0, notRecorded missing: Int64,
    isUnpricedRecorded: Bool,
    _ count: (ComparisonClass) -> Int64
  ) {
    self.unconverted = unconverted
    isPartOfUnconverted = all > unconverted
    self.isUnpricedRecorded = isUnpricedRecorded
    matched = count(.matched)
    rounding = count(.rounding)
    differing = count(.mismatch)
    notRecorded = count(.notRecorded) - unconverted
    isPartOfNotRecorded = missing > notRecorded
    unpriced = count(.unpriced)
  }

  /// The comparison in words: `19,930 match, 40 differ`.
  package var words: String {
    let others = [
      unconverted == 0
        ? nil
        : "\(Figures.count(unconverted)) \(isPartOfUnconverted ? "with a price " : "")not converted",
      notRecorded == 0
        ? nil
        : "\(Figures.count(notRecorded)) \(isPartOfNotRecorded ? "with a price " : "")not recorded",
    ].compactMap { $0 }
    guard matched + rounding + differing > 0 else {
      if unconverted > 0 { return (["none compared"] + others).joined(separator: ", ") }
      if isUnpricedRecorded && notRecorded > 0 {
        return (["none compared: no request with a record has a price"] + others)
          .joined(separator: ", ")
      }
      return unpriced > 0 && notRecorded == 0
        ? "none compared: no request has a price" : "nothing recorded to compare"
    }
    let verb = differing == 1 ? "differs" : "differ"
    let close = rounding > 0 ? " \(Figures.count(rounding)) within the tolerance," : ""
    let same = "\(Figures.count(matched)) \(matched == 1 ? "matches" : "match")"
    let compared = "\(same),\(close) \(Figures.count(differing)) \(verb)"
    return ([compared] + others).joined(separator: ", ")
  }
}
