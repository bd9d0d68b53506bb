import Ledger

/// The corrections of transfers.
extension CreditAdviser {
  /// The side that a transfer lacks, or the difference between its sides for the receiver.
  func transfer(_ finding: CreditFinding) -> CreditAdvice {
    let row = event(finding.event)
    let counterparty = audit.ledger.text(.counterparty, of: row)
    guard case .partner(let partner) = finding.detail else { return CreditAdvice() }
    guard let partner else { return missingSide(finding, counterparty) }
    // The receiver has other credits than the sender gave.
    let into = event(partner)
    guard counterparty == into.account,
      audit.ledger.text(.counterparty, of: into) == row.account
    else { return CreditAdvice() }
    return adjusting(
      finding, by: -finding.credits, of: into.account,
      right: CorrectedEvent(event: partner, credits: row.credits))
  }

  private func missingSide(_ finding: CreditFinding, _ counterparty: UInt32) -> CreditAdvice {
    let row = event(finding.event)
    let credits = Int128(row.credits)
    let reference = AdvisedEvent.Reference.transfer(row.subject, counterparty: row.account)
    let due = row.kind == .transferOut ? credits : -credits
    if let adjusted = transferAdjusted(finding, counterparty, due: due) { return adjusted }
    if let first = firstHalf(like: finding.event), first != finding.event {
      return CreditAdvice(owed: due, sharedTransfer: first)
    }
    if row.kind == .transferOut {
      return CreditAdvice(
        events: [AdvisedEvent(.transferIn, counterparty, credits, reference)], owed: credits)
    }
    var advice = CreditAdvice(
      events: [AdvisedEvent(.transferOut, counterparty, credits, reference)], owed: -credits)
    advice.lacking = max(0, credits - own(counterparty))
    // Both sides of a transfer have the same credits: a part of them is no transfer.
    if advice.lacking > 0 { advice.events = [] }
    return advice
  }

  /// A transfer of the difference between a member's share of a month and what it received, which is no share itself.
  func share(_ finding: CreditFinding) -> CreditAdvice {
    guard let books = audit.end?.books, case .month(let month) = finding.detail,
      let name = books.accountTerms?[audit.names.name(finding.account)]?.organisation,
      let organisation = audit.names.find(name)
    else { return CreditAdvice() }
    let due = -finding.credits
    let (from, to) = due > 0 ? (organisation, finding.account) : (finding.account, organisation)
    let done = audit.played.order.filter {
      let row = event($0)
      return row.kind == .transferIn && row.account == to && row.at > finding.at
        && row.source == CreditEvent.noSource && Int128(row.credits) == abs(due)
        && audit.ledger.text(.counterparty, of: row) == from && isApplied($0)
    }
    if let done = done.first { return CreditAdvice(done: [done], doneCredits: due) }
    var (rest, end) = (due, Int64.max)
    if let last = lastShare(finding, organisation, month, books) {
      let right = CorrectedEvent(
        event: last, credits: Int64(clamping: max(0, Int128(event(last).credits) + due)))
      let effect = CorrectedReplay(audit, books, account: finding.account).effect(of: right)
      rest = due > 0 ? max(0, min(due, effect.balance)) : min(0, max(due, effect.balance))
      end = effect.expiresAt
    }
    var advice = CreditAdvice(owed: rest)
    advice.expired = due - rest
    let credits = min(abs(rest), max(0, own(from)))
    advice.lacking = abs(rest) - credits
    if credits == 0 { return advice }
    advice.events = [
      AdvisedEvent(.transferOut, from, credits, .newTransfer(counterparty: to)),
      AdvisedEvent(
        .transferIn, to, credits, .newTransfer(counterparty: from),
        expiresAt: rest > 0 ? end : .max),
    ]
    return advice
  }

  /// The last transfer that is marked as the member's share of a month; nil if there is none.
  private func lastShare(
    _ finding: CreditFinding, _ organisation: UInt32, _ month: Int, _ books: CreditBooks
  ) -> UInt32? {
    guard let mark = audit.names.find("allocation") else { return nil }
    var clock = ReportingMonths(books.zone)
    return audit.played.order.last {
      let row = event($0)
      return row.kind == .transferIn && row.account == finding.account && isApplied($0)
        && audit.ledger.text(.source, of: row) == mark
        && audit.ledger.text(.counterparty, of: row) == organisation
        && clock.number(at: row.at) == month
    }
  }
}

extension CreditAdviser {
  /// The first half with the transfer id of another, that lacks its other side: the next one would be matched with it.
  private func firstHalf(like half: UInt32) -> UInt32? {
    audit.played.order.first {
      event($0).kind == event(half).kind && event($0).subject == event(half).subject
        && isApplied($0)
        && (audit.played.transferPartners[$0] ?? CreditEvent.none) == CreditEvent.none
    }
  }

  /// Returns the account whose customer owes what a finding is about, or is owed it: of a transfer the other one.
  package func debtor(_ finding: CreditFinding) -> UInt32 {
    guard finding.check == .transferUnbalanced, finding.event != CreditEvent.none,
      case .partner(let partner) = finding.detail
    else { return finding.account }
    return partner.map { event($0).account }
      ?? audit.ledger.text(.counterparty, of: event(finding.event))
  }

  /// Returns true if `accounts.csv` lacks an account that no event has yet: a record for it is a finding.
  ///
  /// - Parameter account: the number of its name.
  package func isUnknown(_ account: UInt32) -> Bool {
    guard let terms = audit.end?.books.accountTerms else { return false }
    return terms[audit.names.name(account)] == nil
      && !audit.findings.contains { $0.check == .accountUnknown && $0.account == account }
  }

  /// Returns the account that lacks credits which a finding's correction takes: the sender of a transfer, or else its own.
  package func giver(_ finding: CreditFinding) -> UInt32 {
    switch finding.check {
    case .transferUnbalanced where finding.event != CreditEvent.none:
      return audit.ledger.text(.counterparty, of: event(finding.event))
    case .allocationDiffers where finding.credits < 0:
      let terms = audit.end?.books.accountTerms?[audit.names.name(finding.account)]
      return terms?.organisation.flatMap { audit.names.find($0) } ?? finding.account
    default: return finding.account
    }
  }

  /// Returns the instant at which an account was closed by the end of the replay; nil if it is open.
  ///
  /// - Parameter account: the number of its name.
  package func closedAt(_ account: UInt32) -> Int64? {
    let terms = audit.end?.books.accountTerms?[audit.names.name(account)]
    guard let closed = terms?.closedAt?.nanoseconds, closed <= now else { return nil }
    return closed
  }
}
