import Ledger

/// The replay of a credit ledger: from events, books and requests to the audit.
package enum CreditReplay {
  /// Returns the audit of a ledger.
  ///
  /// - Parameters:
  ///   - period: the period of the figures; nil is from the first event to just after the last.
  ///   - requests: the requests of the usage ledger; nil if there is no usage ledger.
  package static func audit(
    _ ledger: CreditLedger, books: CreditBooks, period: Range<Instant>?, requests: RequestCharges?
  ) -> CreditAudit {
    audit(
      ledger, books: books, period: period, requests: requests, watching: CreditEvent.none
    ).audit
  }

  /// Returns the audit, and the account of one event before and after it.
  static func audit(
    _ ledger: CreditLedger, books: CreditBooks, period: Range<Instant>?,
    requests: RequestCharges?, watching event: UInt32
  ) -> (audit: CreditAudit, watched: WatchedEvent) {
    var state = played(ledger, books: books, period: period, watching: event)
    state.reportUnplayed(until: period?.upperBound.nanoseconds)
    var names = state.names
    let context = WholeLedgerContext(state.played, ledger, books, names)
    let whole = WholeLedgerChecks.check(
      context, requests: requests, from: state.periodStart, names: &names)
    state.names = names
    state.checkIdentities()
    var audit = state.audit(
      findings: state.findings + whole.findings, usage: whole.usage,
      requestFiles: requests?.files ?? [], context)
    audit.markCorrected(requests)
    audit.markConsequences(requests)
    audit.markExportFaults(requests, period)
    return (audit, state.watched)
  }

  /// Plays a ledger up to the end of the period.
  ///
  /// - Parameter isPart: the ledger has the events of some accounts only.
  static func played(
    _ ledger: CreditLedger, books: CreditBooks, period: Range<Instant>?,
    watching event: UInt32 = CreditEvent.none, isPart: Bool = false
  ) -> ReplayState {
    var ahead = ReplayPrescan(ledger)
    func state() -> ReplayState {
      var state = ReplayState(ledger, books: books, ahead: ahead)
      state.watched.event = event
      state.isPart = isPart
      state.playAll(period)
      return state
    }
    var first = state()
    first.settleRollovers(after: period)
    if !first.lateRollovers.isEmpty {
      ahead.lateRollovers = first.lateRollovers
      first = state()
    }
    first.settleCrossings(after: period)
    return first
  }
}

extension ReplayState {
  /// Plays all events up to the end of the period, and processes what is due by then.
  mutating func playAll(_ period: Range<Instant>?) {
    let from = period?.lowerBound.nanoseconds ?? .min
    let to = period?.upperBound.nanoseconds
    played.lastEventAt = ahead.lastAt
    played.hasNotices = ahead.hasNotices
    played.transferPartners = ahead.partners
    if period == nil { isInPeriod = true }
    var count = 0
    for index in ahead.order {
      let at = ledger.events[Int(index)].at
      if let to, at >= to { break }
      if !isInPeriod && at >= from { beginPeriod(from) }
      fetchAhead(of: count)
      play(index)
      count += 1
    }
    played.order = count == ahead.order.count ? ahead.order : Array(ahead.order.prefix(count))
    if !isInPeriod { beginPeriod(from) }
    let last = to.map { $0 - 1 } ?? ahead.lastAt
    advanceAll(through: last)
    finishMonths(at: last)
    for account in waitingRollovers.keys.sorted() {
      resolveWaitingRollovers(of: account, at: last)
    }
    played.end = last
    if !isPart { enterStatedAccounts() }
    played.accounts = accounts.map(\.name)
    played.accountOfName = accountOfName
    played.uses = uses
    played.used = used
  }

  /// Looks at the second after the period for credits that belong to a `rollover` record of its last second.
  fileprivate mutating func settleRollovers(after period: Range<Instant>?) {
    if waitingRollovers.isEmpty { return }
    guard let period else { return resolveWaitingRollovers() }
    let (end, isLate) = period.upperBound.nanoseconds.addingReportingOverflow(
      Instant.nanosecondsPerSecond + 1)
    var later = ReplayState(ledger, books: books, ahead: ahead)
    later.playAll(period.lowerBound..<Instant(nanoseconds: isLate ? .max : end))
    later.resolveWaitingRollovers()
    // Records after the period are in it, too: they are not played.
    lateRollovers = later.lateRollovers
  }

  /// Looks at the day after the period for rises and notices of crossings that still wait for one.
  mutating func settleCrossings(after period: Range<Instant>?) {
    guard let period, ahead.hasNotices,
      hasOpenCrossing(before: period.upperBound.nanoseconds)
    else { return }
    let (end, isLate) = period.upperBound.nanoseconds.addingReportingOverflow(
      ReplayPrescan.patience)
    var later = ReplayState(ledger, books: books, ahead: ahead)
    later.playAll(period.lowerBound..<Instant(nanoseconds: isLate ? .max : end))
    // Up to the end of the period both replays are the same.
    played.crossings = Array(later.played.crossings.prefix(played.crossings.count))
  }

  /// Notes the opening balances just before the first instant of the period.
  private mutating func beginPeriod(_ from: Int64) {
    advanceAll(through: from - 1)
    isInPeriod = true
    periodStart = from
    money.postingsBefore = money.postings.count
    for account in accounts.indices {
      accounts[account].opening = accounts[account].balance
      accounts[account].totals = AccountTotals()
      statements.open(
        accounts[account].name, balance: accounts[account].balance, reserved: accounts[account].held
      )
    }
    beginMonths(at: from)
  }

  /// Adds the accounts of `accounts.csv` that have no event, with the plan in force at the end.
  private mutating func enterStatedAccounts() {
    let end = played.end
    for name in (books.accountTerms ?? [:]).keys.sorted() {
      let account = account(number(of: name), at: end)
      if let organisation = books.accountTerms?[name]?.organisation { _ = number(of: organisation) }
      if !accounts[account].hasEvent { beginPlan(of: account, at: end) }
    }
  }

  /// Notes the outcomes of rows that are not played.
  mutating func noteUnplayed() {
    for (index, kind) in ahead.repeated.kinds.enumerated() {
      switch kind {
      case .counted: continue
      case .duplicate: played.outcomes[index] = .duplicate
      case .conflict: played.outcomes[index] = .conflict
      }
    }
  }

  /// Notes rows that are not played, with a finding for each conflict and each rejected row up to the end of the replay.
  mutating func reportUnplayed(until end: Int64?) {
    noteUnplayed()
    for (index, kind) in ahead.repeated.kinds.enumerated() {
      switch kind {
      case .counted, .duplicate: continue
      case .conflict:
        let event = ledger.events[index]
        if let end, event.at >= end { continue }
        var finding = CreditFinding(.eventConflict, at: event.at, account: event.account)
        finding.event = UInt32(index)
        (finding.eventID, finding.request) = (event.eventID, event.request)
        (finding.file, finding.line) = (event.file, event.line)
        finding.detail = .earlier(event: ahead.repeated.firstOfID[Int(event.eventID)])
        findings.append(finding)
      }
    }
    for row in ledger.rejected {
      // Without a readable instant, that of the last event.
      let at = row.at == .min ? ahead.lastAt : row.at
      if let end, at >= end { continue }
      var finding = CreditFinding(.eventRejected, at: at, account: row.account)
      (finding.eventID, finding.request) = (row.eventID, row.request)
      (finding.file, finding.line) = (row.file, row.line)
      finding.detail = .code(row.code)
      findings.append(finding)
    }
  }
}
