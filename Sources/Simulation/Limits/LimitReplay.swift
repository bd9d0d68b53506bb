import Ledger

/// A request of a user whom a limit may stop.
package struct LimitedRequest: Sendable {
  package let user: Int32
  package let startedAt: Instant
  /// In the reporting zone.
  package let day: Day
  package let credits: Credits
  /// Bit n is set where limit n, of at most 64, is about it, whenever it started.
  package let limits: UInt64
  /// Which of all it is, in the order of files and lines.
  package let number: Int

  package init(
    user: Int32, startedAt: Instant, day: Day, credits: Credits, limits: UInt64, number: Int
  ) {
    self.user = user
    self.startedAt = startedAt
    self.day = day
    self.credits = credits
    self.limits = limits
    self.number = number
  }
}

/// Plays the requests of each user again, in the order of their time and then of the ledger, and stops those
/// that would go over a limit.
///
/// A request is let through only if it fits every limit that is in force when it starts; one that is stopped counts
/// against none. What was let through before a limit began, in the same month or day, counts against it.
package enum LimitReplay {
  /// Returns `requests`, which are in the order of their numbers, by user, time and number: the order in which they
  /// are played.
  ///
  /// - Parameter users: how many there are.
  package static func inOrder(_ requests: [LimitedRequest], users: Int) -> [LimitedRequest] {
    var ends = [Int](repeating: 0, count: users)
    for request in requests { ends[Int(request.user)] += 1 }
    var next = 0
    for user in ends.indices { (ends[user], next) = (next, next + ends[user]) }
    // Those of each user stay in the order of their numbers, which is that of their times as a rule.
    var sorted = requests
    for request in requests {
      sorted[ends[Int(request.user)]] = request
      ends[Int(request.user)] += 1
    }
    var start = 0
    for end in ends {
      let isInOrder = (start..<end).dropFirst().allSatisfy {
        sorted[$0 - 1].startedAt <= sorted[$0].startedAt
      }
      if !isInOrder {
        sorted[start..<end].sort {
          $0.startedAt == $1.startedAt ? $0.number < $1.number : $0.startedAt < $1.startedAt
        }
      }
      start = end
    }
    return sorted
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
    // Of each limit, the day met last and where its month or day begins: neighbours are of one day.
    var known = limits.map { _ in (day: Day(number: .min), from: Day(number: .min)) }
    for request in requests {
      let (user, own) = (request.user, Int128(request.credits.microcredits))
      var fits = true
      for (number, limit) in limits.enumerated() where request.isCounted(by: first + number) {
        if known[number].day != request.day {
          known[number] = (request.day, limit.firstDay(of: request.day))
        }
        let day = known[number].from
        if used[number].user != user || used[number].day != day {
          used[number] = Used(user: user, day: day, microcredits: before(user, number, day))
        }
        // What was used before the limit began counts; it stops only while it is in force.
        guard limit.validity.contains(request.startedAt) else { continue }
        fits = fits && used[number].microcredits + own <= Int128(limit.credits.microcredits)
      }
      guard fits else {
        stopped.append(request)
        continue
      }
      for number in limits.indices where request.isCounted(by: first + number) {
        used[number].microcredits += own
      }
    }
    return stopped
  }

  /// The usage of a user in a month or a day so far.
  private struct Used {
    let user: Int32
    let day: Day
    var microcredits: Int128
  }
}

extension LimitedRequest {
  /// True if the limit with that number covers the request, whenever it started.
  fileprivate func isCounted(by number: Int) -> Bool { limits & (1 << UInt64(number)) != 0 }
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
