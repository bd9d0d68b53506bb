import Cube
import Ledger
import Tables

/// The money of one group of facts under the cell that names the group.
struct GroupedTotals {
  let key: Cell
  let totals: MoneyTotals
}

extension Facts {
  /// Sums the facts that `isIncluded` by one of their texts, in byte order; one per text.
  func grouped(
    by name: (FactDimensions) -> Name, where isIncluded: (FactDimensions) -> Bool = { _ in true }
  ) -> [GroupedTotals] {
    totals(byDimensions: name, where: isIncluded)
      .map { GroupedTotals(key: .text($0.key), totals: $0.totals) }
  }

  /// Sums the facts that `isIncluded` by day, in order; one per day.
  func groupedByDay(
    where isIncluded: (FactDimensions) -> Bool = { _ in true }
  ) -> [GroupedTotals] {
    totals(byDays: \.self, where: isIncluded)
      .map { GroupedTotals(key: .day($0.key), totals: $0.totals) }
  }

  /// Sums the facts that `isIncluded` by a name of their user, in byte order; one per name.
  func grouped(
    byUser name: (UserKey) -> Name, where isIncluded: (FactDimensions) -> Bool = { _ in true }
  ) -> [GroupedTotals] {
    totalsByUser(name, where: isIncluded)
      .map { GroupedTotals(key: .text($0.key), totals: $0.totals) }
  }
}
