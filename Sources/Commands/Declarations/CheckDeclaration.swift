import Ledger
import Terminal

extension CommandDeclaration {
  static let check = CommandDeclaration(
    name: "check", purpose: "check that the workspace is ready to run; write nothing",
    summary: """
      Check that the workspace is ready to run. For each problem, print the command \
      or edit that fixes it.
      """,
    operands: "[WORKSPACE]",
    examples: ["assay check demo --verbose", "assay check --save-mappings"],
    options: [
      Option(
        name: "--save-mappings", value: nil, group: .request,
        help: "add the proposed mappings to assay.json"),
      .asKnownAt, .json,
      Option(
        name: "--verbose", value: nil, group: .output,
        help: "list all findings, not \(OmittedFindings.limit) per kind and file"),
      .noProgress, .color, .maxRejects, .maxRatio, .maxBytes,
    ] + Option.forWork + [.wait, .help],
    closing: """
      Writes nothing, except with --save-mappings.
      Exit status: 0 ready; 2 ready, but some rows are unusable; 1 not ready.
      """)
}
