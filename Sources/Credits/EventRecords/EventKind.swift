/// The kinds of credit events, in the order of the format's table.
package enum EventKind: UInt8, CaseIterable, Sendable {
  case grant, reset, deduct, reserve, settle, release, refund, reverse, adjust, redeem
  case transferOut, transferIn, planChange, paymentRefund
  case expire, rollover, balance, notice

  /// The word in the column `kind`.
  package var word: String {
    switch self {
    case .grant: "grant"
    case .reset: "reset"
    case .deduct: "deduct"
    case .reserve: "reserve"
    case .settle: "settle"
    case .release: "release"
    case .refund: "refund"
    case .reverse: "reverse"
    case .adjust: "adjust"
    case .redeem: "redeem"
    case .transferOut: "transfer_out"
    case .transferIn: "transfer_in"
    case .planChange: "plan_change"
    case .paymentRefund: "payment_refund"
    case .expire: "expire"
    case .rollover: "rollover"
    case .balance: "balance"
    case .notice: "notice"
    }
  }

  /// True for a record, which is compared with the replay and changes nothing (an early `expire` excepted).
  package var isRecord: Bool {
    switch self {
    case .expire, .rollover, .balance, .notice: true
    case .grant, .reset, .deduct, .reserve, .settle, .release, .refund, .reverse, .adjust, .redeem,
      .transferOut, .transferIn, .planChange, .paymentRefund:
      false
    }
  }

  /// True if an event takes the credits of a request from its customer: a deduction, or the settlement of a reservation.
  package var isDeduction: Bool {
    switch self {
    case .deduct, .settle: true
    case .grant, .reset, .reserve, .release, .refund, .reverse, .adjust, .redeem, .transferOut,
      .transferIn, .planChange, .paymentRefund, .expire, .rollover, .balance, .notice:
      false
    }
  }

  /// The column whose text `CreditEvent.subject` holds; nil if the kind has none.
  package var subject: CreditColumn? {
    switch self {
    case .grant, .expire: .grantID
    case .reset, .planChange: .plan
    case .reserve, .settle, .release: .reservationID
    case .reverse: .reverses
    case .redeem: .couponCode
    case .transferOut, .transferIn: .transferID
    case .paymentRefund: .paymentID
    case .balance: .provider
    case .notice: .level
    case .deduct, .refund, .adjust, .rollover: nil
    }
  }

  /// The columns that a row of this kind must fill, besides `event_id`, `at`, `account_id` and `kind`.
  package var required: [CreditColumn] {
    switch self {
    case .grant: [.credits, .source]
    case .reset, .rollover, .balance: [.credits]
    case .deduct, .refund: [.credits, .requestID]
    case .reserve: [.credits, .reservationID, .expiresAt]
    case .settle: [.credits, .reservationID, .requestID]
    case .release: [.reservationID]
    case .reverse: [.reverses]
    case .adjust: [.credits, .reason]
    case .redeem: [.couponCode]
    case .transferOut, .transferIn: [.credits, .transferID, .counterparty]
    case .planChange: [.plan]
    case .paymentRefund: [.paymentID, .paidUSD]
    case .expire: [.grantID, .credits]
    case .notice: [.level]
    }
  }
}
