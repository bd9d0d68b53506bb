import Credits

extension CreditCheck {
  /// The recommended action for its findings, as a sentence.
  package var action: String {
    switch self {
    case .duplicateIdempotencyKey:
      "Take back what the source system booked for the repeated events, and make it refuse a "
        + "repeated key."
    case .duplicatePayment:
      "Reverse the second grant of each payment."
    case .eventConflict:
      "Decide which event of each id is right, and export only that one."
    case .eventRejected:
      "Correct the rows of credit-rejects.csv at their source, and run again."
    case .accountUnknown:
      "Add the accounts to accounts.csv, or correct their ids in the export."
    case .accountClosed:
      "Find out who still used the account; correct closed_at, or refund the credits."
    case .balanceBelowZero:
      "Check the balance before each request."
    case .recordedBalanceDiffers:
      "Compare the events around the first difference with the source system."
    case .recordedBalanceDrift:
      "Compute balances with exact decimals, not with binary floating point."
    case .assertedBalanceDiffers:
      "Compare the events before each stated balance with the source system."
    case .reservedAboveAvailable:
      "Check the available credits before each reservation."
    case .settleWithoutReservation:
      "Find the missing reservation; refund the credits if there was none."
    case .settleTwice:
      "Reverse the second settlement."
    case .settleAfterRelease:
      "Settle before the reservation ends, or reserve for a longer time."
    case .settleAboveReserved:
      "Reserve the largest charge that the request can have."
    case .releaseWithoutReservation:
      "Release each reservation once, and only if it was not settled."
    case .reservationStale:
      "Release expired holds automatically."
    case .refundWithoutDeduction:
      "Correct the request id; take back the credits if the source system added them."
    case .refundAboveDeduction:
      "Take back the excess by a negative adjust."
    case .reverseUnknown:
      "Correct the event id in the column reverses; take back what the source system booked."
    case .reverseTwice:
      "Take back what the source system booked for the second reversal."
    case .reverseAfterUse:
      "Decide whether to charge the customer for the part that was used."
    case .allowanceDiffers:
      "Adjust the credits of each account, or correct monthly_credits in plans.csv."
    case .priceDiffers:
      "Refund or charge the difference, or correct plans.csv and coupons.csv."
    case .planUnknown:
      "Add the plan to plans.csv, or correct its name in the export."
    case .planDiffers:
      "Record the missing plan_change, or correct the plan of the reset."
    case .resetMissing:
      "Grant the missing allowance, and find out why the reset job skipped the month."
    case .resetRepeated:
      "Take back the second allowance by a negative adjust."
    case .prorationDiffers:
      "Adjust the credits of each account; refund or charge the money."
    case .rolloverDiffers:
      "Check the rollover limit in the source system, and adjust the credits of each account."
    case .expiryMissing:
      "Run the expiry job, then record an expire event."
    case .expiryDiffers:
      "Compare the movements of each grant with the source system."
    case .expiredEarly:
      "Give the credits back, and check the time zone of the expiry job."
    case .couponUnknown:
      "Add the coupons to coupons.csv, or reverse the redemptions."
    case .couponNotYetValid:
      "Check valid_from at redemption."
    case .couponExpired:
      "Check expires_at and deactivated_at at redemption."
    case .couponOverLimit:
      "Enforce max_uses at redemption."
    case .couponTwice:
      "Enforce per_user_limit at redemption."
    case .couponWrongPlan:
      "Check the plan of the account at redemption."
    case .couponValueDiffers:
      "Adjust the credits of each account."
    case .packageUnknown:
      "Add the package to topups.csv, or correct its name in the export."
    case .packageDiffers:
      "Adjust the credits, or refund or charge the difference of the price."
    case .transferUnbalanced:
      "Record the missing side, or correct the credits or the account."
    case .paymentRefundUnknown:
      "Correct the payment id, or record the grant of the payment."
    case .paymentRefundAbovePayment:
      "Compare the refunds with the payment provider."
    case .clawbackDiffers:
      "Adjust the credits of each account."
    case .deductionDiffers:
      "Refund or charge the difference."
    case .deductionWithoutRequest:
      "Correct the rejected rows of these requests (rejects.csv), or export the missing usage; refund only what was "
        + "never used."
    case .requestWithoutDeduction:
      "Record the missing deductions."
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
      "Compare the balance that the notice is based on with the replay."
    case .actorNotPermitted:
      "Find out who wrote the event; reverse it, or add the permission to permissions.csv."
    }
  }
}
