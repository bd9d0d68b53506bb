import Cube
import Ledger
import Tables

/// The free-tier loss: the table of the three `free-tier-loss-by-…` reports.
enum FreeTierLossTable {
  /// Makes the report of one key, each row with its share of the whole.
  ///
  /// - Parameters:
  ///   - key: its first column, which names the report, too.
  ///   - groups: the rows, in order.
  static func report(
    by key: Column, _ groups: @escaping @Sendable (Facts) -> [GroupedTotals]
  ) -> Report {
    Report(
      "free-tier-loss-by-\(key.name)", "Free tier by \(key.name)",
      columns: [key] + measures
    ) { report, input in
      let groups = groups(input.facts)
      var cumulative: [Money] = []
      for group in groups {
        cumulative.append((cumulative.last ?? .zero) + group.totals.vendorCost)
      }
      let (losses, whole) = (cumulative, cumulative.last ?? .zero)
      return report.table(
        groups.count, order: "largest loss first",
        weight: { groups[$0].totals.vendorCost.attodollars }
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
  }

  private static let measures = [
    .count("requests", "Requests of free tiers, unpriced ones included."),
    Column("credits", .credits, "Credits of free tiers, which are not revenue."),
    .money("vendor_cost_usd", "Vendor cost of free tiers: the loss."),
    .percent("share_percent", "Part of the whole free-tier loss."),
    .percent("cumulative_share_percent", "Part of this row and all above it."),
    .unpricedRequests,
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
