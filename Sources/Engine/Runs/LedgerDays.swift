import Cube
import Intake
import Ledger
import Workspace

/// The days on which a ledger has usage, in the reporting zone, and what a period that was named means by them.
package struct LedgerDays {
  /// The usual days with usage, in order: requests of a wrong clock are none of them.
  let days: [Day]

  /// Reads a ledger once for its days; where it has no request, those of its exports of usage by bucket.
  init(of job: MapJob, _ starts: [Int: EarlierStarts], _ buckets: [BucketExport]) {
    var job = job
    job.listsRows = false
    job.earlierStarts = starts
    var map = LedgerMap(job)
    let rows = map.slices.compactMap(\.lastDay).max()
    let facts = Facts(merging: map.takeFacts())
    if let usual = facts.usualDays {
      var days: [Day] = []
      for day in facts.byDayAndDimensions.lazy.map(\.day) where usual.contains(day) {
        if days.last != day { days.append(day) }
      }
      self.days = days
    } else {
      days = rows.map { [$0] } ?? buckets.days(in: job.zone)
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

extension LedgerRun {
  /// The days to report; nil is all.
  ///
  /// For those that the ledger decides, it is read once to find its usual days.
  package static func period(
    _ options: RunOptions, files: [LedgerFile], workspace: Workspace,
    _ starts: [Int: EarlierStarts]
  ) throws(RunRefusal) -> Period? {
    func days() -> LedgerDays {
      LedgerDays(of: workspace.job(options).with(files: files), starts, workspace.buckets)
    }
    switch options.period {
    case .all: return nil
    case .days(let period): return period
    case .last(let count):
      return days().days.last.map { Period(from: $0 + (1 - count), to: $0 + 1) }
    case .lastMonth: return days().lastMonth?.period
    case .month(let number):
      let days = days()
      guard !days.days.isEmpty else { return nil }
      if let month = days.latest(number) { return month.period }
      throw NoUsage(
        message: "no usage in any \(DayWords.months[number - 1])", among: days,
        likely: days.lastMonth, root: workspace.root, options
      ).refusal(workspace.findings)
    case .quarter(let number):
      let days = days()
      guard !days.days.isEmpty else { return nil }
      if let quarter = days.latest(quarter: number) { return quarter }
      throw NoUsage(
        message: "no usage in any quarter \(number)", among: days, likely: days.lastMonth,
        root: workspace.root, options
      ).refusal(workspace.findings)
    }
  }
}

extension [BucketExport] {
  /// The days on which usage by bucket begins, in order.
  func days(in zone: ReportingZone) -> [Day] {
    Set(lazy.flatMap(\.buckets).map { zone.day(of: $0.key.span.from) }).sorted()
  }
}
