import Ledger

/// The question to the rows of a ledger when it is mapped: with the books it decides the result of a slice.
package struct SliceMapParameters: Hashable, Sendable {
  /// The days to report; nil is all.
  package let period: Period?
  /// The days with which they are compared; nil for none.
  package let base: Period?
  /// The days of the base, and of the period, that the ledger covers.
  package let coveredDays: (base: Int, period: Int)
  /// The instant of the constant books; nil where nothing is compared.
  package let constantAt: Instant?
  /// Rows are counted by day.
  package let countsDays: Bool

  /// - Parameters: see the members of these names.
  package init(
    period: Period?, base: Period?, coveredDays: (base: Int, period: Int), constantAt: Instant?,
    countsDays: Bool
  ) {
    self.period = period
    self.base = base
    self.coveredDays = coveredDays
    self.constantAt = constantAt
    self.countsDays = countsDays
  }

  /// True if slices are asked the same: the covered days decide nothing of a slice.
  package static func == (left: SliceMapParameters, right: SliceMapParameters) -> Bool {
    left.period == right.period && left.base == right.base && left.constantAt == right.constantAt
      && left.countsDays == right.countsDays
  }

  /// Combines a part of what is compared.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(period)
    hasher.combine(base)
    hasher.combine(constantAt)
  }
}
