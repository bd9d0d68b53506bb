import Ledger
import Tables

extension Report {
  /// The recommended changes, each with its amount in a month.
  package static let recommendations = Report(
    "recommendations", "Recommendations",
    columns: [
      .count("rank", "Place by amount."),
      .text(
        "kind",
        "multiplier, cheaper_model, batch, free_budget, own_key_fee, overcharge or undercharge."),
      .text("subject", "Tier and model, model, service and model, free tier, provider or cause."),
      .decimal("usd_per_month", "Amount of the period × 30 ÷ its covered days."),
      Column(
        "arithmetic", .text,
        "The amount of the period in a sentence with its numbers; a cheaper model may give worse answers.",
        isProse: true),
      Column(
        "try", .text,
        "Command that gives the amount of the period, or rows for models.csv; – if there is none.",
        isProse: true),
      .text(
        "margin", "Effect on margin if you follow it: raises or lowers; blank if not known."),
    ]
  ) { report, input in
    let rows = input.recommendations
    return report.table(
      rows.count, order: "largest first", weight: { rows[$0].perMonth }
    ) { index in
      let row = rows[index]
      return [
        .count(Int128(index + 1)), .text(Name(row.kind.rawValue)), .text(Name(row.subject)),
        .decimal(row.perMonth, scale: Recommendation.decimals), .text(Name(row.arithmetic)),
        .text(Name(row.attempt.isEmpty ? "–" : row.attempt)),
        .text(Name(row.margin?.rawValue ?? "")),
      ]
    }
  }
}
