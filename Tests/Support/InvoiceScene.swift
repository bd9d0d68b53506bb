import Credits
import Invoices
import Ledger
import Rating

/// An audit of August 2026 as a test states it, without a replay.
package struct InvoiceScene {
  package var ledger = CreditLedger(files: ["credits/2026/08.csv"])
  package var billed: [BilledEvent] = []
  package var months: [AccountMonth] = []
  package var consumed: [ConsumedCredits] = []
  package var revenue: [DeferredRevenueRow] = []
  package var postings: [RevenuePosting] = []
  package var terms: [Name: AccountTerms] = [:]
  /// Service and model by request id.
  package var uses: [Name: (service: Name, model: Name)] = [:]

  package init() {}

  /// August 2026 as months since January of year 0.
  package static let august: Int32 = 2026 * 12 + 7
  /// One dollar in 10⁻¹⁸ USD.
  package static let dollar: Int128 = 1_000_000_000_000_000_000

  /// Returns a day of August 2026, or of a later month, in nanoseconds since 1970.
  package static func day(_ day: Int64) -> Int64 {
    // 2026-08-01 is day 20,666.
    (20_665 + day) * 86_400 * 1_000_000_000
  }

  /// Returns the number of a text.
  package mutating func number(_ text: Name) -> UInt32 { ledger.names.number(of: text) }

  /// Bills an event of a day of August; its line in the file is one more than those before.
  package mutating func bill(
    _ kind: BilledEvent.Kind, _ account: Name, day: Int64, usd: Int128, payment: Name = .empty,
    paid: Int128? = nil, until: Int64 = .max, of event: EventKind = .grant, subject: Name = .empty
  ) {
    let index = UInt32(ledger.events.count)
    var row = CreditEvent(kind: event, at: InvoiceScene.day(day), account: number(account))
    row.eventID = number(Name("e\(index + 1)"))
    row.subject = number(subject)
    row.line = index + 2
    ledger.events.append(row)
    let payment = number(payment)
    billed.append(
      BilledEvent(
        kind, event: index, account: row.account, month: InvoiceScene.august, usd: usd,
        payment: payment, paid: paid ?? usd, until: until))
  }

  /// Adds a month of an account, with its closing balance; amounts in microcredits.
  package mutating func add(
    _ account: Name, plan: Name = .empty, opening: Int128 = 0,
    _ change: (inout AccountMonth) -> Void = { _ in }
  ) {
    var month = AccountMonth(account: number(account), month: InvoiceScene.august)
    month.plan = number(plan)
    month.opening = opening
    change(&month)
    month.closing =
      month.opening + month.granted.reduce(0, +) - month.revoked + month.refunded - month.expired
      + month.transferredIn - month.transferredOut - month.consumed
    months.append(month)
  }

  /// Consumes microcredits of an account for a request; an empty id is none.
  package mutating func consume(
    _ account: Name, _ microcredits: Int64, request: Name = .empty,
    by user: Name? = nil, service: Name? = nil, model: Name = .empty
  ) {
    if let service { uses[request] = (service, model) }
    let owner = number(account)
    let user = number(user ?? account)
    consumed.append(
      ConsumedCredits(
        event: 0, owner: owner, user: user, request: number(request), month: InvoiceScene.august,
        credits: microcredits))
  }

  /// The audit, with the months by account id.
  package var audit: CreditAudit {
    var totals = CreditTotals()
    (totals.from, totals.to) = (InvoiceScene.day(1), InvoiceScene.day(32))
    var played = ReplayResult()
    played.end = InvoiceScene.day(32) - 1
    let names = ledger.names
    return CreditAudit(
      names: names, files: ledger.files, ledger: ledger, balances: [], grants: [], findings: [],
      revenue: revenue, totals: totals, equation: EventRowCounts(), comparison: BalanceComparison(),
      played: played, postings: postings, billed: billed,
      accountMonths: months.sorted { names.name($0.account) < names.name($1.account) },
      consumedCredits: consumed)
  }

  package var invoices: Invoices {
    Invoices(of: audit, terms: terms, zone: .utc) { uses[ledger.names.name($0)] }
  }

  /// Adds a row of `accounts.csv`.
  package mutating func state(_ account: Name, organisation: Name? = nil, tax: Int64? = nil) {
    var row = AccountTerms(account: account)
    row.organisation = organisation
    row.taxPercent = tax.map { Percent(millionths: $0) }
    terms[account] = row
  }
}
