import Terminal

extension CommandDeclaration {
  package static let run = CommandDeclaration(
    name: "run", purpose: "rate, reconcile and report: the main command",
    summary: """
      Rate every request, compare the results with the recorded figures, and write \
      the reports.
      """,
    operands: "[WORKSPACE]",
    examples: [
      "assay run --period 2026-09", "assay run --last 30 --fail-on mismatch,unpriced --json",
    ],
    options: [
      Option(
        name: "--period", value: "P", group: .period,
        help: "2026-09, last, 2026-Q3 or A..B, both included [all]"),
      Option(name: "--month", value: "P", group: .period, help: nil),
      Option(
        name: "--from", value: "DAY", group: .period,
        help: "set the first day; set the end day (exclusive)"),
      Option(name: "--to", value: "DAY", group: .period, help: nil),
      Option(
        name: "--last", value: "N", group: .period, help: "limit to the last N days of the ledger"),
      .asKnownAt, .output,
      Option(
        name: "--rated", value: "FILE", group: .output,
        help: "also write every row with its figures (.gz compresses)", takes: .file),
      .invoices,
      .eventRevenue,
      .focus, .focusBy, .force,
      Option(
        name: "--open", value: nil, group: .output,
        help: "open the report in the browser, or print its path"),
      .json, .quiet, .verbose, .noProgress, .color,
      Option(
        name: "--fail-on", value: "KIND,KIND", group: .checks,
        help: "exit 3 on mismatch, unpriced, unexplained, bill, critical or a CODE",
        takes: .list(FailCondition.names)),
      .billTolerance, .maxRejects, .maxRatio, .maxBytes, .skipBadFiles, .wait,
    ] + Option.forWork + [.help],
    closing: """
      Writes summary, facts, exceptions, rejects, reconciliation, diagnosis,
      corrections, comparison, margin, revenue, free-tier, forecast, price and usage
      reports as CSV, plus two workbooks, report.html, manifest.json and assay.db.
      With files in credits/, also the files of assay audit.
      """)
}
