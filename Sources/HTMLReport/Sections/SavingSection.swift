import Ledger
import Overview
import Reports
import Tables

/// Recommended changes, each with its amount in a month and the command that shows its effect.
enum SavingSection {
  static let id = "savings"

  /// Nothing without a recommendation.
  static func markup(_ recommendations: [Recommendation]) -> Markup {
    guard !recommendations.isEmpty else { return .nothing }
    let shown = recommendations.prefix(DataTable.limit)
    let rest = recommendations.count - shown.count
    return Section.markup(
      id: id, "Possible savings", side: Section.side("USD in 30 days, largest first"),
      [
        .element("ol", ["class": "att"], shown.map(item)),
        Section.note(
          for: id,
          (rest > 0 ? "\(Figures.count(Int64(rest))) more are in the file. " : "")
            + "A cheaper model may give worse answers. The amounts cover the whole period, so they do not "
            + "follow the filter. A request can count in several amounts. All are in",
          files: ["recommendations.csv"]),
      ])
  }

  private static func item(_ recommendation: Recommendation) -> Markup {
    let amount = Figures.money(recommendation.perMonth, scale: Recommendation.decimals, decimals: 2)
    let attempt: Markup =
      recommendation.attempt.isEmpty
      ? .nothing
      : .element(
        "p", ["class": "do"],
        [
          .sentence(recommendation.kind == .ownKeyFee ? "In " : "Try: "),
          .element("code", .text(recommendation.attempt)),
        ])
    return .element(
      "li",
      [
        .element("b", ["class": "usd"], .text(Typography.figure(amount))),
        .element(
          "div",
          [.element("p", ["class": "what"], .sentence(recommendation.arithmetic)), attempt]),
        .element(
          "p", ["class": "note where"],
          .element(
            "span", ["class": "meaning"],
            .text(meaning(recommendation)))),
      ])
  }

  /// The kind in words, and its effect on margin.
  private static func meaning(_ recommendation: Recommendation) -> String {
    let kind = recommendation.kind.rawValue
    let words = CodeText.words(Name(kind), column: "kind")?.description ?? kind
    return words + (recommendation.margin.map { ", \($0.rawValue) margin" } ?? "")
  }
}
