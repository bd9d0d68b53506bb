import Comparing
import Ledger
import Tables

/// `comparison-movers.csv`: the largest changes by tier, model and account.
package struct MoversTable {
  private let comparison: PeriodComparison

  package init(_ comparison: PeriodComparison) { self.comparison = comparison }

  /// The columns, in order.
  package static let columns: [Column] =
    [
      .text("measure", "Compared measure, such as margin_usd."),
      .text("dimension", "Grouping: tier, model, tier_model or account."),
      .count("rank", "1 is the largest change, ignoring signs; 1001 is all other keys."),
      .text("account", "Account, or user where the ledger names no account."), .tier, .provider,
      .model,
      .count("keys", "Number of keys in the row: 1, or all others in rank 1001."),
      .count("a_requests", "Compared requests in the base period."),
      .count("b_requests", "Compared requests in the reported period."),
      .money("a_usd", "Measure in the base period; blank where no request has a price."),
      .money("b_usd", "Measure in the reported period; blank where no request has a price."),
      .money("change_usd", "Change: the sum of the columns that follow; blank if not known."),
    ]
    + Driver.allCases.map {
      .money($0.name + "_usd", "Part of the change that this driver causes.")
    }

  package var table: Table {
    let rows = comparison.measures.flatMap { measure in
      MoverDimension.allCases.flatMap { dimension in
        comparison.movers(by: dimension, of: measure).enumerated().map {
          (measure: measure, dimension: dimension, rank: $0 + 1, mover: $1)
        }
      }
    }
    return Table(
      name: "comparison-movers", title: "Movers", columns: MoversTable.columns,
      rowCount: rows.count, order: "by measure and dimension, largest change first"
    ) { index in
      let row = rows[index]
      let (key, bridge) = (row.mover.key, row.mover.bridges[row.measure])
      func name(_ name: Name??) -> Cell { .text((name ?? nil) ?? .empty) }
      func money(_ attodollars: Int128, isKnown: Bool) -> Cell {
        isKnown ? .money(Money(attodollars: attodollars)) : .blank
      }
      let (known, isChangeKnown) = (row.mover.isKnown, row.mover.isChangeKnown)
      return [
        .text(Name(row.measure.name)), .text(Name(row.dimension.name)),
        .count(Int128(row.rank)), name(key?.account), name(key?.tier), name(key?.provider),
        name(key?.model), .count(Int128(row.mover.keys)), .count(Int128(row.mover.requests.a)),
        .count(Int128(row.mover.requests.b)), money(bridge.start, isKnown: known.a),
        money(bridge.end, isKnown: known.b), money(bridge.change, isKnown: isChangeKnown),
      ] + Driver.allCases.map { money(bridge.effects[$0], isKnown: isChangeKnown) }
    }
  }
}
