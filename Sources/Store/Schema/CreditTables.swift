import Reports

extension StoreTable {
  /// The credit ledger replayed; empty without one.
  static let ofCredits = [
    auditFinding, creditBalance, creditGrant, reservation, couponUse, planChange,
    poolUsage, lowBalance, entitlementFinding,
  ]

  static let auditFinding = StoreTable(
    "audit_finding",
    grain:
      "One row per finding about the credit ledger, the worst severity first, as audit-findings.csv.",
    columns: StoreColumn.columns(
      of: AuditFindingsTable.columns,
      optional: [
        "at", "account_id", "event_id", "request_id", "file", "line", "expected", "found",
      ],
      notes: [
        "check": "code of the check; an SQL keyword: write it as \"check\"",
        "at": "instant of the event, hold, grant or request, UTC; NULL: not known",
        "account_id": "account of the credits; NULL: not known",
        "event_id": "credit event; NULL if no single one is the cause",
        "request_id": "NULL without a request",
        "file": "path in the workspace; NULL without a row",
        "line": "physical line, from 1; NULL without a row",
        "expected": "figure by the replay or the books; NULL: none",
        "found": "figure that the event states; NULL: none",
        "credits": "credits at stake; NULL where the requests have no price",
        "usd":
          "credits × credit value of the plan, or the difference in money; NULL where credits is",
      ]))

  static let creditBalance = StoreTable(
    "credit_balance",
    grain:
      "One row per account with an event or a row in accounts.csv, by id, as credit-balances.csv.",
    columns: StoreColumn.columns(
      of: CreditBalancesTable.columns, optional: ["organisation_id", "plan"],
      notes: [
        "organisation_id": "by accounts.csv; NULL: none",
        "plan": "plan in force at the end of the period; NULL: none",
        "recorded": "last balance_after of the account; NULL: none",
      ]))

  static let creditGrant = StoreTable(
    "credit_grant",
    grain: "One row per grant of credits that was live in the period, by account, as grants.csv.",
    columns: StoreColumn.columns(
      of: GrantsTable.columns, optional: ["expires_at"],
      notes: [
        "expires_at": "instant at which they expire, UTC; NULL: never",
        "file": "path in the workspace of the event",
        "line": "physical line of the event, from 1",
      ])
      + [
        StoreColumn(
          "expires_on", .text,
          "YYYY-MM-DD of expires_at in the reporting zone; NULL: never; not in the CSV file")
      ])

  static let reservation = StoreTable(
    "reservation",
    grain:
      "One row per hold on credits that was open in the period, in the order of events, as reservations.csv.",
    columns: StoreColumn.columns(
      of: ReservationsTable.columns, optional: ["ended_at", "ended_by"],
      notes: [
        "settled_credits": "credits of its settlement, even a late one; NULL without one",
        "ended_at": "instant at which the hold ended, UTC; NULL while it is open",
        "ended_by": "event that ended it; NULL if it is open or expired",
        "file": "path in the workspace of the reservation",
        "line": "physical line of the reservation, from 1",
      ]))

  static let couponUse = StoreTable(
    "coupon_use",
    grain: "One row per coupon, other redeemed codes included, by code, as coupons-report.csv.",
    columns: StoreColumn.columns(
      of: CouponsTable.columns,
      optional: ["kind", "max_uses", "uses_left", "first_at", "last_at"],
      notes: [
        "kind":
          "credit_bonus, free_month, percentage_discount or fixed_discount; NULL: not in coupons.csv",
        "max_uses": "limit of redemptions, by coupons.csv; NULL: none",
        "uses_left": "redemptions that the limit still allows; NULL: no limit",
        "first_at": "instant of the first redemption, UTC; NULL: none",
        "last_at": "instant of the last redemption, UTC; NULL: none",
      ]))

  static let planChange = StoreTable(
    "plan_change",
    grain: "One row per applied change of a plan, in the order of events, as plan-changes.csv.",
    columns: StoreColumn.columns(
      of: PlanChangesTable.columns, optional: ["from_plan", "direction"],
      notes: [
        "from_plan": "plan before the change; NULL: none",
        "direction":
          "upgrade, downgrade or same, by the allowances; NULL if plans.csv lacks the new plan",
        "expected_credits": "credits by the proration; NULL unless the change is in force at once",
        "paid_usd": "payment; NULL if the event states none",
        "expected_usd": "payment by the proration; NULL unless the change is in force at once",
        "file": "path in the workspace of the event",
        "line": "physical line of the event, from 1",
      ]))

  static let poolUsage = StoreTable(
    "pool_usage",
    grain:
      "One row per organisation, member and month with a draw or a share, as pool-usage.csv.",
    columns: StoreColumn.columns(
      of: PoolUsageTable.columns, optional: [],
      notes: [
        "cap_credits": "most credits that the member may draw in the month; NULL: no cap",
        "left_credits": "cap_credits less drawn_credits, at least 0; NULL: no cap",
        "expected_credits": "share of the month by allocations.csv; NULL: none",
      ]))

  static let lowBalance = StoreTable(
    "low_balance",
    grain:
      "One row per account at the highest low-balance level or below at the end of the period, lowest percentage first, as low-balances.csv.",
    columns: StoreColumn.columns(
      of: LowBalancesTable.columns,
      optional: [
        "plan", "organisation_id", "run_out_day", "last_notice_level", "last_notice_at",
      ],
      notes: [
        "plan": "plan in force at the end of the period; NULL: none",
        "organisation_id": "by accounts.csv; NULL: none",
        "percent_left": "balance as a percentage of reference_balance; NULL if that is not above 0",
        "run_out_day":
          "YYYY-MM-DD in the reporting zone; NULL if it has ended, or nothing is consumed",
        "last_notice_level": "NULL without a notice",
        "last_notice_at": "instant of the last notice, UTC; NULL without one",
      ]))

  static let entitlementFinding = StoreTable(
    "entitlement_finding",
    grain:
      "One row per account, check, row of entitlements.csv and time with requests that a plan does not include or that came too often, as entitlement-findings.csv.",
    columns: StoreColumn.columns(
      of: EntitlementFindingsTable.columns,
      optional: ["plan", "capability", "quality_level", "model", "window", "limit"],
      notes: [
        "check": "not_entitled or rate_limit_exceeded; an SQL keyword: write it as \"check\"",
        "plan": "plan of the account, or of the row with the limit; NULL: none, or any",
        "capability": "of the requests, or of the row with the limit; NULL: not known, or any",
        "quality_level": "of the requests, or of the row with the limit; NULL: not known, or any",
        "model": "of the requests, or of the row with the limit; NULL: any",
        "window": "minute (UTC) or reporting day of the limit; NULL without a limit",
        "limit": "requests allowed; NULL without a limit; an SQL keyword: write it as \"limit\"",
        "credits":
          "of the requests that no row allows, or of those above the limit; NULL where none has a price",
        "file": "path in the workspace of the first request",
        "line": "physical line of the first request, from 1",
      ]))
}

extension StoreView {
  /// Questions to the credit ledger.
  static let ofCredits = [
    StoreView(
      "credit_equation",
      "Balances of all accounts from opening to closing. If the exact figure missing is not 0, do not trust the run.",
      """
      WITH amount(sign, text) AS (\(terms.map { "SELECT \($0.sign), \($0.name) FROM credit_balance" }
        .joined(separator: "\n    UNION ALL "))),
        -- Whole credits and millionths apart, as integers, have an exact sum.
        exact AS (SELECT sum(sign * CAST(text AS INTEGER)) AS credits,
            sum(sign * CASE WHEN text LIKE '-%' THEN -1 ELSE 1 END * CAST(
              substr(substr(text, instr(text || '.', '.') + 1) || '000000', 1, 6) AS INTEGER))
              AS microcredits
          FROM amount)
      SELECT count(*) AS accounts,
        \(terms.map { "\(credits($0.name)) AS \($0.name)" }.joined(separator: ",\n  ")),
        (SELECT coalesce(CASE microcredits % 1000000 WHEN 0 THEN credits + microcredits / 1000000
            ELSE round(credits + microcredits / 1e6, 6) END, 0) FROM exact) AS missing
      FROM credit_balance
      """),
    StoreView(
      "findings_by_check",
      "Each check with a finding: its worst severity, number, accounts and amounts at stake, NULL where none is known; worst severity first, then largest amount.",
      """
      SELECT "check", CASE rank WHEN 0 THEN 'critical' WHEN 1 THEN 'warning' ELSE 'info' END AS severity,
        findings, accounts, credits, usd, first_at, last_at
      FROM (SELECT "check",
          min(CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END) AS rank,
          count(*) AS findings, count(DISTINCT coalesce(account_id, '')) AS accounts,
          -- The amount of a request without a price is not known.
          CASE WHEN count(credits) > 0 THEN \(credits("credits")) END AS credits,
          CASE WHEN count(usd) > 0 THEN \(usd("total(usd)", of: "total(abs(usd))")) END AS usd,
          -- Without the Z, texts of instants are in the order of time, whatever their decimals.
          min(rtrim(at, 'Z')) || 'Z' AS first_at, max(rtrim(at, 'Z')) || 'Z' AS last_at
        FROM audit_finding GROUP BY "check")
      ORDER BY rank, abs(usd) DESC, "check"
      """),
    StoreView(
      "open_holds",
      "Each hold on credits that was open at the end of the period, the first to expire first.",
      """
      SELECT reservation_id, account_id, reserved_at, expires_at, CAST(credits AS REAL) AS credits,
        file, line
      FROM reservation WHERE state = 'open'
      ORDER BY rtrim(expires_at, 'Z'), rtrim(reserved_at, 'Z'), file, line
      """),
    StoreView(
      "grants_expiring",
      "Credits left at the end of the period, by expiry day in the reporting zone: grants, accounts, credits, and their part of the payment.",
      """
      SELECT expires_on AS day, count(*) AS grants, count(DISTINCT account_id) AS accounts,
        \(credits("\"left\"")) AS credits, \(usd("total(deferred_usd)")) AS deferred_usd
      FROM credit_grant WHERE expires_on IS NOT NULL AND "left" <> '0'
      GROUP BY expires_on ORDER BY expires_on
      """),
    StoreView(
      "accounts_below_zero",
      "Each account with a balance below 0 at the end of the period, lowest first.",
      """
      SELECT account_id, organisation_id, plan, CAST(closing AS REAL) AS closing,
        CAST(reserved AS REAL) AS reserved, CAST(available AS REAL) AS available,
        CAST(recorded AS REAL) AS recorded
      FROM credit_balance WHERE closing LIKE '-%' ORDER BY CAST(closing AS REAL), account_id
      """),
  ]

  /// The parts of a balance, each with its sign in the equation.
  private static let terms: [(sign: Int, name: String)] = [
    (1, "opening"), (1, "granted"), (1, "refunded"), (1, "transferred_in"), (-1, "consumed"),
    (-1, "expired"), (-1, "revoked"), (-1, "transferred_out"), (-1, "closing"),
  ]

  /// The sum of a column of credits, which have 6 decimals.
  private static func credits(_ column: String) -> String { "round(total(\(column)), 6)" }
}
