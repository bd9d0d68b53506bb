import Forecasting

/// The days of something odd, and those that tell what was usual; both count from 0 at the beginning of the history.
///
/// A level shift is its first week, compared with the week before. Any other day is compared with up to four of the
/// same weekday at the same level, earlier ones first: other levels were not expected of it. Other odd days say nothing of
/// what is usual; where fewer than three of the same weekday are left, all other days of the level tell it.
struct AnomalyBaseline {
  let odd: [Int]
  let usual: [Int]

  /// - Parameters:
  ///   - first: the first day of the series.
  ///   - shifts: the first day of each further level, in order.
  ///   - others: every odd day of the series.
  ///   - count: how many days the history has.
  init(
    _ kind: OutlookAnomaly.Kind, on day: Int, from first: Int, shifts: [Int], odd others: Set<Int>,
    count: Int
  ) {
    let start = shifts.last { $0 <= day } ?? first
    let level = start..<(shifts.first { $0 > day } ?? count)
    if kind == .levelShift {
      let before = (shifts.last { $0 < day } ?? first)..<day
      odd = Array(level.prefix(7))
      usual = Array(before.suffix(7))
      return
    }
    odd = [day]
    let same = [-1, -2, -3, -4, 1, 2, 3, 4].map { day + 7 * $0 }.filter {
      level.contains($0) && !others.contains($0)
    }
    let plain = level.filter { $0 != day && !others.contains($0) }
    usual = same.count >= 3 || plain.isEmpty ? Array(same.prefix(4)) : plain
  }

  /// Twice what is more on the odd days than usually, in medians, which another odd day among them does not move; twice,
  /// because the middle of two amounts may be half of the smallest unit.
  func doubledChange(_ amount: (Int) -> Int128) -> Int128 {
    AnomalyBaseline.doubledMedian(odd.map(amount))
      - AnomalyBaseline.doubledMedian(usual.map(amount))
  }

  /// Twice the median of some amounts.
  static func doubledMedian(_ amounts: [Int128]) -> Int128 {
    guard !amounts.isEmpty else { return 0 }
    let sorted = amounts.sorted()
    return sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
  }
}
