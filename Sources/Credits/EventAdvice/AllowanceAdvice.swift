import Ledger
import Rating

/// The corrections of monthly allowances: resets that are missing or name another plan.
extension CreditAdviser {
  /// The reset that a month lacks: the reset itself while its month lasts, later a grant of what is left of it.
  func reset(_ finding: CreditFinding) -> CreditAdvice {
    guard let books = audit.end?.books, let missing = missingReset(finding, books) else {
      return CreditAdvice(owed: finding.credits)
    }
    let (plan, until, right) = missing
    let replay = CorrectedReplay(audit, books, account: finding.account)
    let asRecorded = replay.play(nil)
    let effect = replay.effect(of: right, beside: asRecorded)
    let rest = max(0, min(finding.credits, effect.balance))
    let difference = unexplained(since: finding)
    func madeUp() -> CreditAdvice? {
      self.madeUp(finding, books, right, replay, asRecorded, until: until)
    }
    if difference != 0, let advice = madeUp() { return advice }
    // A grant of an allowance ends with the next reset: credits of other grants need one of their own.
    let isSplit =
      effect.parts.contains { !$0.isMonthly }
      && effect.parts.allSatisfy { $0.credits > 0 }
      && effect.parts.reduce(0) { $0 + $1.credits } == rest
    if let done = granted(finding, rest, before: until) {
      return CreditAdvice(done: [done], doneCredits: Int128(event(done).credits))
    }
    if isSplit, let done = granted(finding, effect.parts) {
      return CreditAdvice(done: done, doneCredits: rest)
    }
    if difference == 0, let advice = madeUp() { return advice }
    var advice = CreditAdvice(owedMoney: -effect.billed, isMoneyUnstated: true)
    advice.recorded = recorded(
      finding, books, right: right, balance: effect.balance, until: until)
    let record = AdvisedEvent(
      .reset, finding.account, finding.credits, .plan(plan), expiresAt: until)
    var clock = ReportingMonths(books.zone)
    if clock.number(at: finding.at) == clock.number(at: now) {
      advice.owed = effect.balance
      advice.events = [record]
      // A reset now also ends what was used of the old allowance since: the new one would have been used.
      var late = right
      late.added?.event.at = now
      late.isAddedLast = true
      let excess = replay.effect(of: late).balance - effect.balance
      if excess > 0 {
        advice.events.append(AdvisedEvent(.adjust, finding.account, -excess, .none))
      }
    } else {
      (advice.owed, advice.expired) = (rest, finding.credits - rest)
      if rest == 0 {
        // Neither the allowance nor its fee.
        advice.owedMoney = 0
      } else {
        let whole = CorrectedReplay.Part(
          isMonthly: true, expiresAt: effect.expiresAt, credits: rest)
        advice.events = (isSplit ? effect.parts : [whole]).map {
          AdvisedEvent(
            .grant, finding.account, $0.credits, .source($0.isMonthly ? .monthly : .bonus),
            expiresAt: $0.expiresAt)
        }
      }
    }
    return given(advice, record, at: finding.at, until: effect.expiresAt)
  }

  /// The plan of a missing reset, the instant at which the one after it is due, and the reset as it should have been.
  func missingReset(_ finding: CreditFinding, _ books: CreditBooks) -> (
    plan: UInt32, until: Int64, right: CorrectedEvent
  )? {
    guard let until = nextReset(after: finding, books) else { return nil }
    let history = PlanHistory(audit.played, audit.names, books)
    let plan =
      audit.names.find(history.plan(of: audit.names.name(finding.account), at: finding.at)) ?? 0
    var row = CreditEvent(kind: .reset, at: finding.at, account: finding.account)
    (row.subject, row.credits, row.hasCredits) = (plan, Int64(clamping: finding.credits), true)
    var terms = OptionalEventFields.blank
    terms.expiresAt = until
    return (plan, until, CorrectedEvent(added: (row, terms)))
  }

  /// The advice on a missing reset by what recorded balances show of it.
  ///
  /// - Parameter record: the reset that the ledger lacks.
  private func given(
    _ advice: CreditAdvice, _ record: AdvisedEvent, at due: Int64, until end: Int64
  ) -> CreditAdvice {
    guard let recorded = advice.recorded else { return advice }
    var advice = advice
    switch recorded.kind {
    case .ran:
      advice = CreditAdvice()
      advice.recorded = recorded
      var record = record
      record.at = due
      advice.events = [record]
    case .caughtUp, .madeUp:
      advice = CreditAdvice()
      advice.recorded = recorded
      advice.events = [inLedger(recorded.credits, recorded.reset.account, until: end)]
    case .kept:
      advice.owed -= recorded.credits
      advice.inSystem = -recorded.credits
      // The fee goes with the credits: without any, the customer never had the allowance.
      if advice.owed <= 0 { advice.owedMoney = 0 }
    case .unclear:
      advice.isOwedUnknown = true
    }
    return advice
  }

  /// The grant or adjust that made up for a missing reset; each counts for one, in the order of time.
  ///
  /// A grant of the source `monthly` may come later than the month that ends at `end`.
  private func granted(
    _ finding: CreditFinding, _ rest: Int128, before end: Int64
  ) -> UInt32? {
    let allowance = finding.credits
    let missing = audit.findings.filter {
      $0.check == .resetMissing && $0.account == finding.account && $0.at < finding.at
    }
    let found = (grants + adjusts).filter { index in
      let row = event(index)
      let credits = Int128(row.credits)
      guard row.account == finding.account, row.at >= finding.at, !isReversed(index) else {
        return false
      }
      return switch row.kind == .adjust ? GrantSource.adjustment : row.grantSource {
      // More may have been left when it was granted.
      case .monthly: rest <= credits && credits <= allowance
      case .bonus, .adjustment: row.at < end && (credits == rest || credits == allowance)
      default: false
      }
    }.sorted { (event($0).at, $0) < (event($1).at, $1) }
    return found.dropFirst(missing.count).first
  }

  /// The grants that made up for the parts of a missing reset; nil if one is missing.
  private func granted(_ finding: CreditFinding, _ parts: [CorrectedReplay.Part]) -> [UInt32]? {
    let found = parts.compactMap { part in
      grants.first { index in
        let row = event(index)
        return row.account == finding.account && row.at >= finding.at && !isReversed(index)
          && Int128(row.credits) == part.credits
          && row.grantSource == (part.isMonthly ? .monthly : .bonus)
      }
    }
    return found.count == parts.count ? found : nil
  }

  /// The instant at which the reset after a missing one is due.
  private func nextReset(after finding: CreditFinding, _ books: CreditBooks) -> Int64? {
    let account = audit.played.accountOfName[Int(finding.account)]
    guard let first = audit.played.resets.first(where: { $0.account == account })?.at else {
      return nil
    }
    let clock = ReportingMonths(books.zone)
    var count = 1
    while clock.later(first, months: count) < finding.at { count += 1 }
    return clock.later(first, months: count + 1)
  }

  /// The plan that a reset names: the change to it that the ledger lacks, or the credits and money of the plan in force.
  func planOfReset(_ finding: CreditFinding) -> CreditAdvice {
    guard case .name(let inForce) = finding.expected, case .name(let named) = finding.found,
      let books = audit.end?.books
    else { return CreditAdvice() }
    let kept = inForce == CreditNames.blank ? CreditAdvice() : asInForce(finding, inForce, books)
    if wasScheduled(inForce, finding) { return kept }
    // Scheduled a second before, so that it is not a change within an allowance.
    return CreditAdvice(
      events: [
        AdvisedEvent(
          .planChange, finding.account, nil, .plan(named), effectiveAt: finding.at,
          at: finding.at - Instant.nanosecondsPerSecond)
      ], isChoice: true, otherwise: kept.events, otherwiseMoney: kept.owedMoney,
      isMoneyUnstated: kept.isMoneyUnstated, lacking: kept.lacking)
  }

  /// The credits and money of the plan in force, and that plan again from the next allowance on.
  private func asInForce(
    _ finding: CreditFinding, _ plan: UInt32, _ books: CreditBooks
  ) -> CreditAdvice {
    let row = event(finding.event)
    let allowance = books.plan(audit.names.name(plan), at: finding.at)?.monthlyCredits
    let expected = Int128(allowance?.microcredits ?? 0)
    let right = CorrectedEvent(
      event: finding.event, credits: Int64(clamping: expected), plan: plan)
    var advice = adjusting(finding, by: expected - Int128(row.credits), right: right)
    let billed = audit.billed.reduce(0) { $1.event == finding.event ? $0 + $1.usd : $0 }
    // A discount lowers the price of either plan.
    advice.owedMoney =
      billed - CorrectedReplay(audit, books, account: finding.account).effect(of: right).billed
    advice.isMoneyUnstated = audit.ledger.terms(of: row).statedPaid == nil
    if let end = lastAllowanceEnd(finding.account), end > now,
      audit.balances.contains(where: { $0.account == finding.account && $0.plan == row.subject }),
      !audit.played.planChanges.contains(where: {
        $0.account == finding.account && $0.toPlan == plan && $0.at > finding.at
      })
    {
      advice.events.append(
        AdvisedEvent(.planChange, finding.account, nil, .plan(plan), effectiveAt: end))
    }
    return advice
  }

  /// True if a change to the plan in force came into force after the reset before.
  private func wasScheduled(_ plan: UInt32, _ finding: CreditFinding) -> Bool {
    let account = audit.played.accountOfName[Int(finding.account)]
    let before = audit.played.resets.last {
      $0.account == account && $0.event != finding.event && $0.at <= finding.at
    }
    return audit.played.planChanges.contains {
      $0.account == finding.account && $0.toPlan == plan && $0.effectiveAt <= finding.at
        && $0.effectiveAt > before?.at ?? .min
    }
  }

  /// The end of the account's latest allowance; nil if it has none.
  private func lastAllowanceEnd(_ name: UInt32) -> Int64? {
    let account = audit.played.accountOfName[Int(name)]
    let last = audit.played.resets.last { $0.account == account }
    let end = last.map { audit.ledger.terms(of: event($0.event)).expiresAt }
    return end == .max ? nil : end
  }
}
