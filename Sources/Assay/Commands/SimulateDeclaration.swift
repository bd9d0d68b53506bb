extension CommandDeclaration {
  static let simulate = CommandDeclaration(
    name: "simulate", purpose: "what other prices or multipliers would have done",
    summary: "What changed books would have done to the traffic that there was.",
    operands: "[WORKSPACE] [SCENARIO.json]",
    examples: [
      "assay simulate --set tier:pro=1.4 --budget free=2000 --last 30",
      "assay simulate --search 'tier:pro 1.2..2.0 step 0.05' --target-margin 35",
    ],
    options: [
      change("--set", "LEVEL:KEY=M", "tier:T, model:M, provider:P, combination:T/M, default"),
      change("--increment", "[TIER=]STEP", "round up to 0.01, 0.1 or 1 credit"),
      change("--credit-value", "[TIER=]USD", "what a credit is worth"),
      change("--price", "'P/M/CLASS +N%'", "a vendor's price; or =USD per million"),
      change("--swap", "MODEL=OTHER", "send requests to another model of the provider"),
      change("--block", "TIER:MODEL,…", "models that a tier may not use"),
      change("--budget", "TIER=CREDITS", "the most for a user and month"),
      change("--daily-cap", "TIER=CREDITS", "the most for a user and day"),
      change("--plan-price", "TIER=USD", "the monthly price of a plan"),
      Option(
        name: "--search", value: "'KEY A..B step S'", group: .changes,
        help: "try a multiplier, budget:T or daily-cap:T at many values"),
      Option(
        name: "--target-margin", value: "PERCENT", group: .changes,
        help: "to aim at [the plans' targets]"),
      Option(
        name: "--baseline", value: "WHAT", group: .changes,
        help: "books, or recorded: what was really deducted [books]",
        takes: .word(["books", "recorded"])),
    ] + run.options.filter { $0.group == .period } + [
      Option(
        name: "--output", value: "DIR", group: .output,
        help: "where reports go [out/, or out/PERIOD/]", takes: .folder),
      Option(
        name: "--facts", value: nil, group: .output,
        help: "also each scenario's facts, as a run would write them"),
      Option(
        name: "--save-as-proposal", value: nil, group: .output,
        help: "add the scenario's multipliers as pending rows"),
      Option(name: "--by", value: "NAME", group: .output, help: "who proposes, and why"),
      Option(name: "--reason", value: "TEXT", group: .output, help: nil),
      Option(
        name: "--force", value: nil, group: .output,
        help: "replace files that assay did not write"),
      .json, Option(name: "--quiet", value: nil, group: .output, help: "no summary"), .noProgress,
      .color, .maxRejects, .maxRatio, .maxBytes, .wait,
    ] + Option.forWork + [.help],
    closing: """
      Writes simulation, simulation-users, simulation-break-even, tiers-compare as
      CSV and simulation.xlsx; changes no book. Scenarios: docs/SIMULATION.md.
      """,
    action: SimulateCommand.run, takesMoreOperands: true)

  private static func change(_ name: String, _ value: String, _ help: String) -> Option {
    Option(name: name, value: value, group: .changes, help: help, repeats: true)
  }
}
