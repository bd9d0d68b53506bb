import Terminal

extension CommandDeclaration {
  static let explain = CommandDeclaration(
    name: "explain", purpose: "show how one request was priced, charged and compared",
    summary: "Show how one request was priced, multiplied, rounded and compared.",
    operands: "[WORKSPACE] REQUEST_ID",
    examples: [
      "assay explain req_8f4461b1920c56430038",
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
      Writes nothing. Only --figure rates the whole ledger: repeat the --last,
      --max-rejects and --skip-bad-files of the run that wrote the figure.
      """,
    action: ExplainCommand.run)
}
