import Terminal

extension CommandDeclaration {
  static let simulate = CommandDeclaration(
    name: "simulate", purpose: "rate past usage again with other prices or multipliers",
    summary: "Rate past usage again with other multipliers, prices, models or quotas.",
    operands: "[WORKSPACE] [SCENARIO.json]",
    examples: [
      "assay simulate --set tier:pro=1.4 --budget free=2000 --last 30",
      "assay simulate --search 'tier:pro 1.2..2.0 step 0.05' --target-margin 35",
    ],
    options: [
      change(
        "--set", "KEY=M",
        "set the multiplier of tier:T, model:M, provider:P, combination:T/M or default"),
      change("--increment", "STEP", "round up to 0.01, 0.1 or 1 credit; T=STEP for a tier"),
      change("--credit-value", "USD", "set the credit value; T=USD for a tier"),
      change("--price", "CHANGE", "change 'PROVIDER/MODEL/CLASS +20%' or …/CLASS=USD"),
      change("--swap", "MODEL=OTHER", "send requests to another model of the provider"),
      change("--block", "TIER:MODELS", "block models, separated by commas, for a tier"),
      change("--budget", "TIER=N", "limit a user's credits per month or per day"),
      change("--daily-cap", "TIER=N", nil),
      change("--plan-price", "TIER=USD", "set the monthly price of a plan"),
      Option(
        name: "--search", value: "RANGE", group: .changes,
        help: "try 'tier:pro 1.2..2.0 step 0.05', or budget:T, …"),
      Option(
        name: "--target-margin", value: "N", group: .changes,
        help: "aim at a margin of N percent [the plans' targets]"),
      Option(
        name: "--baseline", value: "WHAT", group: .changes,
        help: "compare with books or recorded deductions [books]",
        takes: .word(["books", "recorded"])),
    ] + run.options.filter { $0.group == .period } + [
      Option(
        name: "--output", value: "DIR", group: .output,
        help: "write reports to DIR [out/simulation/ for any period]", takes: .folder),
      Option(
        name: "--facts", value: nil, group: .output,
        help: "also write the facts of each scenario"),
      Option(
        name: "--save-as-proposal", value: nil, group: .output,
        help: "propose multipliers for approval"),
      Option(name: "--by", value: "NAME", group: .output, help: nil),
      Option(name: "--reason", value: "TEXT", group: .output, help: nil),
      .force,
      Option(
        name: "--json", value: nil, group: .output,
        help: "print JSON on stdout; print no summary"),
      Option(name: "--quiet", value: nil, group: .output, help: nil), .color,
      Option(
        name: "--no-progress", value: nil, group: .output, help: nil, isForMachines: true),
      Option(
        name: "--max-rejects", value: "N|P%", group: .work,
        help: "set the limits on inputs, as in assay run"),
      Option(name: "--max-ratio", value: "N", group: .work, help: nil, isForMachines: true),
      Option(name: "--max-bytes", value: "N", group: .work, help: nil, isForMachines: true),
      .wait,
      Option(
        name: "--threads", value: "N", group: .work,
        help: "set the threads and the reading, as in assay run", isForMachines: true),
      Option(name: "--block-bytes", value: "N", group: .work, help: nil, isForMachines: true),
      Option(name: "--careful", value: nil, group: .work, help: nil, isForMachines: true), .help,
    ],
    closing: """
      Writes simulation*.csv, tiers-compare.csv, free-tier-frontier.csv and
      simulation.xlsx; changes no book. Scenarios and files: docs/SIMULATION.md.
      """,
    takesMoreOperands: true)

  private static func change(_ name: String, _ value: String, _ help: String?) -> Option {
    Option(name: name, value: value, group: .changes, help: help, repeats: true)
  }
}
