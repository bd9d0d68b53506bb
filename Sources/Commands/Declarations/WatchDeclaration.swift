import Terminal

extension CommandDeclaration {
  static let watch = CommandDeclaration(
    name: "watch", purpose: "report vendor price changes and their exposure",
    summary: "Report vendor price changes, their cost to you, and the next command.",
    operands: "[WORKSPACE]",
    examples: [
      "assay watch --period 2026-09",
      "assay watch --acknowledge openai/gpt-5/change/2026-09-01 --reason 'in plan'",
    ],
    options: [
      Option(
        name: "--acknowledge", value: "ID", group: .request,
        help: "record an alert as handled"),
      Option(
        name: "--ignore", value: "ID", group: .request, help: "record an alert as irrelevant"),
      Option(
        name: "--reason", value: "TEXT", group: .request,
        help: "state the reason (--acknowledge and --ignore need it)"),
      Option(
        name: "--by", value: "NAME", group: .request, help: "name the person who decides [none]"),
      Option(name: "--at", value: "TIME", group: .request, help: "date the decision [now]"),
    ] + run.options.filter { $0.group == .period } + [
      .output, .force,
      .json,
      Option(name: "--quiet", value: nil, group: .output, help: "print no summary, only errors"),
      .noProgress,
      .color, .maxRejects, .maxRatio, .maxBytes, .wait,
    ] + Option.forWork + [.help],
    closing: """
      Writes price-watch, price-watch-tiers, price-history and price-checks as CSV
      files, and price-watch.xlsx. --acknowledge and --ignore add to price-acks.csv.
      """)
}
