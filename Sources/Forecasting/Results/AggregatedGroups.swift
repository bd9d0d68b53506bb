import Ledger

/// The groups that are forecast as one, because there are very many of them.
package struct AggregatedGroups: Sendable {
  /// Their series, as `tier/other tiers`.
  package let series: Name
  /// The plural name of the groups, as `tiers`.
  package let groups: String
  /// The number of groups forecast as one.
  package let count: Int
  /// The number of groups with a forecast of their own, the largest by vendor cost.
  package let beside: Int

  package init(series: Name, groups: String, count: Int, beside: Int) {
    self.series = series
    self.groups = groups
    self.count = count
    self.beside = beside
  }
}
