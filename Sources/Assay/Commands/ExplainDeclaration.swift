import Terminal

extension CommandDeclaration {
  static let explain = CommandDeclaration(
    name: "explain", purpose: "how one request was priced, charged and compared",
    summary: "How one request was priced, multiplied, rounded and compared.",
    operands: "[WORKSPACE] REQUEST_ID",
    examples: [
      "assay explain req_8f4461b1920c56430038",
      "assay explain --figure margin-by-tier/pro/margin_usd",
    ],
    options: run.options.filter { $0.group == .period }
      + [
        Option(
          name: "--figure", value: "FIGURE", group: .output,
          help: "what is behind REPORT/KEY/COLUMN instead"),
        .json, .color, .maxRejects, .maxRatio, .maxBytes, .skipBadFiles,
      ] + Option.forWork + [.help],
    closing: """
      Writes nothing. Only --figure rates the whole ledger: say --last, --max-rejects
      and --skip-bad-files as the run was told whose figure it is.
      """,
    action: ExplainCommand.run)
}
