import Credits
import Ledger
import Tables

/// `coupons-report.csv`: every coupon of the book and every other redeemed code, with its redemptions.
package struct CouponsTable {
  private let audit: CreditAudit

  package init(_ audit: CreditAudit) { self.audit = audit }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("code", "Code of the coupon."),
    .text("kind", "Kind of the coupon; blank if coupons.csv lacks it."),
    .count("redemptions", "Applied redemptions up to the end of the period."),
    .count("accounts", "Accounts with such a redemption."),
    .credits("credits", "Credits granted by the redemptions."),
    .money("discount_usd", "Discounts of the coupon on the prices of resets."),
    .count("max_uses", "Maximum number of redemptions; blank for no limit."),
    .count("uses_left", "max_uses less the redemptions that count towards it; blank for no limit."),
    .text("first_at", "Instant of the first redemption, in UTC."),
    .text("last_at", "Instant of the last redemption, in UTC."),
    .count("findings", "Findings about its redemptions."),
  ]

  package var table: Table {
    let coupons = audit.coupons
    return Table(
      name: "coupons-report", title: "Coupons", columns: CouponsTable.columns,
      rowCount: coupons.count, order: "most redemptions first",
      weight: { Int128(coupons[$0].redemptions) }
    ) { index in
      let row = coupons[index]
      return [
        .text(row.code), row.kind.map { .text(Name($0)) } ?? .blank,
        .count(Int128(row.redemptions)), .count(Int128(row.accounts)),
        CreditTableCells.credits(row.credits), CreditTableCells.money(row.discount),
        .count(orBlank: row.maxUses.map { Int64($0) }),
        .count(orBlank: row.usesLeft.map { Int64($0) }),
        row.firstAt.map(CreditTableCells.instant) ?? .blank,
        row.lastAt.map(CreditTableCells.instant) ?? .blank, .count(Int128(row.findings)),
      ]
    }
  }
}
