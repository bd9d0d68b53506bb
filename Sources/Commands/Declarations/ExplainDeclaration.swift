import Terminal

extension CommandDeclaration {
  static let explain = CommandDeclaration(
    name: "explain", purpose: "show the price, charge and comparison of requests",
    summary: "Show the price, multiplier, rounding and comparison of one or more requests.",
    operands: "[WORKSPACE] REQUEST_ID...",
    examples: [
      "assay explain --from out/2026-09/exceptions.csv",
      "assay explain --figure margin-by-tier/pro/margin_usd",
    ],
    options: run.options.flatMap { option -> [Option] in
      if option.name == "--from" { return days }
      return option.group == .period && option.name != "--to" ? [option] : []
    }
      + [
        Option(
          name: "--event", value: "ID", group: .output,
          help: "show a credit event, with its account before and after it"),
        Option(
          name: "--account", value: "ID", group: .output,
          help: "show a credit account: grants, holds, debts, last movements"),
        Option(
          name: "--at", value: "TIME", group: .output,
          help: "show the account after the events of this instant [last event]"),
        Option(
          name: "--figure", value: "FIGURE", group: .output,
          help: "show the sources of REPORT/KEY/COLUMN instead"),
        .json, .color, .maxRejects, .maxRatio, .maxBytes, .skipBadFiles,
      ] + Option.forWork + [.help],
    closing: """
      Writes nothing; explains up to 1,000 requests at once. Also accepts the ids
      of credit events, grants, reservations and transfers.
      --figure rates the whole ledger: repeat the options --last, --max-rejects and
      --skip-bad-files of the run that wrote the figure. For bills, it also explains
      bill-reconciliation/FORMAT/VENDOR/PERIOD/MODEL/CLASS/COLUMN and
      bill-summary/FORMAT/VENDOR/MONTH/PART; write a blank key as -, and a slash
      in a key as //.
      """,
    takesMoreOperands: true)

  /// The options for the days; a file of request ids has the place of the first.
  private static let days = [
    Option(
      name: "--from", value: "DAY|FILE", group: .period,
      help:
        "set the first day; or explain the request ids in FILE (one per line, or column request_id)",
      takes: .file),
    Option(name: "--to", value: "DAY", group: .period, help: "set the end day (exclusive)"),
  ]
}
