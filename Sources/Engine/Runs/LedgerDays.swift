import Cube
import Intake
import Ledger
import Workspace

/// The days on which a ledger has usage, in the reporting zone, and the period that a name such as "last month" means.
package struct LedgerDays {
  /// The usual days with usage, in order, without those of a wrong clock.
  let days: [Day]
  /// The first and the last day with usage, of a wrong clock or not; nil without any.
  let all: ClosedRange<Day>?

  init(days: [Day]) {
    self.days = days
    all = nil
  }

  /// Counts days without rating a row.
  ///
  /// - Parameter buckets: give the days of a ledger without a request.
  init(of job: MappingInputs, _ buckets: [BucketExport]) {
    var job = job
    job.ratedBy = .nothing
    job.countsDays = true
    self.init(in: LedgerMap(job).slices, job.zone, buckets)
  }

  /// - Parameter slices: of a job that counts days.
  init(in slices: [SliceResult], _ zone: ReportingZone, _ buckets: [BucketExport]) {
    var rows: [Day: Int64] = [:]
    for slice in slices { rows.merge(slice.rowsByDay) { $0 + $1 } }
    let counted = rows.sorted { $0.key < $1.key }.map { (day: $0.key, requests: $0.value) }
    if let first = counted.first, let last = counted.last {
      all = first.day...last.day
    } else {
      all = nil
    }
    if let usual = TypicalDateRange.span(counted) {
      days = counted.map(\.day).filter(usual.contains)
    } else {
      days = buckets.days(in: zone)
    }
  }

  /// The first and the last of them; nil without any.
  var span: ClosedRange<Day>? {
    guard let first = days.first, let last = days.last else { return nil }
    return first...last
  }

  /// The last month on whose last day, or later, the ledger has usage, and which has some; where there is none, the last
  /// with usage.
  var lastMonth: Month? {
    guard let last = days.last else { return nil }
    return days.last { $0.month.period.lastDay <= last }?.month ?? last.month
  }

  /// The latest month of that number, from 1 for January, with usage.
  func latest(_ month: Int) -> Month? { days.last { $0.month.month == month }?.month }

  /// The latest quarter of that number, from 1, with usage.
  func latest(quarter: Int) -> Period? {
    days.last { ($0.month.month + 2) / 3 == quarter }
      .map { Period.quarter(quarter, of: $0.month.year) }
  }

  /// The month that is probably meant by days without usage: the nearest of that name, as of a slip in the year, else
  /// the last.
  func likely(for period: Period) -> Month? {
    let month = period.from.month
    guard month.period == period else { return lastMonth }
    let named = days.filter { $0.month.month == month.month }
    return named.min {
      ($0.month.year - month.year).magnitude < ($1.month.year - month.year).magnitude
    }?.month ?? lastMonth
  }
}

extension [BucketExport] {
  /// The days on which usage by bucket begins, in order.
  func days(in zone: ReportingZone) -> [Day] {
    Set(lazy.flatMap(\.buckets).map { zone.day(of: $0.key.span.from) }).sorted()
  }
}
