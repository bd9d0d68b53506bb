import Terminal

extension CommandDeclaration {
  static let open = CommandDeclaration(
    name: "open", purpose: "open the report of a run in the browser",
    summary: "Open report.html of the last run, or of a period, in the browser.",
    operands: "[WORKSPACE] [PERIOD]",
    examples: ["assay open", "assay open shop 2026-09"],
    options: [.color, .help],
    closing: """
      PERIOD is a period of assay run --period, or the name of a folder in out/.
      Without a desktop, the command prints the path of the page.
      """)
}
