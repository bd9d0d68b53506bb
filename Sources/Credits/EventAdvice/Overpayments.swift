import Ledger

/// The money that payment refunds returned because a payment was too high: they take no credits.
extension CreditAdviser {
  /// The applied refunds of the payment of a finding's event, without those that were reversed.
  private func refunds(of finding: CreditFinding) -> [UInt32] {
    if finding.event == CreditEvent.none { return [] }
    let payment = audit.ledger.terms(of: event(finding.event)).payment
    if payment == CreditNames.blank { return [] }
    return audit.played.order.filter {
      event($0).kind == .paymentRefund && event($0).account == finding.account
        && event($0).subject == payment && isApplied($0) && !isReversed($0)
    }
  }

  /// The refunds without credits that together are no more than the payment was too high.
  ///
  /// - Parameter overpaid: 10⁻¹⁸ USD.
  func returns(_ finding: CreditFinding, of overpaid: Int128) -> [UInt32] {
    var left = overpaid
    return refunds(of: finding).filter { index in
      let money = paid(of: index)
      guard event(index).credits == 0, money > 0, money <= left else { return false }
      left -= money
      return true
    }
  }

  /// Money that is owed because a payment was too high or too low, less what refunds returned.
  ///
  /// - Parameter overpaid: 10⁻¹⁸ USD; below 0 if the payment was too low.
  func returning(_ overpaid: Int128, _ finding: CreditFinding, _ advice: CreditAdvice)
    -> CreditAdvice
  {
    var advice = advice
    let part = refundedPart(finding, overpaid: overpaid)
    advice.returned = part.returned
    let owed = overpaid - money(part.returned)
    advice.owedMoney = part.left(of: owed)
    if advice.owedMoney == 0, owed != 0 { advice.repaid = part.events }
    return advice
  }

  /// The finding of a payment that was too high, of which a payment refund returned the money; nil for other refunds.
  func overpayment(returnedBy finding: CreditFinding) -> CreditFinding? {
    audit.findings.first { other in
      guard other.account == finding.account, let money = overpaid(other), money > 0 else {
        return false
      }
      return returns(other, of: money).contains(finding.event)
    }
  }

  /// The money by which the event of a finding was paid too much; nil for other findings.
  private func overpaid(_ finding: CreditFinding) -> Int128? {
    switch finding.check {
    case .packageDiffers, .prorationDiffers:
      guard case .terms(_, _, let expected, let found) = finding.detail else { return nil }
      return found - expected
    case .priceDiffers: return finding.usd
    default: return nil
    }
  }

  /// The part of a payment that refunds left: of each credit and each dollar too many, they took the other part.
  struct RefundedPart {
    /// The refunds of the purchase, by index of the ledger.
    var events: [UInt32] = []
    /// The refunds that only returned what was paid too much.
    var returned: [UInt32] = []
    /// 10⁻¹⁸ USD of the payment, and what is left of it.
    var (paid, left): (Int128, Int128) = (0, 0)

    /// The part of an amount that is left, rounded towards 0.
    func left(of amount: Int128) -> Int128 {
      if events.isEmpty || paid <= 0 { return amount }
      let part = Quotient.floor(abs(amount), times: left, over: paid) ?? abs(amount)
      return amount < 0 ? -part : part
    }
  }

  /// - Parameter overpaid: 10⁻¹⁸ USD by which the payment was too high.
  func refundedPart(_ finding: CreditFinding, overpaid: Int128) -> RefundedPart {
    let all = refunds(of: finding)
    if all.isEmpty { return RefundedPart() }
    let returned = overpaid > 0 ? returns(finding, of: overpaid) : []
    let events = all.filter { !returned.contains($0) }
    let payment = audit.ledger.terms(of: event(finding.event)).payment
    // A payment may be for several grants; a refund is a part of all of them.
    let granted = audit.played.order.filter {
      [.grant, .reset, .planChange].contains(event($0).kind) && isApplied($0)
        && audit.ledger.terms(of: event($0)).payment == payment
    }
    let paid = money(granted) - money(returned)
    return RefundedPart(
      events: events, returned: returned, paid: paid, left: max(0, paid - money(events)))
  }

  /// True if refunds took the credits and the money of which a grant has too many, and left the right ones.
  func hasCorrected(_ part: RefundedPart, _ finding: CreditFinding, overpaid: Int128) -> Bool {
    overpaid > 0 && finding.credits > 0 && money(part.events) == overpaid
      && given(part.events) == finding.credits
  }

  /// The money that some events state, in 10⁻¹⁸ USD.
  private func money(_ events: [UInt32]) -> Int128 { events.reduce(0) { $0 + paid(of: $1) } }

  /// The microcredits that adjusts for a wrong grant and a wrong refund of it give too many for one, but not for both.
  ///
  /// - Parameters:
  ///   - rest: the microcredits that one of the two still needs.
  ///   - other: those that the other one needs.
  static func shared(_ rest: Int128, _ other: Int128) -> Int128 {
    if (rest < 0) == (other < 0) || rest == 0 || other == 0 { return 0 }
    return rest < 0 ? max(rest, -other) : min(rest, -other)
  }

  /// The microcredits that a wrong refund of the payment needs, less the adjusts that name it.
  func needed(byRefunds refunds: [UInt32]) -> Int128 {
    let wrong = audit.findings.first { $0.check == .clawbackDiffers && refunds.contains($0.event) }
    guard let wrong else { return 0 }
    return -wrong.credits - given(adjustments(wrong), for: wrong, due: -wrong.credits)
  }

  /// The finding of a wrong grant whose payment a refund returned, and what it needs, less the adjusts that name it.
  func needed(byGrantOf refund: CreditFinding) -> (finding: CreditFinding, rest: Int128)? {
    for finding in audit.findings where finding.account == refund.account {
      guard finding.check == .packageDiffers || finding.check == .prorationDiffers,
        case .terms(_, _, let expected, let found) = finding.detail
      else { continue }
      let part = refundedPart(finding, overpaid: found - expected)
      guard part.events.contains(refund.event),
        audit.findings.first(where: {
          $0.check == .clawbackDiffers && part.events.contains($0.event)
        }) == refund
      else { continue }
      let due = part.left(of: -finding.credits)
      return (finding, due - given(adjustments(finding), for: finding, due: due))
    }
    return nil
  }
}
