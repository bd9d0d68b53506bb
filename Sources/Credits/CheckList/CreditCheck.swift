/// The checks of the credit ledger, in the order of `audit-summary.csv`.
///
/// The raw value is the code in files.
package enum CreditCheck: String, CaseIterable, Hashable, Sendable {
  case duplicateIdempotencyKey = "duplicate_idempotency_key"
  case duplicatePayment = "duplicate_payment"
  case eventConflict = "event_conflict"
  case eventRejected = "event_rejected"
  case accountUnknown = "account_unknown"
  case accountClosed = "account_closed"
  case balanceBelowZero = "balance_below_zero"
  case recordedBalanceDiffers = "recorded_balance_differs"
  case recordedBalanceDrift = "recorded_balance_drift"
  case assertedBalanceDiffers = "asserted_balance_differs"
  case reservedAboveAvailable = "reserved_above_available"
  case settleWithoutReservation = "settle_without_reservation"
  case settleTwice = "settle_twice"
  case settleAfterRelease = "settle_after_release"
  case settleAboveReserved = "settle_above_reserved"
  case releaseWithoutReservation = "release_without_reservation"
  case reservationStale = "reservation_stale"
  case refundWithoutDeduction = "refund_without_deduction"
  case refundAboveDeduction = "refund_above_deduction"
  case reverseUnknown = "reverse_unknown"
  case reverseTwice = "reverse_twice"
  case reverseAfterUse = "reverse_after_use"
  case allowanceDiffers = "allowance_differs"
  case priceDiffers = "price_differs"
  case planUnknown = "plan_unknown"
  case planDiffers = "plan_differs"
  case resetMissing = "reset_missing"
  case resetRepeated = "reset_doubled"
  case prorationDiffers = "proration_differs"
  case rolloverDiffers = "rollover_differs"
  case expiryMissing = "expiry_missing"
  case expiryDiffers = "expiry_differs"
  case expiredEarly = "expired_early"
  case couponUnknown = "coupon_unknown"
  case couponNotYetValid = "coupon_not_yet_valid"
  case couponExpired = "coupon_expired"
  case couponOverLimit = "coupon_over_limit"
  case couponTwice = "coupon_twice"
  case couponWrongPlan = "coupon_wrong_plan"
  case couponValueDiffers = "coupon_value_differs"
  case packageUnknown = "package_unknown"
  case packageDiffers = "package_differs"
  case transferUnbalanced = "transfer_unbalanced"
  case paymentRefundUnknown = "payment_refund_unknown"
  case paymentRefundAbovePayment = "payment_refund_above_payment"
  case clawbackDiffers = "clawback_differs"
  case deductionDiffers = "deduction_differs"
  case deductionWithoutRequest = "deduction_without_request"
  case requestWithoutDeduction = "request_without_deduction"
  case chargedTwice = "charged_twice"
  case failedRequestCharged = "failed_request_charged"
  case downgradeEarly = "downgrade_early"
  case rolloverMissing = "rollover_missing"
  case expiryLate = "expiry_late"
  case offIncrement = "off_increment"
  case allocationExceeded = "allocation_exceeded"
  case allocationDiffers = "allocation_differs"
  case notEntitled = "not_entitled"
  case rateLimitExceeded = "rate_limit_exceeded"
  case byokUnregistered = "byok_unregistered"
  case noticeMissing = "notice_missing"
  case noticeUnfounded = "notice_unfounded"
  case actorNotPermitted = "actor_not_permitted"

  /// Returns the severity of a finding with `effect` microcredits.
  package func severity(effect: Int128) -> CreditSeverity {
    switch self {
    case .duplicateIdempotencyKey, .duplicatePayment, .settleTwice, .refundWithoutDeduction,
      .reverseUnknown, .reverseTwice, .resetRepeated, .paymentRefundUnknown:
      effect == 0 ? .info : .critical
    case .recordedBalanceDrift, .noticeUnfounded: .info
    case .eventConflict, .eventRejected, .accountUnknown, .accountClosed, .settleAfterRelease,
      .settleAboveReserved,
      .releaseWithoutReservation, .reservationStale, .reverseAfterUse, .planUnknown, .planDiffers,
      .resetMissing, .expiryMissing, .packageUnknown, .deductionWithoutRequest,
      .downgradeEarly, .rolloverMissing, .expiryLate, .offIncrement, .allocationExceeded,
      .allocationDiffers, .notEntitled, .rateLimitExceeded, .byokUnregistered, .noticeMissing,
      .actorNotPermitted:
      .warning
    case .balanceBelowZero, .recordedBalanceDiffers, .assertedBalanceDiffers,
      .reservedAboveAvailable, .settleWithoutReservation,
      .refundAboveDeduction, .allowanceDiffers, .priceDiffers, .prorationDiffers, .rolloverDiffers,
      .expiryDiffers, .expiredEarly, .couponUnknown, .couponNotYetValid, .couponExpired,
      .couponOverLimit, .couponTwice, .couponWrongPlan, .couponValueDiffers, .packageDiffers,
      .transferUnbalanced, .paymentRefundAbovePayment, .clawbackDiffers, .deductionDiffers,
      .requestWithoutDeduction, .chargedTwice, .failedRequestCharged:
      .critical
    }
  }
}

/// The severities of findings, the worst first.
package enum CreditSeverity: UInt8, Hashable, Sendable, CaseIterable, Comparable {
  /// Credits or money are wrong.
  case critical
  /// A record is missing, late or unusual.
  case warning
  case info

  package static func < (left: CreditSeverity, right: CreditSeverity) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The word in files.
  package var word: String {
    switch self {
    case .critical: "critical"
    case .warning: "warning"
    case .info: "info"
    }
  }
}
