import Cube
import Intake
import Ledger

/// The facts and keys of all slices of a run, as tasks merged them shard by shard.
struct MergedSlices: Sendable {
  /// Of the rows of the period, then of each stretch of other days: a table for each shard, of other users than the rest.
  var tables: [[(table: FactTable, users: [UserKey])]]
  /// Of the rows of the period, then with those of each stretch of other days as well, then of the base: the candidates
  /// of each shard.
  let groups: [[RowGroups]]

  /// The candidates for rows that repeat others.
  func candidates(_ rows: SearchedRows) -> [RowGroups] {
    switch rows {
    case .period: groups[0]
    case .periodAndOthers(let count): groups[count]
    case .base: groups[groups.count - 1]
    }
  }
}

/// The rows among which copies are looked for, as tasks call them.
package enum SearchedRows: Sendable {
  case period
  /// With those of a number of stretches of other days, from the first on.
  case periodAndOthers(Int)
  /// Those with which the period is compared.
  case base
}
