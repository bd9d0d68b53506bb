import Terminal

extension CommandDeclaration {
  static let bill = CommandDeclaration(
    name: "bill", purpose: "explain how vendors' bills differ from the ledger",
    summary: """
      Compare the vendors' bills in bills/ with the usage ledger, and split every \
      difference by cause.
      """,
    operands: "[WORKSPACE]",
    examples: [
      "assay bill --period 2026-08", "assay bill --vendor openai --fail-on bill-unexplained",
    ],
    options: [
      Option(
        name: "--vendor", value: "NAME", group: .request, help: "limit to the bills of one vendor"),
      Option(
        name: "--format", value: "NAME", group: .request,
        help: "limit to the bills in one format, as in docs/FORMATS.md"),
    ]
      + run.options.filter {
        ["--period", "--month", "--from", "--to", "--last"].contains($0.name)
      } + [
        .asKnownAt,
        .output, .focus, .focusBy, .force, .json, .quiet, .verbose, .noProgress, .color,
        Option(
          name: "--fail-on", value: "KIND,KIND", group: .checks,
          help: "exit 3 on bill (any difference) or bill-unexplained",
          takes: .list(BillFailCondition.names)),
        .billTolerance,
        .maxRejects, .maxRatio, .maxBytes, .skipBadFiles, .wait,
      ] + Option.forWork + [.help],
    closing: """
      Writes bill-reconciliation.csv, bill-summary.csv and bill-lines.csv into the
      run folder of the period. Formats: docs/FORMATS.md, "Vendor bills".
      Exit status: 0 if Assay used all ledger rows and all bill lines, 2 if not. A
      difference alone does not change the exit status.
      """)
}
