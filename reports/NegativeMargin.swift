import Reconciliation
import Tables

extension Report {
  /// Charged requests of paying tiers that earned less than they cost, worst first.
  static let negativeMargin = Report("negative-margin") { input in
    let rows = worstFirst(input.negativeMargins)
    return Table(
      name: "negative-margin", title: "Negative margin",
      columns: [
        Column("request_id", .text), Column("request_started_at", .text),
        Column("user_id", .text), Column("tier", .text), Column("provider", .text),
        Column("model", .text), Column("vendor_cost_usd", .requestMoney),
        Column("credits", .credits), Column("revenue_usd", .requestMoney),
        Column("margin_usd", .requestMoney),
      ],
      rowCount: rows.count, order: "lowest margin first"
    ) { index in
      let row = rows[index]
      return [
        .text(row.requestID), .text(row.startedAt), .text(row.user), .text(row.tier),
        .text(row.provider), .text(row.model), .money(row.vendorCost), .credits(row.credits),
        .money(row.revenue), .money(row.margin),
      ]
    }
  }

  /// The rows by rising margin; equal ones stay by file and line, as they come.
  private static func worstFirst(_ rows: [Located<NegativeMarginRow>]) -> [NegativeMarginRow] {
    rows.indices.sorted { left, right in
      let (leftMargin, rightMargin) = (rows[left].row.margin, rows[right].row.margin)
      return leftMargin == rightMargin ? left < right : leftMargin < rightMargin
    }.map { rows[$0].row }
  }
}
