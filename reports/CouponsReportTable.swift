import Credits
import Ledger
import Tables

/// `coupons-report.csv`: every coupon of the book, and other codes that were redeemed.
package struct CouponsReportTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("code", "Code of the coupon."),
    .text(
      "kind",
      "credit_bonus, free_month, percentage_discount or fixed_discount; blank is not in coupons.csv."
    ),
    .count("redemptions", "Applied redemptions up to the end of the period."),
    .count("accounts", "Accounts that redeemed it."),
    .credits("credits", "Credits granted."),
    .money("discount_usd", "Money that its discounts took off the prices of resets."),
    .count("max_uses", "Limit of redemptions, by coupons.csv; blank is no limit."),
    .count("uses_left", "Redemptions that the limit still allows; blank is no limit."),
    .text("first_at", "Instant of the first redemption, in UTC; blank without one."),
    .text("last_at", "Instant of the last redemption, in UTC; blank without one."),
    .count("findings", "Findings about its redemptions."),
  ]

  package var table: Table {
    let rows = audit.coupons
    return Table(
      name: "coupons-report", title: "Coupons", columns: CouponsReportTable.columns,
      rowCount: rows.count, order: "most redemptions first",
      weight: { Int128(rows[$0].redemptions) }
    ) { index in
      let row = rows[index]
      func count(_ count: Int?) -> Cell { count.map { .count(Int128($0)) } ?? .blank }
      return [
        .text(row.code), CouponsReportTable.kind(of: row),
        count(row.redemptions), count(row.accounts), CreditCells.credits(row.credits),
        CreditCells.money(row.discount), count(row.terms?.maxUses), count(row.usesLeft),
        CreditCells.instant(row.firstAt ?? .max), CreditCells.instant(row.lastAt ?? .max),
        count(row.findings),
      ]
    }
  }

  /// The kind as in coupons.csv; blank for a code that it lacks.
  private static func kind(of row: CouponRow) -> Cell {
    switch row.terms?.benefit {
    case .credits: .text("credit_bonus")
    case .freeMonths: .text("free_month")
    case .percent: .text("percentage_discount")
    case .amount: .text("fixed_discount")
    case nil: .blank
    }
  }
}
