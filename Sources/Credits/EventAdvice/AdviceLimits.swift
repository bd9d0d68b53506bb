import Ledger
import Rating

/// The limits of advised events: the credits that are there, and the actors who may write them.
extension CreditAdviser {
  /// The instant of the advice: the end of the replay.
  var now: Int64 { audit.played.end == .max ? audit.played.lastEventAt : audit.played.end }

  /// The grant that an event made for its own account; nil if it made none.
  func grant(of index: UInt32) -> Grant? {
    audit.end?.grants.first {
      $0.event == index && audit.played.accounts[Int($0.account)] == event(index).account
    }
  }

  /// The balance of an account at the end, in microcredits.
  func own(_ account: UInt32) -> Int128 {
    audit.balances.first { $0.account == account }?.closing ?? 0
  }

  /// The largest other open finding of an account whose recorded balance differs at the end; nil where both agree.
  package func openDifference(beside finding: CreditFinding) -> CreditFinding? {
    let row = audit.balances.first { $0.account == finding.account }
    guard let row, row.recorded != CreditEvent.noStated, row.explained != 0, finding.effect == 0
    else { return nil }
    return audit.findings.filter {
      $0.account == finding.account && $0.effect != 0 && !$0.isCorrected
    }.max { abs($0.effect) < abs($1.effect) }
  }

  /// The microcredits that an account can give before its balance falls below its limit, with those of its pool.
  func available(_ account: UInt32) -> Int128 {
    guard let books = audit.end?.books else { return .max }
    let row = audit.balances.first { $0.account == account }
    let plan = books.plan(audit.names.name(row?.plan ?? 0), at: now)
    let limit = Int128(plan?.overdraft.microcredits ?? 0)
    let terms = books.accountTerms?[audit.names.name(account)]
    let pool = terms.flatMap { $0.pool == nil ? nil : $0.organisation }
    let shared = pool.flatMap { audit.names.find($0) }.map { max(0, own($0)) } ?? 0
    return max(0, (row?.closing ?? 0) + limit) + shared
  }

  /// The microcredits of a refund that expire at once: those of grants that have ended, if the setting says so.
  ///
  /// - Parameter places: the uses of the request, in the order of the replay.
  func lost(of refund: Int128, _ places: [Int]) -> Int128 {
    guard let end = audit.end,
      case .lost = end.books.value(end.books.settings.refundExpired, at: now)
    else { return 0 }
    var need = refund
    var lost: Int128 = 0
    for place in places.reversed() {
      var next = audit.played.uses[place].lastPart
      while need > 0 && next != CreditEvent.none {
        let part = end.parts[Int(next)]
        lost += end.ended(of: min(need, Int128(part.credits)), part)
        need -= min(need, Int128(part.credits))
        next = part.previous
      }
    }
    return lost
  }

  /// The credits that come back now for those of grants that have ended, in words.
  package var restoredCredits: String {
    guard let books = audit.end?.books else { return "" }
    if case .lost = books.value(books.settings.refundExpired, at: now) {
      return "lost, they expire at once"
    }
    let days = books.value(books.settings.refundExpiresDays, at: now)
    return "new_grant, a grant "
      + (days.map { "that expires after \($0 == 1 ? "1 day" : "\($0) days")" }
        ?? "that never expires")
  }

  /// Returns the event that makes up for credits which the customer never had and which would have expired by now.
  ///
  /// They are not owed; nil where an event is to be recorded anyway, or none would correct the finding.
  package func makingUp(_ finding: CreditFinding, _ advice: CreditAdvice) -> AdvisedEvent? {
    guard advice.events.isEmpty, advice.expired > 0, advice.lacking == 0, !advice.isDone else {
      return nil
    }
    switch finding.check {
    case .allowanceDiffers, .packageDiffers, .prorationDiffers, .clawbackDiffers, .expiredEarly:
      return withActor(
        AdvisedEvent(.adjust, finding.account, advice.expired, .reason(finding.eventID)))
    case .resetMissing where advice.recorded?.kind.isKnown != true:
      return AdvisedEvent(.grant, finding.account, advice.expired, .source(.monthly))
    default: return nil
    }
  }

  /// Adds an actor whom `permissions.csv` allows the event.
  func withActor(_ event: AdvisedEvent) -> AdvisedEvent {
    let kind: PermittedKind
    switch event.kind {
    case .adjust: kind = .adjust
    case .refund: kind = .refund
    case .reverse: kind = .reverse
    case .grant, .reset, .deduct, .reserve, .settle, .release, .redeem, .transferOut, .transferIn,
      .planChange, .paymentRefund, .expire, .rollover, .balance, .notice:
      return event
    }
    guard let permissions = audit.end?.books.permissions else { return event }
    var event = event
    let actor = permissions.actor(
      for: kind, credits: abs(event.credits ?? 0), at: Instant(nanoseconds: now))
    event.actor = actor.map(AdvisedEvent.Actor.named) ?? .nobody
    return event
  }
}

extension ReplayEnd {
  /// The microcredits of a part that would go back to grants that have ended; the open part of a debt comes first.
  fileprivate func ended(of credits: Int128, _ part: Part) -> Int128 {
    if part.from & Part.debtBit == 0 { return grants[Int(part.from)].isLive ? 0 : credits }
    let debt = debts[Int(part.from & ~Part.debtBit)]
    var need = credits - min(credits, Int128(debt.open))
    var ended: Int128 = 0
    var next = debt.lastRepayment
    while need > 0 && next != CreditEvent.none {
      let repayment = parts[Int(next)]
      let back = min(need, Int128(repayment.credits))
      if !grants[Int(repayment.from)].isLive { ended += back }
      need -= back
      next = repayment.previous
    }
    return ended
  }
}
