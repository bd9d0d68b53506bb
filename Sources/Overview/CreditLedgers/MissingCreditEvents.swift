import Credits
import Ledger
import Reports

/// The events that the figures of a credit ledger lack: those that Assay could not read, and those after the last export.
struct MissingCreditEvents {
  /// The number of events that Assay could not read.
  let rejected: Int64
  /// The last days of events and of usage, where usage goes on for more than a day; nil where events go on as long.
  let gap: CreditEventCoverage?

  /// Nil without a credit ledger.
  init?(_ input: ReportInput) {
    guard let audit = input.credits else { return nil }
    rejected = Int64(audit.equation.rejected)
    gap = input.eventEnd
  }

  /// `credits/ ends on 21 July 2026, and usage on 31 August 2026`; nil where it does not end before.
  var end: String? { gap.map(\.words) }

  /// What to do before a finding of the credit ledger is acted on; nil where nothing is missing.
  var firstStep: String? {
    let steps = [
      rejected == 0 ? nil : "correct the credit events that Assay could not read",
      gap.map { "export the credit events after \(DayText.day($0.events))" },
    ].compactMap(\.self)
    return steps.isEmpty ? nil : "First \(steps.joined(separator: ", and ")). "
  }
}

extension CreditEventCoverage {
  /// `credits/ ends on 21 July 2026, and usage on 31 August 2026`.
  var words: String {
    "credits/ ends on \(DayText.day(events)), and usage on \(DayText.day(usage))"
  }
}
