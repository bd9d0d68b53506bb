import Cube
import Forecasting
import Ledger

/// What is known to change in the credits that accounts use on the days ahead: prices and multipliers, and models that
/// end or take over.
struct KnownChanges {
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
  static let none = KnownChanges()

  private init() {}

  init(_ facts: Facts, _ history: TrafficHistory, _ forecast: TrafficForecast, days: Int) {
    let recent = AccountForecast.recent(facts, history)
    let nothing = [Int128](repeating: 0, count: days)
    for line in forecast.lines {
      let isEnding = forecast.leavesOn(line) != nil
      guard isEnding || line.hasNewPrices else { continue }
      for account in recent[line.origin, default: [:]].keys {
        let known = courses[account]?.endsOrBegins ?? false
        courses[account] = Course(
          endsOrBegins: known || isEnding, expected: nothing, unchanged: nothing)
      }
    }
    for line in forecast.lines { add(line, recent[line.origin, default: [:]]) }
  }

  /// Shares a line out among the accounts that are changed, as credits were in the last four weeks.
  private mutating func add(_ line: TrafficForecast.Line, _ recent: [Name: Traffic]) {
    let credits = recent.values.reduce(0) { $0 + max(0, $1.microcredits) }
    let requests = recent.values.reduce(0) { $0 + Int128(max(0, $1.requests)) }
    for (account, traffic) in recent where courses[account] != nil {
      let (part, whole) =
        credits > 0
        ? (max(0, traffic.microcredits), credits)
        : (Int128(max(0, traffic.requests)), requests)
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

  /// What is known of an account.
  func of(_ account: Name) -> RunOut.Known {
    guard let course = courses[account] else { return .nothing }
    func figures(_ values: [Int128]) -> [ExactFigure] {
      values.map { ExactFigure($0, scale: Credits.decimals) }
    }
    return course.endsOrBegins
      ? .course(figures(course.expected))
      : .prices(figures(course.expected), unchanged: figures(course.unchanged))
  }
}

extension TrafficForecast.Line {
  /// Whether some day ahead has other credits than it would have at the books of the first.
  fileprivate var hasNewPrices: Bool {
    zip(days.used, unchanged.used).contains {
      $0.traffic.microcredits != $1.traffic.microcredits
    }
  }
}
