import Terminal

extension CommandDeclaration {
  static let multipliers = CommandDeclaration(
    name: "multipliers", purpose: "list, approve or reject multipliers that await approval",
    summary: "List the multipliers that await approval; approve or reject one of them.",
    operands: "list|approve|reject [WORKSPACE] [LINE]",
    examples: [
      "assay multipliers list", "assay multipliers approve 9 --by cfo@example.com",
    ],
    options: [
      Option(
        name: "--by", value: "NAME", group: .request,
        help: "name the approver; must differ from the requester"),
      Option(
        name: "--reason", value: "TEXT", group: .request,
        help: "state the reason [the reason of the request]"),
      Option(
        name: "--at", value: "TIME", group: .request, help: "date the decision [now]"),
      .color, .wait, .help,
    ],
    closing: """
      LINE is the line of the row in multipliers.csv. Assay adds each decision as a
      new row at the end and changes no existing row. Only approved rows count in a
      run.
      """)
}
