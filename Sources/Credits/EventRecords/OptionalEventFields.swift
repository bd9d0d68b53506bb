/// The columns of an event that most rows leave blank: 112 bytes, kept only for rows that state one.
///
/// Texts are numbers of `CreditNames`; 0 is blank. The column that is the kind's subject is in the event instead.
package struct OptionalEventFields: Hashable, Sendable {
  /// `paid_usd` in 10⁻¹⁸ USD; `noPaid` if blank.
  package var paid: Int128 = OptionalEventFields.noPaid
  /// Nanoseconds since 1970; `Int64.max` if blank: the grant never expires.
  package var expiresAt: Int64 = .max
  /// Nanoseconds since 1970; `Int64.min` if blank.
  package var effectiveAt: Int64 = .min
  /// The decimals 7 to 18 of the credits of a `balance`, in 10⁻¹⁸ credit and with its sign.
  package var creditsRest: Int64 = 0
  /// `noPriority` if blank.
  package var priority: Int32 = OptionalEventFields.noPriority
  package var payment: UInt32 = 0
  package var package: UInt32 = 0
  package var plan: UInt32 = 0
  package var counterparty: UInt32 = 0
  package var coupon: UInt32 = 0
  package var grantID: UInt32 = 0
  package var reservation: UInt32 = 0
  package var transfer: UInt32 = 0
  package var reverses: UInt32 = 0
  package var provider: UInt32 = 0
  package var level: UInt32 = 0
  package var channel: UInt32 = 0
  package var reason: UInt32 = 0
  package var actor: UInt32 = 0
  /// The word in `source` that is no source of grants, such as `allocation`.
  package var otherSource: UInt32 = 0

  package init() {}

  /// `paid_usd` in 10⁻¹⁸ USD; nil if blank.
  package var statedPaid: Int128? { paid == OptionalEventFields.noPaid ? nil : paid }

  /// The value of `paid` for a blank cell.
  package static var noPaid: Int128 { .min }
  /// The value of `priority` for a blank cell.
  package static let noPriority = Int32.min
  /// The terms of a row that states none.
  package static var blank: OptionalEventFields { OptionalEventFields() }

  /// Returns the number of the text in a column of texts; 0 for a column that is not kept here.
  package func text(_ column: CreditColumn) -> UInt32 {
    switch column {
    case .paymentID: payment
    case .package: self.package
    case .plan: plan
    case .counterparty: counterparty
    case .couponCode: coupon
    case .grantID: grantID
    case .reservationID: reservation
    case .transferID: transfer
    case .reverses: reverses
    case .provider: provider
    case .level: level
    case .channel: channel
    case .reason: reason
    case .actor: actor
    case .source: otherSource
    case .eventID, .at, .accountID, .userID, .kind, .credits, .requestID, .effectiveAt, .expiresAt,
      .priority, .paidUSD, .idempotencyKey, .balanceAfter, .recordedAt, .currency:
      0
    }
  }
}
