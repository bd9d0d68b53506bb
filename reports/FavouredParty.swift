import Credits

/// The side that a mistake favours.
package enum FavouredParty: Hashable, Sendable {
  /// The customer has, or paid less for, more than is due.
  case customer
  /// The customer has, or paid more for, less than is due.
  case seller
}

extension CreditFinding {
  /// The side that the mistake favours, before any correction; nil if it moved nothing or the cause is not known.
  package var favours: FavouredParty? {
    if !isOwn { return nil }
    return switch check {
    case .duplicateIdempotencyKey, .duplicatePayment, .settleTwice, .refundWithoutDeduction,
      .refundAboveDeduction, .reverseUnknown, .reverseTwice, .resetRepeated, .paymentRefundUnknown,
      .rolloverDiffers, .expiryMissing, .expiryDiffers:
      side(effect)
    case .allowanceDiffers, .clawbackDiffers: side(credits)
    case .couponValueDiffers: side(difference)
    case .priceDiffers: side(-usd)
    case .prorationDiffers, .packageDiffers: sideOfTerms
    case .deductionDiffers: side(-credits)
    case .chargedTwice, .failedRequestCharged, .expiredEarly, .resetMissing: .seller
    case .requestWithoutDeduction, .paymentRefundAbovePayment, .balanceBelowZero: .customer
    case .eventConflict, .eventRejected, .accountUnknown, .accountClosed, .recordedBalanceDiffers,
      .recordedBalanceDrift, .assertedBalanceDiffers, .reservedAboveAvailable,
      .settleWithoutReservation, .settleAfterRelease, .settleAboveReserved,
      .releaseWithoutReservation, .reservationStale, .reverseAfterUse, .planUnknown, .planDiffers,
      .couponUnknown, .couponNotYetValid, .couponExpired, .couponOverLimit, .couponTwice,
      .couponWrongPlan, .packageUnknown, .transferUnbalanced, .deductionWithoutRequest,
      .downgradeEarly, .rolloverMissing, .expiryLate, .offIncrement, .allocationExceeded,
      .allocationDiffers, .notEntitled, .rateLimitExceeded, .byokUnregistered, .noticeMissing,
      .noticeUnfounded, .actorNotPermitted:
      nil
    }
  }

  /// - Parameter gain: an amount that the customer has too much; below 0 too little.
  private func side(_ gain: Int128) -> FavouredParty? {
    gain == 0 ? nil : gain > 0 ? .customer : .seller
  }

  private var difference: Int128 {
    guard case .credits(let expected) = expected, case .credits(let found) = found else { return 0 }
    return found - expected
  }

  /// Credits and money may favour different sides.
  private var sideOfTerms: FavouredParty? {
    guard case .terms(let expected, let found, let expectedMoney, let foundMoney) = detail else {
      return nil
    }
    let byCredits = side(found - expected)
    // The amount of a finding about credits alone is not of a payment.
    if found != expected && check == .prorationDiffers { return byCredits }
    let byMoney = side(expectedMoney - foundMoney)
    return byCredits == nil || byMoney == nil || byCredits == byMoney ? byCredits ?? byMoney : nil
  }
}
