import Bills
import Ledger
import Outputs
import Overview
import Reports
import Tables

/// Vendors' bills as JSON: the answer of `assay bill`, and the member `bills` of `run`.
package enum BillJSON {
  /// The document of `assay bill`: the sums by bill and month, and every group.
  package static func text(
    _ bills: VendorBills, skipped: [(path: String, code: String)], folder: String
  ) -> String {
    JSONText.object([
      ("assay", .string(Version.number)), ("output", .string(folder)),
      (
        "skipped_files",
        .array(
          skipped.map { .object([("path", .string($0.path)), ("code", .string($0.code))]) })
      ),
      ("bills", summaries(bills)),
      ("groups", BillReconciliationTable(bills.reconciliation).table.json),
    ]).text
  }

  /// One value per bill and month.
  static func summaries(_ bills: VendorBills) -> JSONText { .array(bills.bills.map(summary)) }

  private static func summary(_ bill: VendorBill) -> JSONText {
    let summary = bill.summary
    return .object([
      ("format", .described(summary.format)), ("vendor", .described(summary.vendor)),
      ("month", .described(summary.month)), ("time_zone", .string(summary.zone.name)),
      ("files", .array(summary.files.map(JSONText.string))),
      ("billed_usd", .described(summary.billed.amount)),
      ("ledger_usd", .described(summary.isLedgerKnown ? summary.ledger.amount : nil)),
      (
        "difference_usd",
        .described(summary.isLedgerKnown ? summary.difference.amount : nil)
      ),
      ("unpriced_requests", .number(summary.unpricedRequests)),
      ("agrees", .boolean(summary.agrees)), ("explained", .boolean(summary.isExplained)),
      ("unexplained_usd", .described(summary.remainder)),
      ("total_usd", .described(summary.total)), ("sentence", .string(bill.sentence)),
      ("largest_difference", .described(bill.largestDifference)),
      ("parts", .array(bill.allSteps.map(step))), ("causes", .array(bill.causes.map(cause))),
      ("remarks", .array(bill.remarks.map(remark))),
      ("rejected_rows", .number(Int64(summary.rejectedRows))),
    ])
  }

  private static func remark(_ remark: BillRemarkLine) -> JSONText {
    .object([
      ("code", .string(remark.code)), ("files", .array(remark.files.map(JSONText.string))),
      ("lines", remark.lines.map(JSONText.number) ?? .null),
      ("usd", .described(remark.amount)), ("sentence", .string(remark.sentence)),
    ])
  }

  private static func step(_ step: AmountToPayStep) -> JSONText {
    .object([
      ("part", .string(step.code)),
      ("groups", step.kind == .total ? .null : .number(Int64(step.count))),
      ("usd", .described(step.isKnown ? step.amount : nil)),
    ])
  }

  private static func cause(_ cause: BillCause) -> JSONText {
    .object([
      ("part", .string(cause.part.code)),
      ("cause", cause.code.isEmpty ? .null : .string(cause.code)),
      ("groups", .number(Int64(cause.groups))), ("usd", .described(cause.amount)),
      ("sentence", .string(cause.sentence)),
    ])
  }
}
