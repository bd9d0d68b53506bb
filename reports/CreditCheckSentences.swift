import Credits
import Ledger

extension CreditCheck {
  /// Returns a sentence with the number of findings, or of accounts where a check counts these.
  package func sentence(_ count: Int) -> String {
    let (one, many) = sentences
    let parts = (count == 1 ? one : many).split(
      separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.joined(separator: GroupedDigits.text(Int64(count)))
  }

  /// The sentence about one finding and the one about several; `#` is their number.
  private var sentences: (one: String, many: String) {
    switch self {
    case .duplicateIdempotencyKey:
      (
        "# event repeats the idempotency key of an earlier event.",
        "# events repeat the idempotency key of an earlier event."
      )
    case .duplicatePayment:
      ("# payment was credited twice.", "# payments were credited twice.")
    case .eventConflict:
      (
        "# event has the id of an earlier event but different content.",
        "# events have the id of an earlier event but different content."
      )
    case .eventRejected:
      ("Assay could not read # event.", "Assay could not read # events.")
    case .accountUnknown:
      ("# account is missing from accounts.csv.", "# accounts are missing from accounts.csv.")
    case .accountClosed:
      (
        "# event changed an account after it was closed.",
        "# events changed an account after it was closed."
      )
    case .balanceBelowZero:
      (
        "# account fell below its overdraft limit.",
        "# accounts fell below their overdraft limit."
      )
    case .recordedBalanceDiffers:
      (
        "The recorded balance of # account differs from the replay without a cause.",
        "The recorded balances of # accounts differ from the replay without a cause."
      )
    case .recordedBalanceDrift:
      (
        "The recorded balance of # account has rounding errors below 0.000001 credits.",
        "The recorded balances of # accounts have rounding errors below 0.000001 credits."
      )
    case .assertedBalanceDiffers:
      ("# stated balance differs from the replay.", "# stated balances differ from the replay.")
    case .reservedAboveAvailable:
      (
        "# reservation was larger than the available credits.",
        "# reservations were larger than the available credits."
      )
    case .settleWithoutReservation:
      ("# settlement has no reservation.", "# settlements have no reservation.")
    case .settleTwice:
      ("# reservation was settled twice.", "# reservations were settled twice.")
    case .settleAfterRelease:
      (
        "# reservation was settled after it had ended.",
        "# reservations were settled after they had ended."
      )
    case .settleAboveReserved:
      (
        "# settlement was larger than its reservation.",
        "# settlements were larger than their reservation."
      )
    case .releaseWithoutReservation:
      ("# release has no open reservation.", "# releases have no open reservation.")
    case .reservationStale:
      (
        "# reservation was never settled or released.",
        "# reservations were never settled or released."
      )
    case .refundWithoutDeduction:
      (
        "# refund is for a request that consumed no credits.",
        "# refunds are for requests that consumed no credits."
      )
    case .refundAboveDeduction:
      (
        "# refund was larger than the credits that its request consumed.",
        "# refunds were larger than the credits that their request consumed."
      )
    case .reverseUnknown:
      (
        "# reversal names an event that cannot be reversed.",
        "# reversals name an event that cannot be reversed."
      )
    case .reverseTwice:
      ("# event was reversed twice.", "# events were reversed twice.")
    case .reverseAfterUse:
      (
        "# grant was reversed after part of it was used.",
        "# grants were reversed after part of them was used."
      )
    case .allowanceDiffers:
      (
        "# reset granted more or fewer credits than its plan.",
        "# resets granted more or fewer credits than their plan."
      )
    case .priceDiffers:
      (
        "# reset has a payment that differs from its plan's price less discounts.",
        "# resets have a payment that differs from their plan's price less discounts."
      )
    case .planUnknown:
      ("# event names a plan that plans.csv lacks.", "# events name a plan that plans.csv lacks.")
    case .planDiffers:
      (
        "# reset names a plan other than the one in force.",
        "# resets name a plan other than the one in force."
      )
    case .resetMissing:
      ("# monthly reset is missing.", "# monthly resets are missing.")
    case .resetRepeated:
      ("# monthly reset was made twice.", "# monthly resets were made twice.")
    case .prorationDiffers:
      (
        "# plan change granted credits or was paid for in a way that does not match the "
          + "proration.",
        "# plan changes granted credits or were paid for in a way that does not match the "
          + "proration."
      )
    case .rolloverDiffers:
      (
        "# rollover record differs from the credits that rolled over.",
        "# rollover records differ from the credits that rolled over."
      )
    case .expiryMissing:
      (
        "# grant expired, but the source system did not remove its credits.",
        "# grants expired, but the source system did not remove their credits."
      )
    case .expiryDiffers:
      (
        "# expire record differs from the credits that expired.",
        "# expire records differ from the credits that expired."
      )
    case .expiredEarly:
      ("# grant expired too early.", "# grants expired too early.")
    case .couponUnknown:
      (
        "# redeemed coupon is missing from coupons.csv.",
        "# redeemed coupons are missing from coupons.csv."
      )
    case .couponNotYetValid:
      (
        "# coupon was redeemed before it was valid.",
        "# coupons were redeemed before they were valid."
      )
    case .couponExpired:
      (
        "# coupon was redeemed after it had expired.",
        "# coupons were redeemed after they had expired."
      )
    case .couponOverLimit:
      ("# coupon was redeemed too many times.", "# coupons were redeemed too many times.")
    case .couponTwice:
      (
        "# coupon was redeemed too often by one user.",
        "# coupons were redeemed too often by one user."
      )
    case .couponWrongPlan:
      (
        "# coupon was redeemed on a plan that it excludes.",
        "# coupons were redeemed on a plan that they exclude."
      )
    case .couponValueDiffers:
      (
        "# coupon granted more or fewer credits than its value.",
        "# coupons granted more or fewer credits than their value."
      )
    case .packageUnknown:
      (
        "# grant names a package that topups.csv lacks.",
        "# grants name a package that topups.csv lacks."
      )
    case .packageDiffers:
      (
        "# top-up differs from its package in credits, price or expiry.",
        "# top-ups differ from their package in credits, price or expiry."
      )
    case .transferUnbalanced:
      ("# transfer does not match its other side.", "# transfers do not match their other side.")
    case .paymentRefundUnknown:
      (
        "# payment refund names a payment that granted no credits.",
        "# payment refunds name a payment that granted no credits."
      )
    case .paymentRefundAbovePayment:
      (
        "# payment was refunded by more than was paid.",
        "# payments were refunded by more than was paid."
      )
    case .clawbackDiffers:
      (
        "# payment refund took back more or fewer credits than the refunded share.",
        "# payment refunds took back more or fewer credits than the refunded share."
      )
    case .deductionDiffers:
      (
        "# request was charged more or fewer credits than the books state.",
        "# requests were charged more or fewer credits than the books state."
      )
    case .deductionWithoutRequest:
      (
        "# charged request has no usable row in the usage ledger.",
        "# charged requests have no usable row in the usage ledger."
      )
    case .requestWithoutDeduction:
      ("# request was never charged.", "# requests were never charged.")
    case .chargedTwice:
      ("# request was charged twice.", "# requests were charged twice.")
    case .failedRequestCharged:
      ("# failed request was charged.", "# failed requests were charged.")
    case .downgradeEarly:
      (
        "# downgrade takes effect before the current allowance ends.",
        "# downgrades take effect before the current allowance ends."
      )
    case .rolloverMissing:
      ("# rollover was not recorded.", "# rollovers were not recorded.")
    case .expiryLate:
      (
        "# expiry was recorded more than 24 hours late.",
        "# expiries were recorded more than 24 hours late."
      )
    case .offIncrement:
      (
        "# charge is not a multiple of the credit increment.",
        "# charges are not multiples of the credit increment."
      )
    case .notEntitled:
      (
        "# request is not covered by the plan of its account.",
        "# requests are not covered by the plan of their account."
      )
    case .rateLimitExceeded:
      ("# rate limit was exceeded.", "# rate limits were exceeded.")
    case .byokUnregistered:
      (
        "# request under a customer's key went to a provider that the account has not registered.",
        "# requests under a customer's key went to a provider that the account has not registered."
      )
    case .allocationExceeded:
      (
        "# event drew more from a pool than the member's monthly cap allows.",
        "# events drew more from a pool than the member's monthly cap allows."
      )
    case .allocationDiffers:
      (
        "# monthly share of a member differs from allocations.csv.",
        "# monthly shares of members differ from allocations.csv."
      )
    case .noticeMissing:
      (
        "# low balance was not followed by a notice within 24 hours.",
        "# low balances were not followed by a notice within 24 hours."
      )
    case .noticeUnfounded:
      (
        "# notice was sent while the balance was above its level.",
        "# notices were sent while the balance was above their level."
      )
    case .actorNotPermitted:
      (
        "# event was written by an actor without permission.",
        "# events were written by an actor without permission."
      )
    }
  }
}
