import Reconciliation
import Tables

extension Report {
  /// Charged requests of paying tiers that earned less than they cost, worst first.
  package static let negativeMargin = Report(
    "negative-margin", "Negative margin",
    columns: [
      .requestID, .requestStartedAt,
      .userID, .tier, .provider,
      .model,
      .requestMoney("vendor_cost_usd", "Vendor cost of the request."),
      Column(
        "credits", .credits, "Credits deducted: recorded, or recomputed where nothing was recorded."
      ),
      .requestMoney("revenue_usd", "Value of those credits."),
      .requestMoney("margin_usd", "That revenue less the vendor cost."),
    ]
  ) { report, input in
    let rows = input.negativeMargins
    let order = worstFirst(rows)
    return report.table(
      rows.count, order: "lowest margin first"
    ) { index in
      let row = rows[Int(order[index])].row
      return [
        .text(row.requestID), .text(row.startedAt), .text(row.user), .text(row.tier),
        .text(row.provider), .text(row.model), .money(row.vendorCost), .credits(row.credits),
        .money(row.revenue), .money(row.margin),
      ]
    }
  }

  /// The indices of the rows by rising margin; equal ones stay by file and line, as they come.
  private static func worstFirst(_ rows: RowList<NegativeMarginRow>) -> [Int32] {
    var margins: [(margin: Int128, index: Int32)] = []
    margins.reserveCapacity(rows.count)
    for index in rows.indices {
      margins.append((rows[index].row.margin.attodollars, Int32(index)))
    }
    margins.sort { $0.margin == $1.margin ? $0.index < $1.index : $0.margin < $1.margin }
    return margins.map(\.index)
  }
}
