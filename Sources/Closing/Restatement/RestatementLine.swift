import Ledger

/// The rows of a cause: how many, and the place of the first.
package struct RestatementEvidence: Hashable, Sendable {
  /// Nil if the number is not known.
  package let rows: Int64?
  /// The path in the workspace; empty without one.
  package let file: String
  package let line: Int64?

  package init(rows: Int64? = nil, file: String = "", line: Int64? = nil) {
    self.rows = rows
    self.file = file
    self.line = line
  }
}

/// A row of `restatement.csv`: the part of one cause in the change of one figure of a closed month.
///
/// Amounts are in the unit of the measure; `asClosed` and `now` are the same in all rows of a figure.
package struct RestatementLine: Hashable, Sendable {
  package let month: Month
  package let cause: RestatementCause
  package let measure: RestatementMeasure
  /// A tier, or a provider and model; empty for the total.
  package let key: Name
  /// As closed, with what later closes booked; nil if it is not known any more.
  package let asClosed: Int128?
  package let now: Int128
  /// Nil where `asClosed` is and the cause is the first.
  package let difference: Int128?
  package let evidence: RestatementEvidence

  package init(
    month: Month, cause: RestatementCause, measure: RestatementMeasure, key: Name,
    asClosed: Int128?, now: Int128, difference: Int128?, evidence: RestatementEvidence
  ) {
    self.month = month
    self.cause = cause
    self.measure = measure
    self.key = key
    self.asClosed = asClosed
    self.now = now
    self.difference = difference
    self.evidence = evidence
  }
}

/// The knowledge about earlier, closed months that a run of an open month adds to theirs.
package struct Restatement: Sendable {
  /// By month, cause, measure and key.
  package let lines: [RestatementLine]
  /// False if what was learned of a month is not known.
  package let isComplete: Bool

  package init(_ lines: [RestatementLine], isComplete: Bool = true) {
    self.isComplete = isComplete
    self.lines = lines.sorted {
      ($0.month, $0.cause, $0.measure, $0.key) < ($1.month, $1.cause, $1.measure, $1.key)
    }
  }

  /// Returns the sum of the differences of a total, in the unit of the measure; nil if one is not known.
  package func difference(_ measure: RestatementMeasure) -> Int128? {
    guard isComplete else { return nil }
    var sum: Int128 = 0
    for line in lines where line.measure == measure && line.key.isEmpty {
      guard let difference = line.difference else { return nil }
      sum += difference
    }
    return sum
  }
}
