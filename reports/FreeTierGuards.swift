import Ledger
import Simulation
import Tables

extension Report {
  /// What each guard of the free tiers would have stopped and saved.
  static let freeTierGuards = Report("free-tier-guards") { input in
    let rows = input.guards
    // What has no price is in no figure; where nothing has one, none is known.
    let isKnown = input.freeTierLoss != nil
    let unpriced = input.facts.total(where: \.terms.isFree).unpriced
    return Table(
      name: "free-tier-guards", title: "Free-tier guards",
      columns: [
        Column("guard", .text), Column("setting", .text), Column("requests_stopped", .count),
        Column("users_stopped", .count), Column("vendor_cost_saved_usd", .money),
        Column("vendor_cost_left_usd", .money), Column("unpriced_requests", .count),
      ], rowCount: rows.count, order: "as they are set"
    ) { index in
      let row = rows[index]
      return [
        .text(Name(row.guardName)), .text(row.setting),
        .count(orBlank: isKnown ? row.requests : nil),
        .count(orBlank: isKnown ? Int64(row.users) : nil),
        .money(orBlank: isKnown ? row.saved : nil),
        .money(orBlank: isKnown ? row.left : nil), .count(Int128(unpriced)),
      ]
    }
  }

  /// Whom the limits of the free tiers would have stopped, and when they would have noticed.
  static let freeTierGuardUsers = Report("free-tier-guard-users") { input in
    let rows = input.guardedUsers
    return Table(
      name: "free-tier-guard-users", title: "Guarded users",
      columns: [Column("guard", .text)] + GuardedUser.columns, rowCount: rows.count,
      order: "largest saving first", weight: { rows[$0].saved.attodollars }
    ) { [.text(Name(rows[$0].guardName))] + rows[$0].cells }
  }
}
