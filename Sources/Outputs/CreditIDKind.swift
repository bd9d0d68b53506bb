import Ledger

/// The use of an id in the credit ledger that is not an event, grant, reservation, transfer or account.
package enum CreditIDKind: Hashable, Sendable {
  /// An organisation of `accounts.csv`.
  case organisation
  /// A redeemed coupon.
  case coupon
  /// A payment, with the id of the first event that has it.
  case payment(event: Name)
}
