import Ledger

/// The criterion by which the outlook groups requests.
package enum ForecastDimension: String, CaseIterable, Sendable {
  case tier, provider, model, service
  case tierAndModel = "tier-model"
  case account

  /// The name of the group of a kind; nil for a cut that kinds do not know.
  func name(of kind: TrafficKind) -> Name? {
    switch self {
    case .tier: joined(kind.tier)
    case .provider: joined(kind.provider)
    case .model: joined(kind.model)
    case .service: joined(kind.service)
    case .tierAndModel: joined(kind.tier, kind.model)
    case .account: nil
    }
  }

  /// The name of the group of these values, such as `tier/pro`.
  func joined(_ values: Name...) -> Name {
    Name(bytes: Array(([Array(rawValue.utf8)] + values.map(\.bytes)).joined(separator: [0x2F])))
  }
}

/// The length of the stretches that the outlook reports.
package enum OutlookLevel: String, CaseIterable, Sendable {
  case day, week, month

  /// The stretches of `count` days from `first` on, each within a calendar week (from Monday) or month.
  func blocks(from first: Day, count: Int) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var start = 0
    for next in 1...max(1, count) where next == count || isCut(before: first + next) {
      blocks.append(start..<next)
      start = next
    }
    return count == 0 ? [] : blocks
  }

  private func isCut(before day: Day) -> Bool {
    switch self {
    case .day: true
    // 1 January 1970 was a Thursday.
    case .week: (Int(day.number) + 3) % 7 == 0
    case .month: day.civil.day == 1
    }
  }
}
