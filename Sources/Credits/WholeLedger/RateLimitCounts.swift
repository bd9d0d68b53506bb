import Ledger

/// Counts the requests of each account, row and window, in the order of time.
struct RateLimitCounts {
  private var open: [Key: Exceeded] = [:]

  /// A time in which a limit holds.
  struct Window {
    let isDay: Bool
    /// The minute since 1970, or the day.
    let number: Int64
    let limit: Int
  }

  private static let minute = 60 * Instant.nanosecondsPerSecond

  /// Returns the minute of UTC of an instant, counted from 1970.
  static func minute(of instant: Instant) -> Int64 {
    let (minutes, rest) = instant.nanoseconds.quotientAndRemainder(dividingBy: minute)
    return rest < 0 ? minutes - 1 : minutes
  }

  /// Returns the first instant of a minute.
  static func start(ofMinute number: Int64) -> Instant { Instant(nanoseconds: number * minute) }

  private struct Key: Hashable {
    let account: Int32
    let row: Int
    let isDay: Bool
  }

  /// A window with its requests; it is exceeded if they are more than its limit.
  struct Exceeded {
    let row: Int
    let isDay: Bool
    /// The minute since 1970, or the day.
    let number: Int64
    let limit: Int
    private(set) var requests = 0
    /// The index of the first request above the limit.
    private(set) var first = 0
    /// The credits of the requests above the limit.
    private(set) var stake = RequestCreditSum()

    fileprivate init(_ window: Window, row: Int) {
      self.row = row
      (isDay, number, limit) = (window.isDay, window.number, window.limit)
    }

    fileprivate var isExceeded: Bool { requests > limit }

    fileprivate mutating func add(_ request: UsageRequest, at index: Int) {
      requests += 1
      guard isExceeded else { return }
      if requests == limit + 1 { first = index }
      stake.add(request)
    }
  }

  /// Counts a request, which is not before the one counted last; returns the window that it closes, if that was exceeded.
  mutating func count(
    _ request: UsageRequest, at index: Int, of row: Int, in window: Window
  ) -> Exceeded? {
    let key = Key(account: request.account, row: row, isDay: window.isDay)
    var done: Exceeded?
    if let current = open[key], current.number != window.number {
      if current.isExceeded { done = current }
      open[key] = nil
    }
    open[key, default: Exceeded(window, row: row)].add(request, at: index)
    return done
  }

  /// Returns the windows that are still open and were exceeded, in any order.
  func rest() -> [Exceeded] { open.values.filter(\.isExceeded) }
}
