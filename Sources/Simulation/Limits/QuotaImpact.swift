import Ledger
import Tables

/// The effect of one guard.
package struct QuotaImpact: Hashable, Sendable {
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
package struct AffectedUser: Hashable, Sendable {
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
    Column("user", .text, "User affected by the quota."),
    Column("month", .text, "Month in the reporting zone."),
    Column(
      "first_stopped_at", .text,
      "First time that the quota would have affected the user; for a model restriction, the day."),
    Column("first_request_id", .text, "First request that the quota would have stopped."),
    Column("requests_stopped", .count, "Requests of the month that the quota would have stopped."),
    Column("credits_stopped", .credits, "Credits of those requests."),
    Column("vendor_cost_saved_usd", .money, "Vendor cost of those requests."),
  ]

  /// All but the guard.
  package var cells: [Cell] {
    [
      .text(user), .text(Name(month.description)), .text(firstStoppedAt), .text(firstRequestID),
      .count(Int128(requests)), .creditsSum(microcredits: microcredits), .money(saved),
    ]
  }
}
