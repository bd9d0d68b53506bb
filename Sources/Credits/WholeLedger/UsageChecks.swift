import Ledger

/// The checks of what requests used: entitlements, rate limits and keys of customers' own.
struct UsageChecks {
  private(set) var findings: [CreditFinding] = []
  /// By account, check, row and window.
  private(set) var entitlements: [EntitlementRow] = []
  /// By account and provider.
  private(set) var ownKeys: [OwnKeyAccount] = []

  /// Checks the requests before the end of the replay.
  ///
  /// - Parameters:
  ///   - from: the start of the period, in nanoseconds since 1970.
  ///   - names: gains the ids of requests and accounts that no credit event has.
  init(
    _ context: WholeLedgerContext, _ requests: RequestCharges?, from: Int64,
    names: inout CreditNames
  ) {
    let usage = requests?.usage ?? UsageRequests()
    let end = context.end
    var checked = context.ledger.events.isEmpty ? [] : usage.requests
    // Most ledgers end with the replay: nothing is copied then.
    if checked.contains(where: { $0.startedAt.nanoseconds >= end }) {
      checked.removeAll { $0.startedAt.nanoseconds >= end }
    }
    var report = UsageReport(context, usage)
    if let book = context.books.entitlements {
      let check = EntitlementCheck(context, usage, book)
      entitlements = check.rows(checked, &report, names: &names)
    }
    // A replay without an event has no end: its requests are not known.
    let areKnown = requests != nil && !context.ledger.events.isEmpty
    ownKeys = BYOKAccounts.rows(
      context, usage, areKnown ? checked : nil, from: from, &report, names: &names)
    findings = report.findings
  }
}

/// Makes findings about requests of the usage ledger.
struct UsageReport {
  let context: WholeLedgerContext
  private let usage: UsageRequests
  private let files: UInt32
  private(set) var findings: [CreditFinding] = []

  init(_ context: WholeLedgerContext, _ usage: UsageRequests) {
    self.context = context
    self.usage = usage
    files = UInt32(context.ledger.files.count)
  }

  /// The index of a request's file in `CreditAudit.files`.
  func file(of request: UsageRequest) -> UInt32 { files + request.file }

  /// Adds a finding at a request, worth the credits of one or more.
  mutating func add(
    _ check: CreditCheck, at request: UsageRequest, _ stake: RequestCreditSum,
    names: inout CreditNames,
    _ describe: (inout CreditFinding, inout CreditNames) -> Void
  ) {
    let account = usage.accounts[Int(request.account)]
    let at = request.startedAt.nanoseconds
    var finding = CreditFinding(check, at: at, account: names.number(of: account))
    finding.request = names.number(of: request.id)
    finding.file = file(of: request)
    finding.line = request.line
    finding.unpriced = UInt32(clamping: stake.unpriced)
    finding.hasAmounts = stake.credits != nil
    finding.credits = stake.credits ?? 0
    finding.usd = context.plans.value(
      of: finding.credits, plan: context.plans.plan(of: account, at: at), at: at)
    describe(&finding, &names)
    findings.append(finding)
  }
}
