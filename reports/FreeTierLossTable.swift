import Ledger
import Tables

/// What the free tiers cost us: the table of the three `free-tier-loss-by-…` reports.
enum FreeTierLossTable {
  /// Returns one row per group, in the order given, each with its share of the whole.
  ///
  /// - Parameter word: what the groups are, as in the name of the report and of its first column.
  static func make(by word: String, keyKind: Column.Kind = .text, _ groups: [GroupedTotals])
    -> Table
  {
    var cumulative: [Money] = []
    for group in groups {
      cumulative.append((cumulative.last ?? .zero) + group.totals.vendorCost)
    }
    let (losses, whole) = (cumulative, cumulative.last ?? .zero)
    return Table(
      name: "free-tier-loss-by-\(word)", title: "Free tier by \(word)",
      columns: [Column(word, keyKind)] + measures, rowCount: groups.count,
      order: "largest loss first", weight: { groups[$0].totals.vendorCost.attodollars }
    ) { index in
      let totals = groups[index].totals
      return [
        groups[index].key, .count(Int128(totals.requests)),
        .creditsSum(orBlank: totals.knownMicrocredits), .money(orBlank: totals.knownVendorCost),
        totals.knownVendorCost.map { share($0, of: whole) } ?? .blank,
        share(losses[index], of: whole), .count(Int128(totals.unpriced)),
      ]
    }
  }

  private static let measures = [
    Column("requests", .count), Column("credits", .credits), Column("vendor_cost_usd", .money),
    Column("share_percent", .percent), Column("cumulative_share_percent", .percent),
    Column("unpriced_requests", .count),
  ]

  /// Blank where the whole is nothing.
  private static func share(_ part: Money, of whole: Money) -> Cell {
    .percent(orBlank: Quotient.halfEven(part.attodollars * 1_000_000, whole.attodollars))
  }
}

extension [GroupedTotals] {
  /// The groups by falling vendor cost, equal ones as they were.
  var largestLossFirst: [GroupedTotals] {
    indices.sorted { left, right in
      let (leftLoss, rightLoss) = (self[left].totals.vendorCost, self[right].totals.vendorCost)
      return leftLoss == rightLoss ? left < right : leftLoss > rightLoss
    }.map { self[$0] }
  }
}
