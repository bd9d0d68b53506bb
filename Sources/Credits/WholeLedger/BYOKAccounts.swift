import Ledger

/// The accounts of customers at vendors: registered ones, requests under their keys, and recorded balances.
enum BYOKAccounts {
  /// Returns the rows of `byok-accounts.csv`, and reports the requests to providers that are not registered.
  ///
  /// - Parameters:
  ///   - requests: those before the end of the replay; nil if they are not known.
  ///   - from: the start of the period, in nanoseconds since 1970: earlier requests are in no figure.
  static func rows(
    _ context: WholeLedgerContext, _ usage: UsageRequests, _ requests: [UsageRequest]?,
    from: Int64, _ report: inout UsageReport, names: inout CreditNames
  ) -> [OwnKeyAccount] {
    var rows: [Key: OwnKeyAccount] = [:]
    let terms = context.books.accountTerms ?? [:]
    for account in terms.values {
      for provider in account.byokProviders ?? [] {
        let key = Key(account: account.account, provider: provider)
        rows[key] = row(of: key, isCounted: requests != nil)
        rows[key]?.isRegistered = true
      }
    }
    // Without the column byok_providers it is not known which are registered.
    let isKnown = terms.values.contains { $0.byokProviders != nil }
    for request in requests ?? [] where usage.uses[Int(request.use)].isBYOK {
      let key = Key(
        account: usage.accounts[Int(request.account)],
        provider: usage.uses[Int(request.use)].provider)
      if request.startedAt.nanoseconds >= from {
        rows[key, default: row(of: key, isCounted: true)].use?.add(
          request.isPriced
            ? (request.notionalCost.attodollars, Int128(request.rated.microcredits)) : nil)
      }
      guard isKnown, terms[key.account]?.byokProviders?.contains(key.provider) != true else {
        continue
      }
      report.add(.byokUnregistered, at: request, .of(request), names: &names) { finding, names in
        finding.found = .name(names.number(of: key.provider))
      }
    }
    takeBalances(context, &rows, isCounted: requests != nil)
    return rows.values.sorted { ($0.account, $0.provider) < ($1.account, $1.provider) }
  }

  /// An account and a provider.
  private struct Key: Hashable {
    let account: Name
    let provider: Name
  }

  /// Returns the row of an account without a request; its requests are not known without a usage ledger.
  private static func row(of key: Key, isCounted: Bool) -> OwnKeyAccount {
    var row = OwnKeyAccount(account: key.account, provider: key.provider)
    if isCounted { row.use = OwnKeyUse() }
    return row
  }

  /// Takes the last balance of each account at a vendor, in the order of events.
  private static func takeBalances(
    _ context: WholeLedgerContext, _ rows: inout [Key: OwnKeyAccount], isCounted: Bool
  ) {
    for index in context.played.order where context.played.outcomes[Int(index)] == .applied {
      let event = context.ledger.events[Int(index)]
      guard event.kind == .balance, event.subject != CreditNames.blank else { continue }
      let key = Key(
        account: context.names.name(event.account), provider: context.names.name(event.subject))
      let rest =
        event.terms == CreditEvent.none
        ? 0 : context.ledger.terms[Int(event.terms)].creditsRest
      var row = rows[key] ?? row(of: key, isCounted: isCounted)
      row.balance = Int128(event.credits) * ReplayState.fine + Int128(rest)
      row.balanceAt = event.at
      rows[key] = row
    }
  }
}
