import Ledger
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

/// What one guard would have done.
package struct GuardRow: Hashable, Sendable {
  package let guardName: String
  package let setting: Name
  package let requests: Int64
  package let users: Int
  /// Saved and left add up to the free-tier loss.
  package let saved: Money
  package let left: Money

  package init(
    guardName: String, setting: Name, requests: Int64, users: Int, saved: Money, left: Money
  ) {
    self.guardName = guardName
    self.setting = setting
    self.requests = requests
    self.users = users
    self.saved = saved
    self.left = left
  }
}

/// One user in one month of whom a limit would have stopped something.
package struct GuardedUser: Hashable, Sendable {
  package let guardName: String
  package let user: Name
  package let month: Month
  /// When the user would have noticed, and by which request.
  package let firstStoppedAt: Name
  package let firstRequestID: Name
  package let requests: Int64
  package let microcredits: Int128
  package let saved: Money

  package init(
    guardName: String, user: Name, month: Month, firstStoppedAt: Name, firstRequestID: Name,
    requests: Int64, microcredits: Int128, saved: Money
  ) {
    self.guardName = guardName
    self.user = user
    self.month = month
    self.firstStoppedAt = firstStoppedAt
    self.firstRequestID = firstRequestID
    self.requests = requests
    self.microcredits = microcredits
    self.saved = saved
  }

  /// The columns of `cells`.
  package static let columns = [
    Column("user", .text), Column("month", .text), Column("first_stopped_at", .text),
    Column("first_request_id", .text), Column("requests_stopped", .count),
    Column("credits_stopped", .credits), Column("vendor_cost_saved_usd", .money),
  ]

  /// All but the guard.
  package var cells: [Cell] {
    [
      .text(user), .text(Name(month.description)), .text(firstStoppedAt), .text(firstRequestID),
      .count(Int128(requests)), .creditsSum(microcredits: microcredits), .money(saved),
    ]
  }
}
