import Ledger

/// A row of `entitlement-findings.csv`: the requests of an account that its plan does not include, or that came too often.
package struct EntitlementRow: Hashable, Sendable {
  /// `not_entitled` or `rate_limit_exceeded`.
  package let check: CreditCheck
  package let account: Name
  /// Of the account if nothing allows the requests; else that of the row with the limit, empty for any.
  package let plan: Name
  /// Of the requests if nothing allows them, several with semicolons between them; else that of the row with the limit.
  package let capability: Name
  package let qualityLevel: Name
  package let model: Name
  /// Nil for requests that nothing allows.
  package let exceeded: ExceededLimit?
  /// The requests that nothing allows, or all requests of the window.
  package private(set) var requests: Int
  /// The credits of the requests that nothing allows, or of those above the limit.
  package private(set) var stake: RequestCreditSum
  /// The first request that nothing allows, or the first one above the limit.
  package let firstRequest: Name
  /// The place of that request: an index of `CreditAudit.files`, and a line.
  package let file: UInt32
  package let line: UInt32

  package init(
    check: CreditCheck, account: Name, plan: Name, capability: Name, qualityLevel: Name,
    model: Name, exceeded: ExceededLimit?, requests: Int, stake: RequestCreditSum,
    firstRequest: Name, file: UInt32, line: UInt32
  ) {
    self.check = check
    self.account = account
    self.plan = plan
    self.capability = capability
    self.qualityLevel = qualityLevel
    self.model = model
    self.exceeded = exceeded
    self.requests = requests
    self.stake = stake
    self.firstRequest = firstRequest
    self.file = file
    self.line = line
  }

  /// Counts another request that nothing allows.
  mutating func add(_ request: UsageRequest) {
    requests += 1
    stake.add(request)
  }
}

/// A limit of `entitlements.csv` that was exceeded, and the time in which it was.
package struct ExceededLimit: Hashable, Sendable {
  package let window: RateLimitWindow
  package let limit: Int
  /// The line of the row in `entitlements.csv`.
  package let bookLine: Int

  package init(window: RateLimitWindow, limit: Int, bookLine: Int) {
    self.window = window
    self.limit = limit
    self.bookLine = bookLine
  }
}
