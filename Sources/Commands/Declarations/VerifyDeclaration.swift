import Terminal

extension CommandDeclaration {
  static let verify = CommandDeclaration(
    name: "verify", purpose: "prove that a closed month still gives the same bytes",
    summary: """
      Prove offline that the inputs of a closed month still give the closed files. Check \
      the chain of closes, every input, a second run, and the reports on disk.
      """,
    operands: "[WORKSPACE] [PERIOD]",
    examples: [
      "assay verify 2026-08", "assay verify 2026-08 --against ../then",
    ],
    options: [
      .json, .quiet, .noProgress, .color,
      Option(
        name: "--against", value: "DIR", group: .checks,
        help: "compare with DIR, a checkout of the close, to name the changed lines", takes: .folder
      ),
      Option(
        name: "--require-signature", value: nil, group: .checks,
        help: "exit 3 unless a signature covers the close"),
    ] + Option.forWork + [.help],
    closing: """
      PERIOD is a month, such as 2026-08. Without it, verify proves every close.
      verify writes nothing into the workspace. Its exit status is 0 if it proved
      everything, 3 if not, and 1 if it could not run. Steps of the proof:
      docs/CLOSING.md.
      """)
}
