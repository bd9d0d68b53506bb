import Ledger

/// A request of a user whom a limit may stop.
package struct LimitedRequest: Sendable {
  package let user: Int32
  package let startedAt: Instant
  package let id: Name
  /// In the reporting zone.
  package let day: Day
  package let credits: Credits
  /// The numbers of the limits that count it.
  package let limits: [Int]
  /// The number of the request for who asks.
  package let index: Int

  package init(
    user: Int32, startedAt: Instant, id: Name, day: Day, credits: Credits, limits: [Int],
    index: Int
  ) {
    self.user = user
    self.startedAt = startedAt
    self.id = id
    self.day = day
    self.credits = credits
    self.limits = limits
    self.index = index
  }
}

/// Plays the requests of each user again, in the order of their time and then of their ids, and stops those
/// that would go over a limit.
///
/// A request is let through only if it fits every limit; one that is stopped counts against none.
package enum LimitReplay {
  /// Returns the stopped ones of `requests`, by user and time.
  package static func stopped(
    among requests: [LimitedRequest], by limits: [UsageLimit]
  ) -> [LimitedRequest] {
    let inOrder = requests.sorted { left, right in
      if left.user != right.user { return left.user < right.user }
      if left.startedAt != right.startedAt { return left.startedAt < right.startedAt }
      return left.id < right.id
    }
    var stopped: [LimitedRequest] = []
    var used: [Used?] = Array(repeating: nil, count: limits.count)
    for request in inOrder {
      let binding = request.limits.filter { limits[$0].validity.contains(request.startedAt) }
      for number in binding {
        let now = Used(user: request.user, day: limits[number].firstDay(of: request.day))
        if used[number]?.isSame(as: now) != true { used[number] = now }
      }
      let own = Int128(request.credits.microcredits)
      let fits = binding.allSatisfy {
        (used[$0]?.microcredits ?? 0) + own <= Int128(limits[$0].credits.microcredits)
      }
      guard fits else {
        stopped.append(request)
        continue
      }
      for number in binding { used[number]?.microcredits += own }
    }
    return stopped
  }

  /// What a user has used of a month or a day so far.
  private struct Used {
    let user: Int32
    let day: Day
    var microcredits: Int128 = 0

    func isSame(as other: Used) -> Bool { user == other.user && day == other.day }
  }
}

extension UsageLimit {
  /// The first day of the time over which credits are counted.
  package func firstDay(of day: Day) -> Day {
    switch span {
    case .month: day.month.period.from
    case .day: day
    }
  }
}
