import Credits
import Ledger
import Reports

/// The parts that the figures of a credit ledger lack: events that Assay could not read, days of events or of usage, and
/// plans.
struct MissingCreditEvents {
  /// The number of events that Assay could not read.
  let rejected: Int64
  /// The last days of events and of usage, where usage goes on for more than a day; nil where events go on as long.
  let gap: CreditEventCoverage?
  /// The other days that either events or usage lack; nil without any.
  let days: CreditDayGaps?
  /// The requests of deductions of the period that have no row in the usage: their cost is not known.
  let requestsWithoutRow: Int64
  /// The plans of resets that plans.csv does not list, so that their rollover is not known.
  let unlistedPlans: [Name]

  /// Nil without a credit ledger.
  ///
  /// - Parameter planned: the tiers that plans.csv lists.
  init?(_ input: ReportInput, planned: Set<Name>) {
    guard let audit = input.credits else { return nil }
    rejected = Int64(audit.equation.rejected)
    gap = input.eventEnd
    days = CreditDayGaps(input)
    requestsWithoutRow = Int64(
      Set(audit.findingsByPeriod.of.lazy.filter(\.lacksUsageRow).map(\.request)).count)
    unlistedPlans = audit.unlistedPlans(planned)
  }

  /// `credits/ ends on 21 July 2026, and usage on 31 August 2026`; nil where it does not end before.
  var end: String? { gap.map(\.words) }

  /// What to do before a finding of the credit ledger is acted on; nil where nothing is missing.
  ///
  /// - Parameter isByDefault: charges by the default multiplier are among the findings.
  func firstStep(isByDefault: Bool) -> String? {
    let steps =
      [
        rejected == 0 ? nil : "correct the credit events that Assay could not read",
        gap.map { "export the credit events after \(DayText.day($0.events))" },
      ].compactMap(\.self) + (days?.steps ?? [])
      + (isByDefault ? ["add the rows that multipliers.csv lacks"] : [])
    return steps.isEmpty ? nil : "First \(steps.joined(separator: ", and ")). "
  }
}

extension CreditEventCoverage {
  /// `credits/ ends on 21 July 2026, and usage on 31 August 2026`.
  var words: String {
    "credits/ ends on \(DayText.day(events)), and usage on \(DayText.day(usage))"
  }
}

extension CreditAudit {
  /// Returns the plans of applied resets that plans.csv does not list, by name.
  func unlistedPlans(_ planned: Set<Name>) -> [Name] {
    Set(played.resets.lazy.map(\.plan).filter { $0 != CreditNames.blank }).map { names.name($0) }
      .filter { !planned.contains($0) }.sorted()
  }
}
