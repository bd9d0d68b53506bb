import Terminal

extension CommandDeclaration {
  static let compare = CommandDeclaration(
    name: "compare", purpose: "explain why cost, revenue and margin changed between periods",
    summary: "Split the change of revenue, cost and margin between two periods by driver.",
    operands: "[WORKSPACE] [A B]",
    examples: [
      "assay compare 2026-08 2026-09",
      "assay compare shop 2026-09 2026-09 --set tier:pro=1.4",
    ],
    options: [
      Option(
        name: "--scenario", value: "FILE", group: .changes,
        help: "rate B with the changes in FILE", takes: .file)
    ]
      + simulate.options.filter {
        ["--set", "--increment", "--credit-value", "--price"].contains($0.name)
      } + [
        .asKnownAt,
        Option(
          name: "--output", value: "DIR", group: .output,
          help: "write the comparison to DIR [out/comparison/]", takes: .folder),
        Option(
          name: "--facts", value: "FILE", group: .output,
          help: "also write the working paper: sums by account and key", takes: .file),
        .force, .json, .quiet, .noProgress, .color, .maxRejects, .maxRatio, .maxBytes,
        .skipBadFiles, .wait,
      ] + Option.forWork + [.help],
    closing: """
      A and B are periods such as 2026-08, 2026-Q3, 2026-07..2026-08 or august; a
      range includes both ends. Default: the latest complete month and the one before.
      Writes comparison.csv and comparison-movers.csv: docs/COMPARE.md.
      """,
    takesMoreOperands: true)
}
