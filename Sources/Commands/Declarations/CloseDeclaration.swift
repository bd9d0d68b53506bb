import Closing
import Terminal

extension CommandDeclaration {
  static let close = CommandDeclaration(
    name: "close", purpose: "close a month, approve a close, or restate a month",
    summary: """
      Run a month and close it: record the digests of all inputs and reports, and add a line \
      to the hash chain closes.csv.
      """,
    operands: "[approve|restate|list] [WORKSPACE] [PERIOD]",
    examples: [
      "assay close 2026-08 --by finance-lead --reason 'month end'",
      "assay close approve 2026-08 --by controller",
    ],
    options: [
      Option(
        name: "--by", value: "NAME", group: .request,
        help: "name the person; an approver must differ from the closer"),
      Option(
        name: "--reason", value: "TEXT", group: .request,
        help: "state the reason; an approval needs none"),
      Option(
        name: "--at", value: "TIME", group: .request, help: "date the decision [now]"),
      Option(
        name: "--accept", value: "KIND,KIND", group: .request,
        help: "close despite these defects: unpriced, rejected, conflict or critical",
        takes: .list(CloseDefect.allCases.map(\.rawValue))),
      Option(
        name: "--json", value: nil, group: .output, help: "print the list as JSON on stdout"),
      .quiet, .noProgress, .color, .wait,
    ] + Option.forWork + [.help],
    closing: """
      PERIOD is a month such as 2026-08. close writes the reports to out/PERIOD/, the
      manifest to closes/ and a line to closes.csv; run then refuses the month.
      restate closes the month again with the inputs known now, and keeps both closes.
      """)
}
