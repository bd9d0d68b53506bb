import Credits
import Cube
import Ledger
import Reports

/// The days of a period that either the usage or the credit ledger lacks, so that their figures cover different days.
struct CreditDayGaps: Hashable, Sendable {
  /// Days with deductions for requests without a row, among which no day has usage; in order.
  let withoutUsage: [ClosedRange<Day>]
  /// Days with requests that were never charged, among which no day has a deduction; in order.
  let withoutEvents: [ClosedRange<Day>]
  private let usage: ClosedRange<Day>
  private let firstDeduction: Day
  /// The days of the credit figures: the period or, without one, the days of the events.
  private let span: ClosedRange<Day>

  /// Nil where both have the same days: a single day may lack what was recorded a day later.
  init?(_ input: ReportInput) {
    guard let audit = input.credits, let usage = input.facts.usualDays else { return nil }
    let zone = input.zone
    func day(_ nanoseconds: Int64) -> Day { zone.day(of: Instant(nanoseconds: nanoseconds)) }
    let findings = audit.findingsByPeriod.of.filter { $0.at != .min }
    let unused = findings.filter(\.lacksUsageRow)
    let uncharged = findings.filter { $0.check == .requestWithoutDeduction }
    if unused.isEmpty && uncharged.isEmpty { return nil }
    let events = audit.ledger.events
    let deductions = Set(events.lazy.filter(\.kind.isDeduction).map { day($0.at) })
    guard let firstDeduction = deductions.min(), let first = events.map(\.at).min(),
      let last = events.map(\.at).max()
    else { return nil }
    let usageDays = Set(input.facts.byDayAndDimensions.map(\.day))
    withoutUsage = CreditDayGaps.ranges(Set(unused.map { day($0.at) }), without: usageDays)
    // Those after the last event are known as such.
    let end = input.eventEnd
    withoutEvents = CreditDayGaps.ranges(
      Set(
        uncharged.filter { end?.isBefore(Instant(nanoseconds: $0.at)) != true }.map { day($0.at) }),
      without: deductions)
    if withoutUsage.isEmpty && withoutEvents.isEmpty { return nil }
    let totals = audit.totals
    span =
      day(totals.from == .min ? first : totals.from)...day(totals.to == .max ? last : totals.to - 1)
    (self.usage, self.firstDeduction) = (usage, firstDeduction)
  }

  /// Returns the ranges of `days` that no known day divides, of two days or more.
  private static func ranges(_ days: Set<Day>, without known: Set<Day>) -> [ClosedRange<Day>] {
    var ranges: [ClosedRange<Day>] = []
    var isOpen = false
    for day in days.union(known).sorted() {
      let isMissing = !known.contains(day)
      if isMissing, isOpen, let last = ranges.popLast() {
        ranges.append(last.lowerBound...day)
      } else if isMissing {
        ranges.append(day...day)
      }
      isOpen = isMissing
    }
    return ranges.filter { $0.lowerBound < $0.upperBound }
  }
}

extension CreditDayGaps {
  /// One sentence per gap: `credits/ begins on 1 August 2026, and usage on 1 July 2026.`.
  var sentences: [String] {
    withoutUsage.map { range in
      range.upperBound < usage.lowerBound
        ? begins("Usage", usage.lowerBound, "credits/", range.lowerBound)
        : range.lowerBound > usage.upperBound
          ? "Usage ends on \(DayText.day(usage.upperBound)), and credits/ on "
            + "\(DayText.day(range.upperBound))."
          : "Usage has no requests from \(DayText.range(range)), and credits/ has deductions."
    }
      + withoutEvents.map { range in
        range.upperBound < firstDeduction
          ? begins("credits/", firstDeduction, "usage", usage.lowerBound)
          : "credits/ has no deductions from \(DayText.range(range)), and usage has requests."
      }
  }

  private func begins(_ later: String, _ day: Day, _ earlier: String, _ first: Day) -> String {
    "\(later) begins on \(DayText.day(day)), and \(earlier) on \(DayText.day(first))."
  }

  /// The days of the credit figures: `from 1 July to 30 September 2026`, or `without 1 to 31 August 2026`.
  var days: String {
    [
      withoutUsage.isEmpty ? nil : "from \(DayText.range(span))",
      withoutEvents.isEmpty ? nil : "without \(CreditDayGaps.listed(withoutEvents))",
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// The steps that close the gaps.
  var steps: [String] {
    [("usage", withoutUsage), ("credit events", withoutEvents)].filter { !$0.1.isEmpty }.map {
      "export the \($0.0) of \(CreditDayGaps.listed($0.1))"
    }
  }

  /// The number of days from the first to the last of each range.
  static func count(_ ranges: [ClosedRange<Day>]) -> Int64 {
    ranges.reduce(0) { $0 + Int64($1.upperBound - $1.lowerBound + 1) }
  }

  static func listed(_ ranges: [ClosedRange<Day>]) -> String {
    // One more is named as well.
    let shown = ranges.count == most + 1 ? ranges.count : most
    return (ranges.prefix(shown).map(DayText.range) + (ranges.count > shown ? ["other days"] : []))
      .listed
  }

  /// So many ranges are named.
  private static let most = 2
}

extension CreditFinding {
  /// A deduction for a request that no row of the usage has, not even one that Assay could not read.
  var lacksUsageRow: Bool {
    guard check == .deductionWithoutRequest else { return false }
    if case .rejectedRow = detail { return false }
    return true
  }
}
