import Ledger

/// The result of the audit: the rows of its tables and the figures of its screen.
package struct CreditAudit: Sendable {
  /// The texts that the rows name by number.
  package let names: CreditNames
  /// The paths in the workspace that findings name by index: credit files, then usage files.
  package let files: [Name]
  /// The events as read.
  package let ledger: CreditLedger
  /// One per account with an event, a draw or a row in `accounts.csv`, by account id bytewise.
  package let balances: [AccountBalance]
  /// One per grant live in the period, by account id, instant and order of events.
  package let grants: [GrantRow]
  /// All findings, by severity, instant, account id, event id, request id and check.
  package internal(set) var findings: [CreditFinding]
  /// The faults of the export that findings show, in the order in which they were found.
  package internal(set) var exportFaults: [ExportFault] = []
  /// One per month and source with an amount other than 0, by month and source.
  package let revenue: [DeferredRevenueRow]
  package let totals: CreditTotals
  package let equation: EventRowCounts
  package let comparison: BalanceComparison
  /// The facts behind the tables.
  package let played: ReplayResult
  /// One per hold open in the period, in order of events: instant, path and line.
  package let reservations: [ReservationRow]
  /// One per coupon of the book or redeemed code, by code bytewise.
  package let coupons: [CouponRow]
  /// One per account, check, row and window with a finding about entitlements, in this order.
  package let entitlements: [EntitlementRow]
  /// One per account of a customer at a vendor, by account and provider.
  package let ownKeys: [OwnKeyAccount]
  /// One per member and month of the period with a draw or a share, by organisation, account id and month.
  package let poolUsage: [PoolUsageRow]
  /// One per account at a low-balance level at the end, by percentage left and account id.
  package let lowBalances: [LowBalanceRow]
  /// One per crossed level and other notice of the period, by instant and account id.
  package let notices: [NoticeRow]
  /// The amounts of money that moved, all since the first event, in the order of the replay.
  package let postings: [RevenuePosting]
  /// The number of the first of them that are before the period.
  package let postingsBefore: Int
  /// The sales and refunds that invoices state, all since the first event, in the order of the replay.
  package let billed: [BilledEvent]
  /// One per account and month of the period with a balance or a movement, by account id and month.
  package let accountMonths: [AccountMonth]
  /// The credits that events of the period took and gave back, in the order of the replay.
  package let consumedCredits: [ConsumedCredits]
  /// The months that the period touches, as months since January of year 0: without a period, those of its events.
  package let months: Range<Int32>
  /// The names of the accounts of the journal.
  package let journalAccounts: JournalAccounts
  /// The state behind the tables; nil for an audit that no replay made.
  let end: ReplayEnd?

  package init(
    names: CreditNames,
    files: [Name],
    ledger: CreditLedger,
    balances: [AccountBalance],
    grants: [GrantRow],
    findings: [CreditFinding],
    revenue: [DeferredRevenueRow],
    totals: CreditTotals,
    equation: EventRowCounts,
    comparison: BalanceComparison,
    played: ReplayResult,
    reservations: [ReservationRow] = [],
    coupons: [CouponRow] = [],
    entitlements: [EntitlementRow] = [],
    ownKeys: [OwnKeyAccount] = [],
    poolUsage: [PoolUsageRow] = [],
    lowBalances: [LowBalanceRow] = [],
    notices: [NoticeRow] = [],
    postings: [RevenuePosting] = [],
    postingsBefore: Int = 0,
    billed: [BilledEvent] = [],
    accountMonths: [AccountMonth] = [],
    consumedCredits: [ConsumedCredits] = [],
    months: Range<Int32> = 0..<0,
    journalAccounts: JournalAccounts = JournalAccounts(),
    end: ReplayEnd? = nil
  ) {
    self.names = names
    self.files = files
    self.ledger = ledger
    self.balances = balances
    self.grants = grants
    self.findings = findings
    self.revenue = revenue
    self.totals = totals
    self.equation = equation
    self.comparison = comparison
    self.played = played
    self.reservations = reservations
    self.coupons = coupons
    self.entitlements = entitlements
    self.ownKeys = ownKeys
    self.poolUsage = poolUsage
    self.lowBalances = lowBalances
    self.notices = notices
    self.postings = postings
    self.postingsBefore = postingsBefore
    self.billed = billed
    self.accountMonths = accountMonths
    self.consumedCredits = consumedCredits
    self.months = months
    self.journalAccounts = journalAccounts
    self.end = end
  }

  /// The amounts of money that moved in the period, in the order of the replay.
  package var postingsOfPeriod: ArraySlice<RevenuePosting> { postings[postingsBefore...] }

  /// True if a grant of the whole replay was paid for.
  package var hasPaidGrants: Bool { billed.hasSale }

  /// The applied sides of transfers that lack the other side, but may still get it within 24 hours.
  package var openTransfers: [UInt32] {
    played.order.filter { index in
      let event = ledger.events[Int(index)]
      guard event.kind == .transferOut || event.kind == .transferIn,
        played.outcomes[Int(index)] == .applied,
        (played.transferPartners[index] ?? CreditEvent.none) == CreditEvent.none
      else { return false }
      return event.at > played.lastEventAt - WholeLedgerContext.grace
    }
  }

  /// True if an event of the whole ledger deducts credits for a request.
  package var hasDeductions: Bool { ledger.events.contains { $0.kind.isDeduction } }

  /// The applied plan changes up to the end of the replay, in order of events: instant, path and line.
  package var planChanges: [PlanChangeRow] { played.planChanges }
}

/// A row of `credit-balances.csv`.
///
/// Sums in microcredits; texts are numbers of the audit's names, 0 is blank.
package struct AccountBalance: Hashable, Sendable {
  package var account: UInt32
  package var organisation: UInt32 = 0
  /// The plan in force at the end.
  package var plan: UInt32 = 0
  package var opening: Int128 = 0
  package var granted: Int128 = 0
  package var refunded: Int128 = 0
  package var transferredIn: Int128 = 0
  package var consumed: Int128 = 0
  package var expired: Int128 = 0
  package var revoked: Int128 = 0
  package var transferredOut: Int128 = 0
  package var closing: Int128 = 0
  package var reserved: Int128 = 0
  /// The last `balance_after` of the account, in 10⁻¹⁸ credit; `CreditEvent.noStated` if it has none.
  package var recorded: Int128 = CreditEvent.noStated
  /// The sum of its balance effects.
  package var explained: Int128 = 0

  package var available: Int128 { closing - reserved }

  package init(account: UInt32) {
    self.account = account
  }
}

/// A row of `grants.csv`.
///
/// Credits in microcredits; texts are numbers of the audit's names.
package struct GrantRow: Hashable, Sendable {
  package var grantID: UInt32
  package var account: UInt32
  package var source: GrantSource
  /// Nanoseconds since 1970.
  package var at: Int64
  /// Nanoseconds since 1970; `Int64.max` is never.
  ///
  /// Of a grant that rolled over, the later instant.
  package var expiresAt: Int64
  package var priority: Int32
  package var granted: Int64
  package var left: Int64
  /// 10⁻¹⁸ USD.
  package var paid: Int128
  package var deferred: Int128
  package var consumed: Int128
  package var refunded: Int128
  package var expired: Int64
  package var revoked: Int64
  package var transferred: Int64
  /// The event that made the grant, by index of the ledger.
  package var event: UInt32

  package init(
    grantID: UInt32,
    account: UInt32,
    source: GrantSource,
    at: Int64,
    expiresAt: Int64,
    priority: Int32,
    granted: Int64,
    left: Int64,
    paid: Int128,
    deferred: Int128,
    consumed: Int128,
    refunded: Int128,
    expired: Int64,
    revoked: Int64,
    transferred: Int64,
    event: UInt32
  ) {
    self.grantID = grantID
    self.account = account
    self.source = source
    self.at = at
    self.expiresAt = expiresAt
    self.priority = priority
    self.granted = granted
    self.left = left
    self.paid = paid
    self.deferred = deferred
    self.consumed = consumed
    self.refunded = refunded
    self.expired = expired
    self.revoked = revoked
    self.transferred = transferred
    self.event = event
  }
}

/// The figures of the screen, in microcredits, over all accounts and the period.
package struct CreditTotals: Hashable, Sendable {
  package var opening: Int128 = 0
  /// By source, in the order of `GrantSource`; refunds and transfers are 0.
  package var granted: [Int128] = Array(repeating: 0, count: GrantSource.allCases.count)
  package var refunded: Int128 = 0
  package var consumed: Int128 = 0
  package var expired: Int128 = 0
  package var revoked: Int128 = 0
  package var transferredIn: Int128 = 0
  package var transferredOut: Int128 = 0
  package var closing: Int128 = 0
  package var reserved: Int128 = 0
  /// The events of the period.
  package var events = 0
  package var accounts = 0
  /// The first instant of the period, and the first one after it: nanoseconds since 1970.
  package var from: Int64 = .min
  package var to: Int64 = .max

  package init() {}
}
