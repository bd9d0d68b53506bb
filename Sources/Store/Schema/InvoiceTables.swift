import Reports

extension StoreTable {
  /// Revenue and invoices of the credit ledger; empty without one.
  static let ofInvoices = [deferredRevenue, invoice, invoiceLine, journalLine, billingMap]

  static let deferredRevenue = StoreTable(
    "deferred_revenue",
    grain: "One row per month and source of grants with an amount, as deferred-revenue.csv.",
    columns: StoreColumn.columns(
      of: DeferredRevenueTable.columns, optional: [],
      notes: [
        "month": "YYYY-MM in the reporting zone",
        "breakage_percent_expected": "according to the setting credits.breakage; NULL: none",
        "breakage_percent_seen": "NULL before a paid grant has ended",
      ]))

  static let invoice = StoreTable(
    "invoice",
    grain: "One row per invoice, by account and month, as invoices.csv.",
    columns: StoreColumn.columns(
      of: InvoicesTable.columns, optional: ["organisation_id"],
      notes: [
        "organisation_id": "organisation of a shared invoice; NULL: of an account of its own",
        "month": "YYYY-MM in the reporting zone",
      ]))

  static let invoiceLine = StoreTable(
    "invoice_line",
    grain: "One row per line of an invoice, by account, month and line, as invoice-lines.csv.",
    columns: StoreColumn.columns(
      of: InvoiceLinesTable.columns, optional: ["unit", "event_id", "file", "line_of_file"],
      notes: [
        "month": "YYYY-MM in the reporting zone",
        "quantity": "number of units; of credits, negative for those that left; NULL: none",
        "unit": "month, change, package, payment or credits; NULL: none",
        "unit_price_usd": "price of one unit; NULL: none",
        "exact_usd": "amount before it is rounded; NULL for credits",
        "event_id": "credit event of the line; NULL for tax and credits",
        "file": "path in the workspace of the event; NULL without one",
        "line_of_file": "physical line of the event, from 1; NULL without one",
      ]))

  static let journalLine = StoreTable(
    "journal_line",
    grain: "One row per month, posting and source of grants with an amount, as journal.csv.",
    columns: StoreColumn.columns(
      of: JournalTable.columns, optional: [],
      notes: ["month": "YYYY-MM in the reporting zone"]))

  static let billingMap = StoreTable(
    "billing_map",
    grain:
      "One row per account and month with requests, a movement of credits or a billed line, as billing-map.csv.",
    columns: StoreColumn.columns(
      of: BillingMapTable.columns, optional: ["plan", "requests", "invoice"],
      notes: [
        "month": "YYYY-MM in the reporting zone",
        "plan": "plan in force at the end of the month; NULL: none",
        "requests": "requests of the usage ledger; NULL without one",
        "rated_credits": "credits of these requests; NULL without a usage ledger",
        "credits_difference": "consumed less refunded less rated; NULL without a usage ledger",
        "invoice": "number of its invoice; NULL: none",
      ]))
}

extension StoreView {
  /// Questions about deferred revenue and billing.
  static let ofInvoices = [
    StoreView(
      "deferred_by_month",
      "Each month: deferred revenue of all sources from opening to closing.",
      """
      SELECT month,
        \((["opening"] + flows + ["closing"]).map { "\(dollars($0)) AS \($0)_usd" }
        .joined(separator: ",\n  ")),
        round(total(closing_credits), 6) AS closing_credits
      FROM deferred_revenue GROUP BY month ORDER BY month
      """),
    StoreView(
      "revenue_equation",
      "All payments since the first one, by outcome. If the exact figure missing is not 0, do not trust the run.",
      """
      WITH ending AS (SELECT closing_usd FROM deferred_revenue
          WHERE month = (SELECT max(month) FROM deferred_revenue)),
        amount(sign, text) AS (\(signs.map { "SELECT \($0.sign), \($0.name)_usd FROM deferred_revenue" }
        .joined(separator: "\n    UNION ALL "))
          UNION ALL SELECT -1, closing_usd FROM ending),
        decimal AS (SELECT sign * CASE WHEN text LIKE '-%' THEN -1 ELSE 1 END AS sign,
            CAST(ltrim(text, '-') AS INTEGER) AS whole,
            substr(substr(text, instr(text || '.', '.') + 1) || '000000000000000000', 1, 18) AS digits
          FROM amount),
        -- Whole dollars and two times nine decimals apart, as integers, have exact sums.
        parts AS (SELECT coalesce(sum(sign * whole), 0) AS whole,
            coalesce(sum(sign * CAST(substr(digits, 1, 9) AS INTEGER)), 0) AS high,
            coalesce(sum(sign * CAST(substr(digits, 10) AS INTEGER)), 0) AS low
          FROM decimal),
        carried AS (SELECT whole, high + low / 1000000000 AS high, low % 1000000000 AS low FROM parts)
      SELECT \(flows.map { "\(dollars($0)) AS \($0)_usd" }.joined(separator: ",\n  ")),
        (SELECT \(usd("total(closing_usd)", of: "total(abs(closing_usd))")) FROM ending) AS deferred_usd,
        (SELECT CASE WHEN low = 0 AND high % 1000000000 = 0 THEN whole + high / 1000000000
            ELSE whole + high / 1000000000 + (high % 1000000000 * 1000000000 + low) / 1e18 END FROM carried) AS missing
      FROM deferred_revenue
      """),
    StoreView(
      "billing_gaps",
      "Each account and month whose consumed credits differ from its rated ones, the largest difference first.",
      """
      SELECT account_id, month, plan, requests, CAST(rated_credits AS REAL) AS rated_credits,
        CAST(consumed_credits AS REAL) AS consumed_credits,
        CAST(refunded_credits AS REAL) AS refunded_credits,
        CAST(credits_difference AS REAL) AS credits_difference,
        CAST(billed_usd AS REAL) AS billed_usd, invoice
      FROM billing_map WHERE credits_difference <> '0'
      ORDER BY abs(CAST(credits_difference AS REAL)) DESC, account_id, month
      """),
  ]

  private static let flows = ["sold", "realised", "breakage", "refunded", "transferred"]
  /// The changes of the deferred amount with their signs.
  private static let signs: [(sign: Int, name: String)] = [
    (1, "sold"), (-1, "realised"), (-1, "breakage"), (-1, "refunded"), (1, "transferred"),
  ]

  private static func dollars(_ column: String) -> String {
    usd("total(\(column)_usd)", of: "total(abs(\(column)_usd))")
  }
}
