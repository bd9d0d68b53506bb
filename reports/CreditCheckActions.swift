import Credits

extension CreditCheck {
  /// The recommended action for its findings, as a sentence.
  package var action: String {
    switch self {
    case .duplicateIdempotencyKey:
      "Reverse the repeated events that the source system booked, and make it refuse a repeated key."
    case .duplicatePayment:
      "Reverse the second grant of each payment that the source system booked."
    case .eventConflict:
      "Decide which event of each id is right, and export only that one."
    case .eventRejected:
      "Correct the rows of credit-rejects.csv at their source, and run again."
    case .accountUnknown:
      "Add the accounts to accounts.csv, or correct their ids in the export."
    case .accountClosed:
      "Find out who still used the account; correct closed_at, or refund the credits."
    case .balanceBelowZero:
      "Check the balance before each request; the next grant repays the debt."
    case .recordedBalanceDiffers:
      "Compare the events around the first difference with the source system."
    case .recordedBalanceDrift:
      "Compute balances with exact decimals, not with binary floating point."
    case .assertedBalanceDiffers:
      "Compare the events before each stated balance with the source system."
    case .reservedAboveAvailable:
      "Check the available credits before each reservation."
    case .settleWithoutReservation:
      "Find the missing reservation; the charge is right if the request ran; otherwise refund it."
    case .settleTwice:
      "Reverse the second settlement if the source system booked it."
    case .settleAfterRelease:
      "Nothing to record: the charge counts. Settle before the reservation ends, or reserve for a longer time."
    case .settleAboveReserved:
      "Nothing to record: the charge counts. Reserve the largest charge that the request can have."
    case .releaseWithoutReservation:
      "Release each reservation once, and only if it was not settled."
    case .reservationStale:
      "Record the release events that explain states; release expired holds automatically."
    case .refundWithoutDeduction:
      "Reverse the refund if the source system gave the credits, and correct the request id."
    case .refundAboveDeduction:
      "Take the excess back in the source system without an event: the replay never gave it."
    case .reverseUnknown:
      "Reverse it if the source system booked it; correct the event id in the column reverses."
    case .reverseTwice:
      "Reverse the second reversal if the source system booked it."
    case .reverseAfterUse:
      "Decide whether to charge the customer for the part that was used; if so, record an adjust event."
    case .allowanceDiffers:
      "Record the adjust events that explain states, if any, or correct monthly_credits in plans.csv."
    case .priceDiffers:
      "Return or collect the difference at the payment provider, or correct plans.csv and coupons.csv."
    case .planUnknown:
      "Add the plan to plans.csv, or correct its name in the export."
    case .planDiffers:
      "Record the missing plan_change, or correct the plan of the reset."
    case .resetMissing:
      "Record what explain states, if anything, and find out why the reset job skipped the month."
    case .resetRepeated:
      "Reverse the second reset if the source system booked it; an adjust event would take credits that the replay never granted."
    case .prorationDiffers:
      "Record the adjust events that explain states, if any; return or collect the money."
    case .rolloverDiffers:
      "Correct the balance in the source system, the record and the rollover limit; the replay is right."
    case .expiryMissing:
      "Run the expiry job, then record an expire event."
    case .expiryDiffers:
      "Correct the balance in the source system and the record; the replay is right."
    case .expiredEarly:
      "Record the adjust events that explain states, if any, and check the time zone of the expiry job."
    case .couponUnknown:
      "Add the coupons to coupons.csv, or reverse the redemptions."
    case .couponNotYetValid:
      "Check valid_from at redemption; reverse the redemption if the customer may not keep the credits."
    case .couponExpired:
      "Check expires_at and deactivated_at at redemption; reverse the redemption if the customer may not keep the credits."
    case .couponOverLimit:
      "Enforce max_uses at redemption; reverse the redemption if the customer may not keep the credits."
    case .couponTwice:
      "Enforce per_user_limit at redemption; reverse the redemption if the customer may not keep the credits."
    case .couponWrongPlan:
      "Check the plan of the account at redemption; reverse the redemption if the customer may not keep the credits."
    case .couponValueDiffers:
      "Record the adjust events that explain states, if any."
    case .packageUnknown:
      "Add the package to topups.csv, or correct its name in the export."
    case .packageDiffers:
      "Record the adjust events that explain states, if any; return or collect the difference in price."
    case .transferUnbalanced:
      "Record what explain states: the missing side, or an adjust event for the receiver."
    case .paymentRefundUnknown:
      "Reverse the refund if the source system took credits, and correct the payment id."
    case .paymentRefundAbovePayment:
      "Collect the excess from the customer at the payment provider, or correct paid_usd."
    case .clawbackDiffers:
      "Record the adjust events that explain states, if any."
    case .deductionDiffers:
      "If the books are right, refund overcharges; for undercharges, record an adjust event with the request id, not a deduct event."
    case .deductionWithoutRequest:
      "Correct the rejected rows of these requests (rejects.csv), or export the missing usage; refund only what was "
        + "never used."
    case .requestWithoutDeduction:
      "Record the missing deductions as soon as the accounts have the credits."
    case .chargedTwice:
      "Refund the second charge of each request."
    case .failedRequestCharged:
      "Refund the credits."
    case .downgradeEarly:
      "Schedule downgrades for the end of the allowance, or set credits.downgrade to any_time."
    case .rolloverMissing:
      "Record a rollover event whenever credits roll over."
    case .expiryLate:
      "Run the expiry job at least once a day."
    case .offIncrement:
      "Round charges to the credit increment, or correct credit_increment in the settings."
    case .notEntitled:
      "Check the plan before each request, or add the missing rows to entitlements.csv."
    case .rateLimitExceeded:
      "Enforce the limit in the gateway, or correct it in entitlements.csv."
    case .byokUnregistered:
      "Add the provider to byok_providers in accounts.csv, or find out whose key was used."
    case .allocationExceeded:
      "Check the member's cap before each request, or raise it in allocations.csv."
    case .allocationDiffers:
      "Transfer the difference, or correct allocations.csv."
    case .noticeMissing:
      "Notify the customer, and check the job that sends the notices."
    case .noticeUnfounded:
      "Compare the replay with the balance on which the notice is based."
    case .actorNotPermitted:
      "Find out who wrote the event; reverse it, or add the permission to permissions.csv."
    }
  }
}
