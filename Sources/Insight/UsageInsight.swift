import Cube
import Ledger
import Pricing
import Rating

/// Who uses what, when and how efficiently in the reported period.
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
  /// The models without a class on the last day.
  package let classless: Set<ModelName>

  /// A model of a provider.
  package struct ModelName: Hashable, Sendable {
    package let provider: Name
    package let model: Name

    package init(provider: Name, model: Name) {
      self.provider = provider
      self.model = model
    }
  }

  /// - Parameters:
  ///   - facts: of the reported period.
  ///   - sums: of the same rows.
  ///   - all: of all rows that were read.
  ///   - history: of the days before the end of the period.
  ///   - period: nil is all days.
  ///   - periods: nil where there is no period before.
  package init(
    _ facts: Facts, _ sums: InsightSums, all: Facts, history: Facts, books: Books,
    zone: ReportingZone, period: Period?, periods: EarlierPeriod?
  ) {
    users = UserUse.all(
      facts, all: all, history: history, periods: periods,
      thresholds: books.settings.segments, isSold: books.isSold)
    segments = CustomerSegments.all(users, periods, books.settings.segments)
    hours = sums.weekHours
    models = ModelUse.all(facts, sums, books: books, zone: zone)
    self.period = period
    let last = facts.byDayAndDimensions.reduce(nil as Day?) { max($0 ?? $1.day, $1.day) }
    let end = last.map { Instant(nanoseconds: zone.start(of: $0 + 1).nanoseconds - 1) }
    classless = Set(
      models.filter {
        books.models.modelClass(
          of: ModelKey(provider: $0.provider, model: $0.model), at: end ?? .distantFuture) == nil
      }.map { ModelName(provider: $0.provider, model: $0.model) })
    days = periods?.days ?? UsageInsight.covered(period, all)
  }

  /// The days of a period from the first usual day of the ledger to the last.
  private static func covered(_ period: Period?, _ all: Facts) -> Int {
    guard let usual = all.usualDays else { return period?.dayCount ?? 0 }
    let first = max(usual.lowerBound, period?.from ?? usual.lowerBound)
    let last = min(usual.upperBound, period?.lastDay ?? usual.upperBound)
    return first <= last ? last - first + 1 : period?.dayCount ?? 0
  }
}
