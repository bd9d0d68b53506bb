import Ledger
import Rating

extension ReplayState {
  /// Reports an applied event that `permissions.csv` does not allow its actor.
  mutating func checkActor(_ play: EventInProgress) {
    guard let permissions = books.permissions, let kind = PermittedKind(play.event) else { return }
    let credits = Int128(play.event.credits.magnitude)
    let actor = names.name(play.terms.actor)
    if permissions.allows(kind, by: actor, credits: credits, at: play.event.instant) { return }
    var finding = play.finding(.actorNotPermitted, credits: credits)
    finding.found = .name(play.terms.actor)
    report(finding, of: play.index, account: play.account, plan: play.plan)
  }
}

extension PermittedKind {
  /// Makes the kind of an event that needs a permission; nil for any other.
  fileprivate init?(_ event: CreditEvent) {
    switch event.kind {
    case .adjust: self = .adjust
    case .refund: self = .refund
    case .reverse: self = .reverse
    case .grant:
      switch event.grantSource {
      case .bonus, .promotion: self = .grant
      case .monthly, .topup, .adjustment, .coupon, .refund, .transfer, nil: return nil
      }
    case .reset, .deduct, .reserve, .settle, .release, .redeem, .transferOut, .transferIn,
      .planChange, .paymentRefund, .expire, .rollover, .balance, .notice:
      return nil
    }
  }
}
