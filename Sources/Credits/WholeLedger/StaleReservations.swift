import Ledger

/// The check of reservations whose hold ended without a settle or release, then or later.
enum StaleReservations {
  static func findings(_ context: WholeLedgerContext) -> [CreditFinding] {
    // After the last event nobody knows what was recorded.
    let expired = context.played.holds.filter {
      $0.state == .expired && $0.expiresAt <= context.played.lastEventAt
    }
    if expired.isEmpty { return [] }
    let ends = ReservationEnds(context)
    return expired.filter { !ends.hasEnd(of: $0.event) }.map { hold in
      let event = context.ledger.events[Int(hold.event)]
      let plan = context.plans.plan(ofAccount: hold.account, at: hold.expiresAt)
      var finding = CreditFinding(
        .reservationStale, at: hold.expiresAt, account: event.account)
      finding.eventID = event.eventID
      finding.request = event.request
      finding.event = hold.event
      finding.file = event.file
      finding.line = event.line
      finding.credits = Int128(hold.credits)
      finding.usd = context.plans.value(
        of: Int128(hold.credits), plan: plan, at: hold.expiresAt)
      finding.detail = .ended(at: hold.expiresAt)
      return finding
    }
  }
}

/// The reserves, settles and releases of each reservation, in the order of time.
private struct ReservationEnds {
  private struct Reservation: Hashable {
    let account: UInt32
    let id: UInt32
  }

  /// The reserves after which a settle or release of the same reservation comes before the next reserve.
  private var ended: Set<UInt32> = []

  init(_ context: WholeLedgerContext) {
    var open: [Reservation: UInt32] = [:]
    let events = context.ledger.events
    let order = events.indices.filter {
      switch events[$0].kind {
      case .reserve, .settle, .release: context.isFact($0)
      case .grant, .reset, .deduct, .refund, .reverse, .adjust, .redeem, .transferOut, .transferIn,
        .planChange, .paymentRefund, .expire, .rollover, .balance, .notice:
        false
      }
    }.sorted { (events[$0].at, $0) < (events[$1].at, $1) }
    for index in order {
      let event = events[index]
      let reservation = Reservation(account: event.account, id: event.subject)
      if event.kind == .reserve {
        open[reservation] = UInt32(index)
      } else if context.played.outcomes[index] != .notApplied, let reserve = open[reservation] {
        ended.insert(reserve)
      }
    }
  }

  func hasEnd(of reserve: UInt32) -> Bool { ended.contains(reserve) }
}
