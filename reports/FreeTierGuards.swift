import Ledger
import Simulation
import Tables

extension Report {
  /// The requests and costs that each guard of the free tiers would have stopped and saved.
  static let freeTierGuards = Report(
    "free-tier-guards", "Free-tier guards",
    columns: [
      .text(
        "guard",
        "Quota: models, credits a month, credits a day, or all that are set."),
      .text("setting", "Allowed models, or credits."),
      .count("requests_stopped", "Requests that it would have stopped."),
      .count("users_stopped", "Users with at least one such request."),
      .money("vendor_cost_saved_usd", "Vendor cost of the stopped requests."),
      .money("vendor_cost_left_usd", "Free-tier loss less the saving."),
      .unpricedRequests,
    ]
  ) { report, input in
    let rows = input.guards
    // What has no price is in no figure; where nothing has one, none is known.
    let isKnown = input.freeTierLoss != nil
    let unpriced = input.facts.total(where: \.terms.isFree).unpriced
    return report.table(
      rows.count, order: "as they are set"
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
  static let freeTierGuardUsers = Report(
    "free-tier-guard-users", "Guarded users",
    columns: [.text("guard", "Quota.")] + AffectedUser.columns
  ) { report, input in
    let rows = input.guardedUsers
    return report.table(
      rows.count,
      order: "largest saving first", weight: { rows[$0].saved.attodollars }
    ) { [.text(Name(rows[$0].guardName))] + rows[$0].cells }
  }
}
