import Cube
import Forecasting
import Ledger

/// The known changes of the accounts' credit use on the days ahead.
///
/// They come from prices and multipliers, and from models that end or take over.
struct ScheduledChanges {
  /// By account; the others go on as they did.
  private var courses: [Name: Course] = [:]

  /// The credits that an account is expected to use, one per day ahead, in microcredits.
  private struct Course {
    /// Some model of the account ends: its own history is no measure any more.
    var endsOrBegins: Bool
    var expected: [Int128]
    /// The same at the books of the first day ahead.
    var unchanged: [Int128]
  }

  /// Nothing is known to change.
  static let none = ScheduledChanges()

  private init() {}

  init(_ facts: Facts, _ history: TrafficHistory, _ forecast: TrafficForecast, days: Int) {
    let recent = AccountShares(facts, history)
    let nothing = [Int128](repeating: 0, count: days)
    for line in forecast.lines {
      let isEnding = forecast.leavesOn(line) != nil
      guard isEnding || line.hasNewPrices else { continue }
      for (account, _) in recent.of(line.origin) {
        let known = courses[account]?.endsOrBegins ?? false
        courses[account] = Course(
          endsOrBegins: known || isEnding, expected: nothing, unchanged: nothing)
      }
    }
    for line in forecast.lines { add(line, recent.of(line.origin)) }
  }

  /// Shares a line out among the accounts that are changed, by their credits.
  private mutating func add(
    _ line: TrafficForecast.Line, _ shares: [(account: Name, share: AccountShares.Share)]
  ) {
    let ofCredits = shares.map { $0.share.weight(of: $0.share.traffic.microcredits) }
    let weights =
      ofCredits.contains { $0 > 0 }
      ? ofCredits : shares.map { $0.share.weight(of: Int128($0.share.traffic.requests)) }
    let whole = weights.reduce(0, +)
    for (account, part) in zip(shares.lazy.map(\.account), weights) where courses[account] != nil {
      func share(_ microcredits: Int128) -> Int128 {
        Quotient.halfEven(microcredits, times: part, over: whole) ?? 0
      }
      for entry in line.days.used {
        courses[account]?.expected[entry.day] += share(entry.traffic.microcredits)
      }
      for entry in line.unchanged.used {
        courses[account]?.unchanged[entry.day] += share(entry.traffic.microcredits)
      }
    }
  }

  /// Returns the known changes for an account.
  func of(_ account: Name) -> RunOut.Known {
    guard let course = courses[account],
      course.endsOrBegins || (course.expected + course.unchanged).contains(where: { $0 > 0 })
    else { return .nothing }
    func figures(_ values: [Int128]) -> [ExactFigure] {
      values.map { ExactFigure($0, scale: Credits.decimals) }
    }
    return course.endsOrBegins
      ? .course(figures(course.expected))
      : .prices(figures(course.expected), unchanged: figures(course.unchanged))
  }
}

extension TrafficForecast.Line {
  /// True if a day ahead has other credits than it would have at the books of the first.
  fileprivate var hasNewPrices: Bool {
    zip(days.used, unchanged.used).contains {
      $0.traffic.microcredits != $1.traffic.microcredits
    }
  }
}
