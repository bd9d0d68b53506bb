/// The comparison of recorded balances with the replay.
package struct BalanceComparison: Hashable, Sendable {
  package var equal = 0
  /// Differences that earlier or own findings explain.
  package var explained = 0
  /// Differences that continue an earlier one, which was reported as `recorded_balance_differs`.
  package var carried = 0
  /// Differences reported as `recorded_balance_differs` or as drift.
  package var unexplained = 0

  package init() {}
}
