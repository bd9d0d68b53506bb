import Ledger

/// The result of vendors' bills beside the ledger: split differences, lines and findings.
package struct BillComparison: Sendable {
  package let reconciliation: BillReconciliation
  /// About bills and their lines, in reading order.
  package let findings: [Finding]
  /// The findings that the list leaves out, counted.
  package let unlisted: [OmittedFindings]
  /// A line was refused, is of an unknown model or in conflict: the command ends with 2.
  package let hasDoubtfulLines: Bool
  /// The paths of bills that could not be used and were left out, with the code of the fault.
  package let skippedFiles: [(path: String, code: String)]
  /// The lines were given to the caller while the bills were read.
  package let gaveLines: Bool
  /// Gives every line with its standing, in the order of the files; where there are many, the files are read again, so
  /// that lines need no memory.
  ///
  /// Lines that recur are given as such only where they are wanted.
  package let giveLines:
    @Sendable (_ areNumbered: Bool, _ give: (ListedBillLine) -> Void) throws -> Void

  /// Returns the sources of a group, found by splitting its bill once more; nil for a group of no bill.
  package let sources: @Sendable (BillGroup) -> BillGroupSources?

  package init(
    reconciliation: BillReconciliation, findings: [Finding],
    unlisted: [OmittedFindings] = [], hasDoubtfulLines: Bool,
    skippedFiles: [(path: String, code: String)], gaveLines: Bool = false,
    giveLines:
      @escaping @Sendable (_ areNumbered: Bool, _ give: (ListedBillLine) -> Void) throws -> Void,
    sources: @escaping @Sendable (BillGroup) -> BillGroupSources? = { _ in nil }
  ) {
    self.reconciliation = reconciliation
    self.findings = findings
    self.unlisted = unlisted
    self.hasDoubtfulLines = hasDoubtfulLines
    self.skippedFiles = skippedFiles
    self.gaveLines = gaveLines
    self.giveLines = giveLines
    self.sources = sources
  }

  /// Visits every line with its standing, in the order of the files.
  package func visitLines(_ visit: (BillLine) throws -> Void) throws {
    var failure: (any Error)?
    try giveLines(false) { given in
      guard failure == nil, case .line(let line, _) = given else { return }
      do { try visit(line) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
