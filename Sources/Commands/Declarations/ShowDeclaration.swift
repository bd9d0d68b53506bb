import Presentation
import Querying
import Terminal

extension CommandDeclaration {
  static let show = CommandDeclaration(
    name: "show", purpose: "print a table of measures by tier, model, account, day …",
    summary: "Print measures by any combination of dimensions, from the facts of the last run.",
    operands: "[WORKSPACE] MEASURES",
    examples: [
      "assay show cost,margin --by tier --period 2026-Q3",
      "assay show cost --by model,month --where tier=pro --limit 5",
    ],
    options: [
      Option(
        name: "--by", value: "DIMENSIONS", group: .request,
        help: "group by these dimensions, such as account,month [total only]",
        takes: .list(QueryKeywords.dimensionNames)),
      condition,
      Option(
        name: "--sort", value: "NAME", group: .request,
        help: "sort by a measure or dimension; -NAME: descending [largest first]"),
      limit(usual: "25; days, weeks, months: all"),
    ] + askingOptions,
    closing: """
      MEASURES: requests, cost, recorded_cost, credits, revenue, margin,
      margin_percent, loss, tokens, prompt_tokens, cached_tokens, output_tokens,
      cache_share, cost_per_1000_requests, cost_per_1000_output_tokens,
      tokens_per_request, cost_per_user, users, mismatches.
      DIMENSIONS: tier, provider, model, service, service_tier, account, user, day,
      week, month, own_key. Separate them with commas. Meanings: docs/SHOW.md
      """,
    takesMoreOperands: true)

  static let top = CommandDeclaration(
    name: "top", purpose: "list the accounts, users or models with the largest figures",
    summary: "List the accounts, users or models with the largest figures.",
    operands: "[WORKSPACE] accounts|users|models",
    examples: [
      "assay top accounts --by margin --period 2026-Q3", "assay top models --by change",
    ],
    options: [
      Option(
        name: "--by", value: "FIGURE", group: .request,
        help:
          "rank by cost, revenue, margin, loss (of free tiers), requests, tokens or change [cost]",
        takes: .word(TopFigure.allCases.map(\.rawValue))),
      condition,
      limit(usual: "10"),
    ] + askingOptions,
    closing: """
      --by change compares usage revenue, or vendor cost if no book sets customer
      prices, with the previous period. Default: the latest complete month.
      See also: assay show
      """)

  private static let condition = Option(
    name: "--where", value: "CONDITION", group: .request,
    help: "keep only matches, such as tier=pro, tier!=free, model=a,b or 'margin<0'", repeats: true)

  private static func limit(usual: String) -> Option {
    Option(
      name: "--limit", value: "N", group: .request,
      help: "show N lines and sum the others, or all [\(usual)]")
  }

  /// The options of commands that ask what the last run kept.
  private static let askingOptions: [Option] =
    run.options.filter { $0.group == .period } + [
      Option(
        name: "--format", value: "FORM", group: .output,
        help: "print a table, csv, json or md (Markdown) [table]",
        takes: .word(AnswerForm.allCases.map(\.rawValue))),
      .json, .noProgress, .color, .maxRejects, .maxRatio, .maxBytes, .skipBadFiles, .wait,
    ] + Option.forWork + [.help]
}
