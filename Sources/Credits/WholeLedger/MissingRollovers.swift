import Ledger

/// The check of rollovers without a record, in a ledger that has such records.
enum MissingRollovers {
  static func findings(_ context: WholeLedgerContext) -> [CreditFinding] {
    let unrecorded = context.played.rollovers.filter {
      !$0.hasRecord && context.isOverdue($0.at)
    }
    if unrecorded.isEmpty || !hasRecords(context) { return [] }
    let later = laterRecords(context)
    return unrecorded.compactMap { rollover in
      let name = context.played.accounts[Int(rollover.account)]
      let isRecorded = (later[name] ?? []).contains {
        $0 - rollover.at <= WholeLedgerContext.grace
      }
      if isRecorded { return nil }
      var finding = CreditFinding(.rolloverMissing, at: rollover.at, account: name)
      finding.credits = rollover.credits
      finding.usd = context.plans.value(
        of: rollover.credits, plan: context.names.name(rollover.plan), at: rollover.at)
      finding.expected = .credits(rollover.credits)
      finding.detail = .ended(at: rollover.at)
      return finding
    }
  }

  private static func hasRecords(_ context: WholeLedgerContext) -> Bool {
    context.ledger.events.indices.contains {
      context.ledger.events[$0].kind == .rollover && context.isFact($0)
    }
  }

  /// The instants of the records after the period, by account; a rollover of the period may be recorded then.
  private static func laterRecords(_ context: WholeLedgerContext) -> [UInt32: [Int64]] {
    var records: [UInt32: [Int64]] = [:]
    for (index, event) in context.ledger.events.enumerated()
    where event.kind == .rollover && context.played.outcomes[index] == .afterPeriod {
      records[event.account, default: []].append(event.at)
    }
    return records
  }
}
