/// The row outcomes of a credit ledger; every row read has exactly one.
package struct EventRowCounts: Hashable, Sendable {
  package var read = 0
  package var applied = 0
  package var notApplied = 0
  package var duplicates = 0
  package var conflicts = 0
  package var rejected = 0
  package var afterPeriod = 0

  package init() {}

  /// True if the outcomes sum to the rows read.
  package var holds: Bool {
    read == applied + notApplied + duplicates + conflicts + rejected + afterPeriod
  }
}
