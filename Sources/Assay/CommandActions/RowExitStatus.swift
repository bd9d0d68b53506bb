import Ledger
import Overview
import Presentation
import Reconciliation
import Terminal

extension RowCounts {
  /// The exit status of work that is complete; says on standard error what was not used, and what is in doubt.
  ///
  /// - Parameter check: what to type to see these rows; nil where they have been reported.
  func status(
    _ doubts: Doubts = .none, telling printer: FindingPrinter, shownBy check: String?
  ) -> ExitStatus {
    let inDoubt = doubts.deciding > 0 ? doubts.words : nil
    let parts = [notUsedSentence, inDoubt].compactMap { $0 }
    if parts.isEmpty { return .complete }
    let check = check.map { "; see \($0)" } ?? ""
    Terminal.standardError.write(
      printer.line(
        "assay: complete, but \(parts.joined(separator: "; and "))\(check) (exit 2)"))
    return .rowsNotUsed
  }
}
