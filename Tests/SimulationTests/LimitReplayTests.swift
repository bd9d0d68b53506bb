import Ledger
import Simulation
import Testing

struct LimitReplayTests {
  /// By user, then time, then place in the ledger; most ledgers are in the order of time, this one is not.
  @Test
  func `requests are played by user and time, those of one instant in the order of the ledger`() {
    let ledger: [(user: Int32, second: Int64)] = [
      (1, 30), (0, 20), (1, 10), (0, 20), (3, 5), (1, 10), (0, 10),
    ]
    let requests = ledger.enumerated().map { number, row in
      LimitReplayTests.request(number, user: row.user, second: row.second)
    }
    #expect(LimitReplay.inOrder(requests, users: 4).map(\.number) == [6, 1, 3, 2, 5, 0, 4])
    #expect(LimitReplay.inOrder([], users: 0).isEmpty)
  }

  /// Of 10 a day 3 + 4 are used when a request of 4 comes, which counts against nothing: so 3 more fit; the next day
  /// begins anew; another user has 9 from before.
  @Test func `a request above the limit is stopped, and a smaller one after it fits`() {
    let limit = UsageLimit(
      .freeTiers, span: .day, credits: Credits(microcredits: 10_000_000))
    let rows: [(user: Int32, day: Int32, credits: Int64)] = [
      (0, 5, 3), (0, 5, 4), (0, 5, 4), (0, 5, 3), (0, 6, 10), (1, 5, 2), (1, 5, 1),
    ]
    let requests = rows.enumerated().map { number, row in
      LimitReplayTests.request(
        number, user: row.user, second: Int64(number), day: row.day, credits: row.credits)
    }
    let stopped = LimitReplay.stopped(among: requests, by: [limit], first: 0) { user, _, day in
      user == 1 && day == Day(number: 5) ? 9_000_000 : 0
    }
    #expect(stopped.map(\.number) == [2, 5])
  }

  /// Of a budget of 4, which begins at second 12, the request before used all.
  ///
  /// Before it 8 are allowed: a request of 5 is too much after 4.
  @Test func `what was used in the month before a limit began counts against it`() {
    func limit(_ credits: Int64, from: Int64?, to: Int64?) -> UsageLimit {
      func instant(_ second: Int64?) -> Instant? {
        second.map { Instant(nanoseconds: $0 * 1_000_000_000) }
      }
      return UsageLimit(
        .freeTiers, span: .month, credits: Credits(microcredits: credits * 1_000_000),
        during: Validity(
          from: instant(from) ?? .distantPast, to: instant(to) ?? .distantFuture))
    }
    let rows: [(second: Int64, credits: Int64)] = [(9, 4), (10, 5), (12, 4), (13, 1)]
    let requests = rows.enumerated().map { number, row in
      LimitedRequest(
        user: 0, startedAt: Instant(nanoseconds: row.second * 1_000_000_000), day: Day(number: 0),
        credits: Credits(microcredits: row.credits * 1_000_000), limits: 3, number: number)
    }
    let first = limit(8, from: nil, to: 12)
    let second = limit(4, from: 12, to: nil)
    func stopped(_ limits: [UsageLimit]) -> [Int] {
      LimitReplay.stopped(among: requests, by: limits, first: 0) { _, _, _ in 0 }.map(\.number)
    }
    #expect(stopped([second]) == [2, 3])
    #expect(stopped([first, second]) == [1, 2, 3])
    #expect(stopped([first]) == [1])
  }

  private static func request(
    _ number: Int, user: Int32, second: Int64, day: Int32 = 0, credits: Int64 = 0
  ) -> LimitedRequest {
    LimitedRequest(
      user: user, startedAt: Instant(nanoseconds: second * 1_000_000_000), day: Day(number: day),
      credits: Credits(microcredits: credits * 1_000_000), limits: 1, number: number)
  }
}
