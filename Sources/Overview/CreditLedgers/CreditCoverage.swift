import Credits
import Ledger
import Reports

/// The events that the figures of a credit ledger lack: those that Assay could not read, and those after the last export.
struct CreditCoverage {
  /// The number of events that Assay could not read.
  let rejected: Int64
  /// The last days of events and of usage, where usage goes on for more than a day; nil where events go on as long.
  let gap: (events: Day, usage: Day)?
  /// Every event lies before the period, which has usage: what was realised and billed in it is not known.
  let isBeforePeriod: Bool

  /// Nil without a credit ledger.
  init?(_ input: ReportInput) {
    guard let audit = input.credits else { return nil }
    rejected = Int64(audit.equation.rejected)
    let events = audit.ledger.events
    // Where requests are deducted, the last deduction shows the end; else any event does.
    let deductions = events.lazy.filter(\.kind.isDeduction).map(\.at).max()
    let last = (deductions ?? events.lazy.map(\.at).max()).map {
      input.zone.day(of: Instant(nanoseconds: $0))
    }
    let usage = input.facts.usualDays?.upperBound
    guard let last, let usage, audit.equation.afterPeriod == 0, last + 1 < usage else {
      (gap, isBeforePeriod) = (nil, false)
      return
    }
    gap = (last, usage)
    let from = audit.totals.from
    isBeforePeriod = from != .min && events.allSatisfy { $0.at < from }
  }

  /// `credits/ ends on 21 July 2026, and usage on 31 August 2026`; nil where it does not end before.
  var end: String? {
    gap.map { "credits/ ends on \(DayText.day($0.events)), and usage on \(DayText.day($0.usage))" }
  }

  /// What to do before a finding of the credit ledger is acted on; nil where nothing is missing.
  var firstStep: String? {
    let steps = [
      rejected == 0 ? nil : "correct the credit events that Assay could not read",
      gap.map { "export the credit events after \(DayText.day($0.events))" },
    ].compactMap(\.self)
    return steps.isEmpty ? nil : "First \(steps.joined(separator: ", and ")). "
  }
}
