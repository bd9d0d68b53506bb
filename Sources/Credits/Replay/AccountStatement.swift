/// The statement of one account in the period: from its opening to its closing balance.
///
/// Opening balance + the credits of all lines = closing balance. Sums in microcredits.
package struct AccountStatement: Sendable {
  /// The number of the account's id.
  package let account: UInt32
  /// The first instant of the period, in nanoseconds since 1970; `Int64.min` without one.
  package let from: Int64
  /// The instant just after the period, or that of the last event without one; nil without events.
  package let to: Int64?
  package let opening: Int128
  package let openingReserved: Int128
  /// In the order of the replay; rows that were not played are at their instants.
  package let lines: [StatementLine]
  package let closing: Int128
  package let closingReserved: Int128

  /// The sum of the movements of one column of `credit-balances.csv`, as that column has it.
  package func sum(of figure: BalanceFigure) -> Int128 {
    let sum = lines.reduce(Int128(0)) { $1.figure == figure ? $0 + Int128($1.credits) : $0 }
    return figure.isReduction ? -sum : sum
  }
}

extension ReplayState {
  /// Returns the statement of a watched account after the replay, with its rows that were not played.
  func statement(
    of name: UInt32, unplayed rows: [UnplayedRow], hasPeriod: Bool
  ) -> AccountStatement {
    let log = statements[name]
    let index = Int(name) < accountOfName.count ? accountOfName[Int(name)] : CreditEvent.none
    let account = index == CreditEvent.none ? nil : accounts[Int(index)]
    let lines = ReplayState.lines(of: log, with: rows)
    let last = max(played.end, lines.last?.at ?? .min)
    let statement = AccountStatement(
      account: name, from: hasPeriod ? periodStart : .min,
      to: hasPeriod ? played.end + 1 : last == .min ? nil : last, opening: log.opening,
      openingReserved: log.openingReserved, lines: lines, closing: log.balance,
      closingReserved: account?.held ?? 0)
    guard let account else { return statement }
    precondition(
      log.opening == account.opening && log.balance == account.balance,
      "a statement leads from the opening to the closing balance")
    for figure in BalanceFigure.allCases {
      precondition(
        statement.sum(of: figure) == account.totals[figure],
        "the movements of a statement sum to the figures of the account")
    }
    return statement
  }

  /// Adds rows that were not played, each after the lines up to its instant.
  private static func lines(
    of log: StatementLog.AccountLog, with rows: [UnplayedRow]
  ) -> [StatementLine] {
    if rows.isEmpty { return log.lines }
    var lines: [StatementLine] = []
    var next = 0
    func add(_ row: UnplayedRow) {
      lines.append(
        StatementLine(
          at: row.at, event: row.event, step: row.step, credits: 0,
          balance: lines.last?.balance ?? log.opening,
          reserved: lines.last?.reserved ?? log.openingReserved, grant: nil, ofGrant: 0,
          realised: 0))
    }
    for line in log.lines {
      while next < rows.count, rows[next].at < line.at {
        add(rows[next])
        next += 1
      }
      lines.append(line)
    }
    for row in rows[next...] { add(row) }
    return lines
  }

  /// A row of the ledger that the replay does not play.
  struct UnplayedRow {
    let at: Int64
    let event: UInt32
    let step: StatementStep
  }

  /// Returns the duplicates, conflicts and rejected rows of accounts from the start of the period to an instant.
  ///
  /// By account; those of one account by instant, events before rejected rows, file and line.
  func unplayedRows(of names: [UInt32], until end: Int64) -> [UInt32: [UnplayedRow]] {
    let wanted = Set(names)
    var rows: [UInt32: [UnplayedRow]] = [:]
    func add(_ account: UInt32, _ at: Int64, _ event: UInt32, _ step: StatementStep) {
      if at < periodStart || at > end { return }
      rows[account, default: []].append(UnplayedRow(at: at, event: event, step: step))
    }
    for (index, event) in ledger.events.enumerated() where wanted.contains(event.account) {
      let first = ahead.repeated.firstOfID[Int(event.eventID)]
      switch played.outcomes[index] {
      case .duplicate: add(event.account, event.at, UInt32(index), .duplicate(of: first))
      case .conflict: add(event.account, event.at, UInt32(index), .conflict(with: first))
      case .applied, .notApplied, .afterPeriod: continue
      }
    }
    for (index, row) in ledger.rejected.enumerated() where wanted.contains(row.account) {
      // Without a readable instant, that of the last event, as its finding has.
      let at = row.at == .min ? ahead.lastAt : row.at
      add(row.account, at, CreditEvent.none, .rejected(UInt32(index)))
    }
    return rows.mapValues { rows in
      rows.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        .map(\.element)
    }
  }
}

extension AccountTotals {
  subscript(figure: BalanceFigure) -> Int128 {
    switch figure {
    case .granted: granted
    case .refunded: refunded
    case .transferredIn: transferredIn
    case .consumed: consumed
    case .expired: expired
    case .revoked: revoked
    case .transferredOut: transferredOut
    }
  }
}
