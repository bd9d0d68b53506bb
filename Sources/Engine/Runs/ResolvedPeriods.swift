import Ledger

/// The days that a ledger decides: those to report, and those with which they are compared.
struct ResolvedPeriods: Equatable {
  /// Nil is all.
  let period: Period?
  /// Nil where the period is compared with none.
  let compared: ComparedDays?

  /// True if what was mapped by `other` holds for these as well.
  ///
  /// - Parameter changes: when the constant books may change.
  func areCovered(by other: ResolvedPeriods, changes: [Instant]) -> Bool {
    guard period == other.period else { return false }
    // Sums for a comparison that is not made are ignored.
    guard let compared else { return true }
    guard let otherCompared = other.compared, compared.base == otherCompared.base else {
      return false
    }
    let (first, last) = (
      min(compared.constantAt, otherCompared.constantAt),
      max(compared.constantAt, otherCompared.constantAt)
    )
    return !changes.contains { first < $0 && $0 <= last }
  }
}

/// A base with which the reported period is compared.
struct ComparedDays: Hashable {
  let base: Period
  /// The numbers of days of the base and of the reported period that the ledger covers.
  let baseDays: Int
  let days: Int
  /// The instant of the constant books: the end of the last covered day of the reported period.
  let constantAt: Instant
}

extension LedgerDays {
  /// The days of a period from the first day of the ledger to its last; all of them where it has none, as a guess.
  private func covered(_ period: Period) -> Period {
    guard let all, all.lowerBound < period.to, all.upperBound >= period.from else {
      return period
    }
    return Period(
      from: max(period.from, all.lowerBound), to: min(period.to, all.upperBound + 1))
  }

  /// Returns the base of a reported period; nil if there is none.
  func compared(
    _ period: Period?, _ option: RunOptions.ComparisonOption, zone: ReportingZone
  ) -> ComparedDays? {
    guard let period, period.name != nil else { return nil }
    let base: Period
    switch option {
    case .none: return nil
    case .days(let days, _): base = days
    case .periodBefore: base = period.before
    case .coveredPeriodBefore:
      base = period.before
      // Usage in the period, without which it is refused, is after the base: of a gzip file only the start is known here.
      guard let all, all.lowerBound <= base.from else { return nil }
    }
    let covered = covered(period)
    let end = zone.start(of: covered.to)
    return ComparedDays(
      base: base, baseDays: self.covered(base).dayCount, days: covered.dayCount,
      constantAt: Instant(nanoseconds: end.nanoseconds - 1))
  }
}

extension Period {
  /// The previous period: month, quarter, or the same number of days.
  package var before: Period {
    let month = from.month
    if month.period == self { return (from + -1).month.period }
    if let quarter = Period.quarter(endingWith: lastDay), quarter == self,
      let before = Period.quarter(endingWith: from + -1)
    {
      return before
    }
    return Period(from: from + -dayCount, to: from)
  }

  /// The quarter with that last day; nil where none ends then.
  private static func quarter(endingWith day: Day) -> Period? {
    guard day.month.month % 3 == 0, day.month.period.lastDay == day else { return nil }
    return .quarter(day.month.month / 3, of: day.month.year)
  }
}
