import Terminal

extension CommandDeclaration {
  static let explain = CommandDeclaration(
    name: "explain", purpose: "show the price, charge and comparison of one request",
    summary: "Show the price, multiplier, rounding and comparison of one request.",
    operands: "[WORKSPACE] REQUEST_ID",
    examples: [
      "assay explain req_d09ff0c0f16e90bacc24",
      "assay explain --figure margin-by-tier/pro/margin_usd",
    ],
    options: run.options.filter { $0.group == .period }
      + [
        Option(
          name: "--figure", value: "FIGURE", group: .output,
          help: "show the sources of REPORT/KEY/COLUMN instead"),
        .json, .color, .maxRejects, .maxRatio, .maxBytes, .skipBadFiles,
      ] + Option.forWork + [.help],
    closing: """
      Writes nothing. --figure rates the whole ledger: repeat the options --last,
      --max-rejects and --skip-bad-files of the run that wrote the figure.
      """,
    action: ExplainCommand.run)
}
