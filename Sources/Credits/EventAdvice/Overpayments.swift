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

  /// Money that is owed because a payment was too high, less what refunds returned.
  func returning(_ overpaid: Int128, _ finding: CreditFinding, _ advice: CreditAdvice)
    -> CreditAdvice
  {
    var advice = advice
    advice.owedMoney = overpaid
    if overpaid > 0 {
      advice.returned = returns(finding, of: overpaid)
      advice.owedMoney -= advice.returned.reduce(0) { $0 + paid(of: $1) }
    }
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

  /// The refunds that took credits of a wrong grant in proportion, and the part of its payment that is left.
  ///
  /// Of a grant with too many credits, a refund took too many in the same proportion.
  func fairRefunds(_ finding: CreditFinding) -> (events: [UInt32], left: Int128, paid: Int128) {
    let events = refunds(of: finding).filter { index in
      event(index).credits > 0
        && !audit.findings.contains { $0.event == index && $0.check == .clawbackDiffers }
    }
    let payment = max(0, paid(of: finding.event))
    let returned = events.reduce(0) { $0 + paid(of: $1) }
    return (events, max(0, payment - returned), payment)
  }
}
