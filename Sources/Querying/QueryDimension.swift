import Ledger
import Store

/// A name by which usage can be grouped or chosen, by the word that asks for it.
package enum QueryDimension: String, CaseIterable, Sendable {
  case tier, provider, model, service
  case serviceTier = "service_tier"
  case account, user, day, week, month
  /// The key was the customer's own.
  case ownKey = "own_key"

  /// The heading of its column.
  package var heading: String {
    switch self {
    case .tier: "Tier"
    case .provider: "Provider"
    case .model: "Model"
    case .service: "Service"
    case .serviceTier: "Service tier"
    case .account: "Account"
    case .user: "User"
    case .day: "Day"
    case .week: "Week"
    case .month: "Month"
    case .ownKey: "Own key"
    }
  }

  /// Its keys are times, which are in their order.
  package var isTime: Bool { [.day, .week, .month].contains(self) }

  /// The sums by account and month have it.
  var isOfMonths: Bool {
    switch self {
    case .tier, .provider, .model, .account, .user, .month: true
    case .service, .serviceTier, .day, .week, .ownKey: false
    }
  }

  /// Returns its key for a group; nil if it is of users.
  func key(of group: UsageGroup) -> Name? {
    switch self {
    case .tier: group.tier
    case .provider: group.provider
    case .model: group.model
    case .service: group.service
    case .serviceTier: group.serviceTier
    case .ownKey: group.isOwnKey.map { $0 ? "true" : "false" }
    case .day: Name(group.day.description)
    case .week: Name(group.day.isoWeek)
    case .month: Name(group.day.month.description)
    case .account, .user: nil
    }
  }

  /// Returns its key for a user; nil if it is of groups.
  func key(of user: UserKey) -> Name? {
    switch self {
    case .account: user.account
    case .user: user.reported
    default: nil
    }
  }
}

extension Day {
  /// The week of ISO 8601, from Monday to Sunday: `2026-W36`.
  package var isoWeek: String {
    // 1 January 1970 was a Thursday; the week belongs to the year of its Thursday.
    let sinceMonday = (number + 3) % 7
    let thursday = Day(number: number - (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 3)
    let year = thursday.civil.year
    guard let start = Day(year: year, month: 1, day: 1) else {
      preconditionFailure("every year has a first day")
    }
    let week = (thursday - start) / 7 + 1
    return "\(year)-W\(week < 10 ? "0" : "")\(week)"
  }
}
