import Intake
import Ledger

/// A member of `mappings` for a file of another kind than usage: bills, or credit events.
package struct ConfiguredBillOrEventMapping: Sendable {
  /// A path in the workspace, in which `*` matches any letters.
  package let pattern: String
  package let place: Place
  /// The columns of the file, by the column of Assay that they fill.
  package var columns: [String: [String]] = [:]
  package var constants: [String: String] = [:]
  package var values: [String: [String: String]] = [:]
  package var units: [String: String] = [:]
  package var times: TimeForm?
  package var numbers = NumberForm()

  /// The units of numbers in a mapping.
  package static let units = [
    "ones", "hundreds", "thousands", "millions", "cents", "thousandths", "millionths",
    "billionths",
  ]

  /// The columns that the mappings of a kind of file give.
  struct Columns {
    let all: [String]
    /// Those whose numbers may have a unit.
    let amounts: [String]
    /// Those that each row must have.
    let required: [String]

    /// Of bills, whose own reader looks for the required ones.
    static let bills = Columns(
      all: ConfiguredBills.columns, amounts: ["quantity", "amount", "requests"], required: [])
    static let events = Columns(
      all: ConfiguredBillOrEventMapping.eventColumns,
      amounts: ["credits", "paid_usd", "balance_after"],
      required: ["event_id", "at", "account_id", "kind"])
  }

  /// The columns of credit events.
  package static let eventColumns = [
    "event_id", "at", "account_id", "user_id", "kind", "credits", "grant_id", "request_id",
    "reservation_id", "transfer_id", "reverses", "source", "effective_at", "expires_at",
    "priority", "paid_usd", "payment_id", "idempotency_key", "coupon_code", "package", "plan",
    "counterparty_account_id", "provider", "level", "channel", "reason", "actor",
    "balance_after", "recorded_at", "currency",
  ]
}
