import Engine
import Ledger
import Workspace

extension CreditRun {
  /// Refuses a period after the last event, or before the first, without usage: its figures would be assumptions.
  ///
  /// Rejected events may be of that period: then it is audited, and they are listed.
  package func refuseTimeWithoutEvents(
    _ ledger: SummedLedger, in workspace: String
  ) throws(RunRefusal) {
    guard let period = ledger.period, let days = eventDays,
      days.upperBound < period.from || period.to <= days.lowerBound,
      ledger.facts.byDayAndDimensions.isEmpty, audit.ledger.rejected.isEmpty
    else { return }
    let month = ["--period", days.upperBound.month.description]
    throw RunRefusal(findings: [
      Finding(
        .error, at: Place(file: WorkspacePath.credits), code: "credit.none",
        message: "no credit events in \(period.words); the credit ledger covers "
          + "\(days.lowerBound) to \(days.upperBound)",
        help: TypedCommand.text("audit", in: workspace, month))
    ])
  }
}
