import Bills
import Ledger
import Overview

/// A vendor's bill that `check` has read.
struct CheckedBill {
  let bill: BillKey
  /// The paths of its files.
  let files: [String]

  /// The bills with a counted line, by format and vendor.
  static func all(of result: BillComparison) -> [CheckedBill] {
    let files = Dictionary(result.reconciliation.summaries.map { ($0.bill, $0.files) }) {
      first, _ in first
    }
    return files.map { CheckedBill(bill: $0.key, files: $0.value) }.sorted { $0.bill < $1.bill }
  }

  /// Why a run with bills would not be complete.
  static let doubt = "some bill lines are refused, unknown or in conflict"

  /// As in `openai-costs: 3 files, openai bill`.
  var words: String {
    "\(bill.format): \(Figures.count(Int64(files.count), "file")), \(bill.vendor) bill"
  }

  /// The member of `bills` in JSON.
  var json: JSONText {
    .object([
      ("format", .described(bill.format)), ("vendor", .described(bill.vendor)),
      ("files", .array(files.map(JSONText.string))),
    ])
  }
}
