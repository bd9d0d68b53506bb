import Credits
import Ledger

/// The facts behind a finding of the credit ledger, in a sentence or two.
package struct CreditEvidence: Sendable {
  let names: CreditNames
  let events: [CreditEvent]
  let ledger: CreditLedger
  /// The paths that findings name by index.
  let files: [Name]
  private let findings: [CreditFinding]
  private let faults: [ExportFault]

  package init(_ audit: CreditAudit) {
    names = audit.names
    events = audit.ledger.events
    ledger = audit.ledger
    files = audit.files
    findings = audit.findings
    faults = audit.exportFaults
  }

  /// Returns the finding from which a finding follows and the event that corrected it, after a space; empty without them.
  package func state(_ finding: CreditFinding) -> String {
    let cause = cause(finding).map { " It follows from \($0)." } ?? exportFault(finding)
    if finding.isEventMissing {
      return cause + " An event is probably missing in the export: export it again."
    }
    if !finding.isCorrected { return cause }
    let event = events[Int(finding.correctedBy)]
    return cause
      + " Corrected by \(text(event.eventID)) (\(CreditEvidence.instant(event.at))): nothing "
      + "more to record."
  }

  /// `charged_twice of e-7`: the finding from which another follows; nil if it is a mistake of its own.
  func cause(_ finding: CreditFinding) -> String? {
    if finding.consequenceOf == CreditEvent.none { return nil }
    let cause = findings[Int(finding.consequenceOf)]
    let id = cause.eventID == CreditNames.blank ? cause.request : cause.eventID
    let place = id == CreditNames.blank ? CreditEvidence.instant(cause.at) : text(id)
    return "\(cause.check.rawValue) of \(place)"
  }

  /// The fault of the export that a finding shows; nil for others, and for those that follow from another finding.
  func fault(_ finding: CreditFinding) -> ExportFault? {
    finding.exportFault == CreditEvent.none || finding.consequenceOf != CreditEvent.none
      ? nil : faults[Int(finding.exportFault)]
  }

  /// True if the source system had more credits than the replay because of the finding from which another follows.
  func hadCredits(_ finding: CreditFinding) -> Bool {
    if finding.consequenceOf == CreditEvent.none { return false }
    let cause = findings[Int(finding.consequenceOf)]
    return cause.effect > 0 || cause.check == .expiryLate
  }

  /// Returns the sentences about a finding.
  package func text(_ finding: CreditFinding) -> String {
    switch finding.check {
    case .duplicateIdempotencyKey:
      "\(earlier(finding)) has the same idempotency key. Only the first counts."
    case .duplicatePayment:
      "\(earlier(finding)) already granted the credits of the payment. Only the first counts."
    case .eventConflict: "\(earlier(finding)) has the same id; it is the one that counts."
    case .eventRejected: rejected(finding)
    case .accountUnknown: "accounts.csv has no row for the account."
    case .accountClosed: "The account was closed at \(ended(finding))."
    case .balanceBelowZero:
      "The balance fell to \(found(finding)); the limit is \(expected(finding))."
    case .recordedBalanceDiffers, .assertedBalanceDiffers:
      "The replay gives \(replayed(finding)); the ledger records \(found(finding))."
    case .recordedBalanceDrift:
      "The replay gives \(expected(finding)); the ledger records \(found(finding)), a rounding error of "
        + "binary floating point."
    case .reservedAboveAvailable:
      "The account had \(expected(finding)) available; the event reserved \(found(finding))."
    case .settleWithoutReservation: "The account has no reservation \(subject(finding))."
    case .settleTwice:
      "\(earlier(finding)) already settled \(subject(finding))\(forCredits(finding)). "
        + "Only the first counts."
    case .settleAfterRelease: afterRelease(finding)
    case .settleAboveReserved:
      "The reservation held \(expected(finding)); the event settled \(found(finding))."
    case .releaseWithoutReservation:
      "The account has no open reservation \(subject(finding))."
    case .reservationStale:
      "The hold ended at \(ended(finding)); the ledger has no settle or release event."
    case .refundWithoutDeduction:
      "The account consumed no credits for request \(text(finding.request))."
    case .refundAboveDeduction:
      "The refund may give back at most \(expected(finding)); it states \(found(finding))."
    case .reverseUnknown:
      "The account has no applied event \(subject(finding)) that can be reversed."
    case .reverseTwice: "\(earlier(finding)) already reversed \(subject(finding))."
    case .reverseAfterUse:
      "\(credits(finding.credits)) of the grant were consumed or transferred before."
    case .allowanceDiffers:
      "The plan grants \(expected(finding)); the reset granted \(found(finding))\(gap(finding))."
    case .priceDiffers:
      "The price of the plan less discounts is \(expected(finding)); the payment is \(found(finding))."
    case .planUnknown: "plans.csv has no plan \(plan(finding)) at that time."
    case .planDiffers:
      "Plan \(expected(finding)) is in force; the reset names \(found(finding))."
    case .resetMissing: "A reset was due\(dueMonth(finding)); the ledger has none."
    case .resetRepeated:
      "\(earlier(finding)) already reset the plan in this month. Only the first counts."
    case .prorationDiffers: terms(finding, "The proration gives")
    case .rolloverDiffers:
      "The replay rolled over \(expected(finding)); the record states \(found(finding))."
    case .expiryMissing:
      "\(credits(finding.credits)) expired; the ledger has no expire event."
    case .expiryDiffers:
      "In the replay, \(expected(finding)) expired; the record states \(found(finding))."
    case .expiredEarly: early(finding)
    case .couponUnknown: "coupons.csv has no coupon \(subject(finding))."
    case .couponNotYetValid: "The coupon is valid from \(expected(finding))."
    case .couponExpired: "The coupon ended at \(expected(finding))."
    case .couponOverLimit:
      "The coupon may be redeemed \(expected(finding)); with this one it was \(found(finding))."
    case .couponTwice:
      "One user may redeem the coupon \(expected(finding)); with this one it was \(found(finding))."
    case .couponWrongPlan: "The coupon is not for plan \(found(finding))."
    case .couponValueDiffers:
      "The coupon grants \(expected(finding)); the event grants \(found(finding))\(gap(finding))."
    case .packageUnknown: "topups.csv has no such package at that time."
    case .packageDiffers: terms(finding, "The package has")
    case .transferUnbalanced: partner(finding)
    case .paymentRefundUnknown: "No grant of the account has payment \(subject(finding))."
    case .paymentRefundAbovePayment:
      "The payment has \(expected(finding)) left; the refund is \(found(finding))."
    case .clawbackDiffers:
      "The refunded share of the credits is \(expected(finding)); the event took back "
        + "\(found(finding))."
    case .deductionDiffers:
      "According to the books, the request costs \(expected(finding)); the credit ledger charged \(found(finding))"
        + "\(gap(finding))."
    case .deductionWithoutRequest: withoutRequest(finding)
    case .requestWithoutDeduction:
      "According to the books, the request costs \(expected(finding)); no event consumed credits for it."
    case .chargedTwice: "\(earlier(finding)) already charged the request."
    case .failedRequestCharged:
      "The settings do not charge for this status, and no event gave the credits back."
    case .downgradeEarly:
      "The change takes effect at \(found(finding)); the current allowance ends at "
        + "\(expected(finding))."
    case .rolloverMissing:
      "\(expected(finding)) rolled over; no rollover record came within 24 hours."
    case .expiryLate:
      "The credits expired at \(expected(finding)); the record came at \(found(finding))."
    case .offIncrement: increment(finding)
    case .notEntitled: notEntitled(finding)
    case .rateLimitExceeded: rateLimit(finding)
    case .byokUnregistered:
      "accounts.csv names no account of the customer at \(found(finding))." + unpriced(finding)
    case .allocationExceeded:
      "The cap is \(expected(finding)); the member drew \(found(finding))\(month(finding))."
    case .allocationDiffers:
      "The share\(month(finding)) is \(expected(finding)); transfers marked as allocation have "
        + "\(found(finding))."
    case .noticeMissing:
      "The balance fell to \(found(finding)), at or below the level of \(level(finding)); no "
        + "notice came within 24 hours, and the balance did not rise."
    case .noticeUnfounded:
      "The balance was \(found(finding)); the level of \(level(finding)) is \(expected(finding))."
    case .actorNotPermitted:
      "permissions.csv does not allow the event for actor \(found(finding))."
    }
  }
}
