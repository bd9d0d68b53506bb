import Cube
import Ledger
import Pricing
import Rating

/// The usage of the reported period by user, by hour of the week and by model.
package struct UsageInsight: Sendable {
  /// The largest vendor cost first.
  package let users: [UserUse]
  /// By customer: the account, or the user where there is none.
  package let segments: [Name: Segment]
  /// By weekday, hour and tier.
  package let hours: [WeekHour]
  /// The largest vendor cost first.
  package let models: [ModelUse]
  /// The days of the period that the ledger covers; 0 without usage.
  package let days: Int
  /// The reported days; nil is all.
  package let period: Period?
  /// The paid use with customers' own keys that owes no fee for want of a class; by provider and model.
  package let withoutFee: [OwnKeyUseWithoutFee]
  /// The option of the run that says up to when the books count, as it was given.
  package let knownAt: String?

  /// - Parameters:
  ///   - facts: of the reported period.
  ///   - sums: of the same rows.
  ///   - all: of all rows that were read.
  ///   - history: of the days before the end of the period.
  ///   - period: nil is all days.
  ///   - periods: nil where there is no period before.
  ///   - knownAt: up to when the books count, as the option says.
  package init(
    _ facts: Facts, _ sums: InsightSums, all: Facts, history: Facts, books: Books,
    zone: ReportingZone, period: Period?, periods: EarlierPeriod?, knownAt: String? = nil
  ) {
    users = UserUse.all(
      facts, all: all, history: history, periods: periods,
      thresholds: books.settings.segments, isSold: books.isSold)
    segments = CustomerSegments.all(users, periods, books.settings.segments)
    hours = sums.weekHours
    models = ModelUse.all(
      facts, sums, books: books, at: UsageInsight.end(of: period, all, zone) ?? .distantFuture)
    withoutFee = OwnKeyUseWithoutFee.all(sums, books.models)
    (self.period, self.knownAt) = (period, knownAt)
    days = periods?.days ?? UsageInsight.covered(period, all)
  }

  /// The last instant of the last day of a period that the ledger covers; nil without a row.
  private static func end(of period: Period?, _ all: Facts, _ zone: ReportingZone) -> Instant? {
    guard let last = all.usualDays?.upperBound else { return nil }
    let day = min(last, period?.lastDay ?? last)
    return Instant(nanoseconds: zone.start(of: day + 1).nanoseconds - 1)
  }

  /// The days of a period from the first usual day of the ledger to the last.
  private static func covered(_ period: Period?, _ all: Facts) -> Int {
    guard let usual = all.usualDays else { return period?.dayCount ?? 0 }
    let first = max(usual.lowerBound, period?.from ?? usual.lowerBound)
    let last = min(usual.upperBound, period?.lastDay ?? usual.upperBound)
    return first <= last ? last - first + 1 : period?.dayCount ?? 0
  }
}
