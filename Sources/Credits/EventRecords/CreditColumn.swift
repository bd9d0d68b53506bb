/// The columns of a credit ledger, in the order of the format.
package enum CreditColumn: UInt8, CaseIterable, Sendable {
  case eventID, at, accountID, userID, kind, credits, grantID, requestID, reservationID
  case transferID, reverses, source, effectiveAt, expiresAt, priority, paidUSD, paymentID
  case idempotencyKey, couponCode, package, plan, counterparty, provider, level, channel
  case reason, actor, balanceAfter, recordedAt
  /// Not in the list of the format: it may be present, and must then be USD.
  case currency

  /// The name in a header.
  package var header: String {
    switch self {
    case .eventID: "event_id"
    case .at: "at"
    case .accountID: "account_id"
    case .userID: "user_id"
    case .kind: "kind"
    case .credits: "credits"
    case .grantID: "grant_id"
    case .requestID: "request_id"
    case .reservationID: "reservation_id"
    case .transferID: "transfer_id"
    case .reverses: "reverses"
    case .source: "source"
    case .effectiveAt: "effective_at"
    case .expiresAt: "expires_at"
    case .priority: "priority"
    case .paidUSD: "paid_usd"
    case .paymentID: "payment_id"
    case .idempotencyKey: "idempotency_key"
    case .couponCode: "coupon_code"
    case .package: "package"
    case .plan: "plan"
    case .counterparty: "counterparty_account_id"
    case .provider: "provider"
    case .level: "level"
    case .channel: "channel"
    case .reason: "reason"
    case .actor: "actor"
    case .balanceAfter: "balance_after"
    case .recordedAt: "recorded_at"
    case .currency: "currency"
    }
  }

  /// The columns that every row must fill.
  package static let always: [CreditColumn] = [.eventID, .at, .accountID, .kind]
}
