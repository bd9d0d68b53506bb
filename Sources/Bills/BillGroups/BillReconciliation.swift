import Ledger

/// Vendor bills beside the ledger: every group, and what leads from the ledger to the amount to pay.
package struct BillReconciliation: Sendable {
  /// Largest difference first, then by format, vendor, period, model and class.
  package let groups: [BillGroup]
  /// One per bill and month with a group or a line, by format, vendor and month.
  package let summaries: [BillSummary]
  /// The requests that show the differences of each bill: the largest amounts to dispute first, then the largest
  /// differences.
  package let evidence: [BillEvidence]
  /// Lines that do not count, and other remarks on the bills.
  package private(set) var remarks: [BillRemark] = []

  package init(
    groups: [BillGroup], summaries: [BillSummary], evidence: [BillEvidence] = [],
    remarks: [BillRemark] = []
  ) {
    self.remarks = remarks
    self.groups = groups
    self.summaries = summaries
    self.evidence = evidence
  }

  /// Returns the same with remarks.
  func with(remarks: [BillRemark]) -> BillReconciliation {
    var bills = self
    bills.remarks = remarks
    return bills
  }

  /// The zones in which the days and months of each bill begin.
  package var zones: [BillKey: ReportingZone] {
    Dictionary(summaries.map { ($0.bill, $0.zone) }) { first, _ in first }
  }
}

/// A bill in one month of its zone.
package struct BillSummary: Sendable {
  package let format: Name
  package let vendor: Name
  package let zone: ReportingZone
  package let month: Month
  /// The paths of the bill's files.
  package let files: [String]
  package let ledger: Figure
  /// By the raw value of `BillPart`.
  package let parts: [Figure]
  package let difference: Figure
  package let billed: Figure
  /// Of the kinds besides usage, in the order of `BillKind`.
  package let others: [(kind: BillKind, figure: Figure)]
  /// The requests of the ledger's side without a price, each once.
  package let unpricedRequests: Int64
  /// The groups with such requests.
  package let unpricedGroups: Int
  /// The rejected rows of the ledger that may be what the vendor billed more, each once.
  package let rejectedRows: Int
  /// False where the ledger's side has requests and none of them has a price, so that `ledger` is 0 but not known.
  package let isLedgerKnown: Bool
  /// The vendor's usage of the month that the bill of the month does not have.
  package let uncovered: UncoveredUsage

  package init(
    format: Name, vendor: Name, zone: ReportingZone, month: Month, files: [String], ledger: Figure,
    parts: [Figure], difference: Figure, billed: Figure,
    others: [(kind: BillKind, figure: Figure)], unpricedRequests: Int64 = 0,
    unpricedGroups: Int = 0, rejectedRows: Int = 0, isLedgerKnown: Bool = true,
    uncovered: UncoveredUsage = .none
  ) {
    self.format = format
    self.vendor = vendor
    self.zone = zone
    self.month = month
    self.files = files
    self.ledger = ledger
    self.parts = parts
    self.difference = difference
    self.billed = billed
    self.others = others
    self.unpricedRequests = unpricedRequests
    self.unpricedGroups = unpricedGroups
    self.rejectedRows = rejectedRows
    self.isLedgerKnown = isLedgerKnown
    self.uncovered = uncovered
  }

  /// The bill of the sums.
  package var bill: BillKey { BillKey(format: format, vendor: vendor) }

  /// The sum of a part of the difference.
  package subscript(part: BillPart) -> Figure { parts[part.rawValue] }

  /// The amount to pay: billed and all other kinds.
  package var total: Money { others.reduce(billed.amount) { $0 + $1.figure.amount } }

  /// A sum, and the number of groups (of other kinds: lines) whose figure is not 0.
  package struct Figure: Hashable, Sendable {
    package let count: Int
    package let amount: Money

    package init(count: Int, amount: Money) {
      self.count = count
      self.amount = amount
    }
  }
}
