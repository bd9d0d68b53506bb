import Ledger

/// A request of a user whom a limit may stop.
package struct LimitedRequest: Sendable {
  package let user: Int32
  package let startedAt: Instant
  package let id: Name
  /// In the reporting zone.
  package let day: Day
  package let credits: Credits
  /// Bit n is set where limit n, of at most 64, counts it.
  package let limits: UInt64
  /// Which of all it is, in the order of files and lines.
  package let number: Int

  package init(
    user: Int32, startedAt: Instant, id: Name, day: Day, credits: Credits, limits: UInt64,
    number: Int
  ) {
    self.user = user
    self.startedAt = startedAt
    self.id = id
    self.day = day
    self.credits = credits
    self.limits = limits
    self.number = number
  }
}

/// Plays the requests of each user again, in the order of their time and then of the ledger, and stops those
/// that would go over a limit.
///
/// A request is let through only if it fits every limit; one that is stopped counts against none.
package enum LimitReplay {
  /// Returns `requests` by user, time and number: the order in which they are played.
  package static func inOrder(_ requests: [LimitedRequest]) -> [LimitedRequest] {
    // Numbers alone are sorted: ids are counted references.
    let keys = requests.indices.map {
      (user: requests[$0].user, time: requests[$0].startedAt, place: $0)
    }
    let sorted = keys.sorted { left, right in
      if left.user != right.user { return left.user < right.user }
      if left.time != right.time { return left.time < right.time }
      return requests[left.place].number < requests[right.place].number
    }
    return sorted.map { requests[$0.place] }
  }

  /// Returns the stopped ones of requests that are in order.
  ///
  /// - Parameters:
  ///   - first: the number of the first of `limits` for the requests, which count several attempts.
  ///   - used: what a user has used, in microcredits, of one of `limits` in the month or day that begins on a day,
  ///     before the first of `requests` in it.
  package static func stopped(
    among requests: [LimitedRequest], by limits: [UsageLimit], first: Int,
    used before: (_ user: Int32, _ limit: Int, _ from: Day) -> Int128
  ) -> [LimitedRequest] {
    var stopped: [LimitedRequest] = []
    var used = limits.map { _ in Used(user: -1, day: Day(number: .min), microcredits: 0) }
    // Looked at where they are: a copy counts the references of its id.
    for place in requests.indices {
      let (user, own) = (requests[place].user, Int128(requests[place].credits.microcredits))
      var fits = true
      for (number, limit) in limits.enumerated()
      where requests[place].isCounted(by: first + number, limit) {
        let day = limit.firstDay(of: requests[place].day)
        if used[number].user != user || used[number].day != day {
          used[number] = Used(user: user, day: day, microcredits: before(user, number, day))
        }
        fits = fits && used[number].microcredits + own <= Int128(limit.credits.microcredits)
      }
      guard fits else {
        stopped.append(requests[place])
        continue
      }
      for (number, limit) in limits.enumerated()
      where requests[place].isCounted(by: first + number, limit) {
        used[number].microcredits += own
      }
    }
    return stopped
  }

  /// What a user has used of a month or a day so far.
  private struct Used {
    let user: Int32
    let day: Day
    var microcredits: Int128
  }
}

extension LimitedRequest {
  /// Whether the limit of that number is about the request, at its time.
  fileprivate func isCounted(by number: Int, _ limit: UsageLimit) -> Bool {
    limits & (1 << UInt64(number)) != 0 && limit.validity.contains(startedAt)
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
