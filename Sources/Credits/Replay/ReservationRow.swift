/// A row of `reservations.csv`: a hold that was open in the period.
///
/// Texts are numbers of the audit's names; instants are nanoseconds since 1970, UTC.
package struct ReservationRow: Hashable, Sendable {
  package let reservationID: UInt32
  package let account: UInt32
  package let reservedAt: Int64
  package let expiresAt: Int64
  /// Microcredits held.
  package let credits: Int64
  package let state: ReservationState
  /// Microcredits of its settlement, also of a late one; nil without one.
  package let settled: Int64?
  /// `Int64.max` while the hold is open.
  package let endedAt: Int64
  /// The event that ended the hold, by index of the ledger; `CreditEvent.none` if it is open or expired.
  package let endedBy: UInt32
  /// The `reserve` event, by index of the ledger.
  package let event: UInt32

  package init(
    reservationID: UInt32, account: UInt32, reservedAt: Int64, expiresAt: Int64, credits: Int64,
    state: ReservationState, settled: Int64?, endedAt: Int64, endedBy: UInt32, event: UInt32
  ) {
    self.reservationID = reservationID
    self.account = account
    self.reservedAt = reservedAt
    self.expiresAt = expiresAt
    self.credits = credits
    self.state = state
    self.settled = settled
    self.endedAt = endedAt
    self.endedBy = endedBy
    self.event = event
  }
}

/// The ways in which holds end, first of all; a later settlement or release does not change them.
package enum ReservationState: String, Hashable, Sendable, CaseIterable {
  case open, settled
  /// Released, or replaced by a later `reserve` with the same id.
  case released
  /// Its `expires_at` passed; a settle or release came later, or may still come.
  case expired
  /// Its `expires_at` passed without a settle or release, then or later.
  case stale
}

extension ReplayState {
  /// The holds that were open in the period, in the order of their events.
  ///
  /// - Parameter findings: of the replay and of the whole ledger.
  func reservationRows(_ findings: [CreditFinding]) -> [ReservationRow] {
    if played.holds.isEmpty { return [] }
    var stale: Set<UInt32> = []
    // The release before a settlement that came after it.
    var releases: [UInt32: UInt32] = [:]
    for finding in findings {
      if finding.check == .reservationStale { stale.insert(finding.event) }
      if finding.check == .settleAfterRelease, case .earlier(let release) = finding.detail {
        releases[finding.event] = release
      }
    }
    return played.holds.compactMap { hold in
      let row = reservationRow(
        hold, endedBy: releases[hold.endedBy] ?? hold.endedBy, isStale: stale.contains(hold.event))
      return row.endedAt >= periodStart ? row : nil
    }
  }

  private func reservationRow(
    _ hold: Hold, endedBy event: UInt32, isStale: Bool
  ) -> ReservationRow {
    let reserve = ledger.events[Int(hold.event)]
    let settled = hold.state == .settled ? ledger.events[Int(hold.endedBy)].credits : nil
    var state: ReservationState
    switch hold.state {
    case .open: state = .open
    case .settled: state = event == hold.endedBy ? .settled : .released
    case .released, .replaced: state = .released
    case .expired: state = .expired
    }
    var endedAt = event == CreditEvent.none ? .max : ledger.events[Int(event)].at
    // An event at `expires_at` or later did not end the hold.
    let hasExpired = state == .expired || (state != .open && endedAt >= hold.expiresAt)
    if hasExpired {
      endedAt = hold.expiresAt
      state = isStale ? .stale : .expired
    }
    return ReservationRow(
      reservationID: reserve.subject, account: reserve.account, reservedAt: reserve.at,
      expiresAt: hold.expiresAt, credits: hold.credits, state: state, settled: settled,
      endedAt: endedAt, endedBy: hasExpired ? CreditEvent.none : event, event: hold.event)
  }
}
