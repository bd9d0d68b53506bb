extension CommandDeclaration {
  static let explain = CommandDeclaration(
    name: "explain", purpose: "how one request was priced, charged and compared",
    summary: "How one request was priced, multiplied, rounded and compared.",
    operands: "[WORKSPACE] REQUEST_ID",
    examples: [
      "assay explain req_8f4461b1920c56430038",
      "assay explain --figure margin-by-tier/pro/margin_usd",
    ],
    options: run.options.filter {
      ["--period", "--from", "--to", "--as-known-at"].contains($0.name)
    }
      + [
        Option(
          name: "--figure", value: "FIGURE", group: .output,
          help: "what is behind REPORT/KEY/COLUMN instead"),
        .json,
      ] + run.options.filter { ["--color", "--help"].contains($0.name) },
    closing: "Writes nothing. Only --figure needs the whole ledger to be rated.",
    action: ExplainCommand.run)
}
