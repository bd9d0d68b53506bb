import Terminal

extension CommandDeclaration {
  static let audit = CommandDeclaration(
    name: "audit", purpose: "replay the credit ledger and report costly errors",
    summary: """
      Replay every event in credits/, prove each account's balance, and report errors \
      in credits and money.
      """,
    operands: "[WORKSPACE]",
    examples: [
      "assay audit --period 2026-08", "assay audit demo --fail-on critical --json",
    ],
    options: run.options.filter {
      ["--period", "--month", "--from", "--to", "--last"].contains($0.name)
    } + [
      .asKnownAt,
      Option(
        name: "--account", value: "ID", group: .output,
        help: "also write a statement of the account; repeatable", repeats: true),
      .invoices, .output, .eventRevenue, .force, .json, .quiet, .verbose, .noProgress, .color,
      Option(
        name: "--fail-on", value: "KIND,KIND", group: .checks,
        help: "exit 3 on critical, warning (or worse), any or a check CODE",
        takes: .list(CreditFailCondition.names)),
      .maxRejects, .maxRatio, .maxBytes, .skipBadFiles, .wait,
    ] + Option.forWork + [.help],
    closing: """
      Writes audit-findings.csv, audit-summary.csv, credit-balances.csv, grants.csv,
      reservations.csv, coupons-report.csv, plan-changes.csv, pool-usage.csv,
      low-balances.csv, notices.csv, deferred-revenue.csv, revenue-waterfall.csv,
      journal.csv, invoices.csv, invoice-lines.csv, billing-map.csv,
      entitlement-findings.csv, byok-accounts.csv and credit-rejects.csv into the
      run folder of the period, and credit-statement-ID.csv for each --account.
      Events, checks, statements, revenue and invoices: docs/CREDITS.md.
      """)
}
