/// A row of `notices.csv`: a low-balance level that an event crossed, or a notice that answered no crossing.
///
/// Texts are numbers of the audit's names.
package struct NoticeRow: Hashable, Sendable {
  package let account: UInt32
  /// The level crossed, or that of the notice, in millionths of a percent; nil if that is not a number.
  package let level: Int64?
  /// The event that crossed the level, by index of the ledger; `CreditEvent.none` for a row that is only about a notice.
  package let crossing: UInt32
  /// The balance after the crossing, or at the notice: microcredits.
  package let balance: Int128
  /// The notice, by index of the ledger; `CreditEvent.none` without one.
  package let notice: UInt32
  package let state: NoticeState

  package init(
    account: UInt32, level: Int64?, crossing: UInt32, balance: Int128, notice: UInt32,
    state: NoticeState
  ) {
    self.account = account
    self.level = level
    self.crossing = crossing
    self.balance = balance
    self.notice = notice
    self.state = state
  }
}

extension ReplayState {
  /// The crossings with a state and the other notices of the period, by instant, account id and order of events.
  func noticeRows(_ context: WholeLedgerContext) -> [NoticeRow] {
    var rows: [(at: Int64, row: NoticeRow)] = []
    func add(_ event: UInt32, _ row: NoticeRow) {
      let at = ledger.events[Int(event)].at
      if at >= periodStart { rows.append((at, row)) }
    }
    for crossing in played.crossings {
      guard let state = NoticeChecks.state(of: crossing, context) else { continue }
      add(
        crossing.event,
        NoticeRow(
          account: ledger.events[Int(crossing.event)].account, level: crossing.level,
          crossing: crossing.event, balance: crossing.balance, notice: crossing.notice,
          state: state))
    }
    for notice in played.notices where !notice.answersCrossing {
      add(
        notice.event,
        NoticeRow(
          account: ledger.events[Int(notice.event)].account, level: notice.level,
          crossing: CreditEvent.none, balance: notice.balance, notice: notice.event,
          state: notice.isUnfounded ? .unfounded : .sent))
    }
    return rows.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.at != b.at { return a.at < b.at }
      if a.row.account != b.row.account { return names.precedes(a.row.account, b.row.account) }
      return left.offset < right.offset
    }.map(\.element.row)
  }
}
