/// Consumption that no grant covered, until later grants repay it.
struct Debt {
  /// Microcredits that are neither repaid nor given back.
  var open: Int64
  /// The account, by index.
  let account: UInt32
  /// The event that caused it.
  let event: UInt32
  /// The use that caused it, by index; `CreditEvent.none` for a transfer.
  let use: UInt32
  /// The latest repayment, a `Part`; the earlier ones follow from it.
  var lastRepayment: UInt32 = CreditEvent.none
  /// The next newer debt of the account.
  var next: UInt32 = CreditEvent.none

  /// True for the debt of a transfer: its repayment moves value into transit and realises nothing.
  var isTransfer: Bool { use == CreditEvent.none }
}
