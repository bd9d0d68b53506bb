import Ledger
import Reconciliation
import Tables

extension Report {
  /// The causes of mismatch: one row per cause, unexplained mismatches first.
  package static let diagnosis = Report(
    "diagnosis", "Diagnosis",
    columns: diagnosisColumns
  ) { report, input in
    let lines = input.causes
    let isSold = !input.isCostOnly
    return report.table(
      lines.count,
      order:
        "unexplained mismatches first, then largest in USD, of wrong charges or of recorded cost"
    ) { index in
      let line = lines[index]
      let (effect, worst) = (line.effect, line.worst)
      func credits(_ microcredits: Int128?) -> Cell {
        isSold ? microcredits.map { .creditsSum(microcredits: $0) } ?? .blank : .blank
      }
      func worth(_ attodollars: Int128?) -> Cell {
        isSold ? attodollars.map { .money(Money(attodollars: $0)) } ?? .blank : .blank
      }
      func users(_ count: Int) -> Cell { isSold ? .count(Int128(count)) : .blank }
      return [
        .text(Name(line.cause.name)), .count(Int128(line.requests)),
        .count(Int128(line.users.count)), .money(Money(attodollars: line.costDifference)),
        credits(effect.net - line.refunded), moment(line.first),
        moment(line.last), joined(line.models), joined(line.tiers),
        .text(Name(DiagnosisText.text(line, in: input.zone))), joined(line.services),
        joined(line.files), .text(Name(line.pattern.words)),
        users(line.users.values.count { $0.overcharged > 0 }),
        credits(effect.overcharged), worth(effect.overchargedWorth),
        users(line.users.values.count { $0.undercharged > 0 }),
        credits(effect.undercharged), worth(effect.underchargedWorth),
        worth(effect.lost), worst.map { .text($0.user) } ?? .blank,
        credits(worst?.effect.net), worth(worst?.effect.netWorth),
      ]
    }
  }

  private static let diagnosisColumns = [
    .text("code", "Mistake that reproduces the recorded figures exactly; see docs/DIAGNOSES.md."),
    .count("requests", "Requests with this cause."),
    .count("users", "Distinct users of those requests."),
    .requestMoney("cost_difference_usd", "Recorded less expected cost, summed."),
    Column(
      "credits_difference", .credits,
      "Recorded less expected credits, summed; above 0 if customers were overcharged. With "
        + "credits/, this and the other credits of the row cover only the usage export."),
    .text("first_seen", "Start of the first such request, in UTC."),
    .text("last_seen", "Start of the last such request, in UTC."),
    .text("models", "Models of those requests, separated by semicolons."),
    .text("tiers", "Tiers of those requests, separated by semicolons."),
    Column(
      "sentence", .text, "The cause in words, with the first rows of the books behind it.",
      isProse: true),
    .text("services", "Services of those requests, separated by semicolons."),
    .text("files", "Files of the ledger with those requests, separated by semicolons."),
    .text(
      "pattern",
      "Values that those requests share, and the instant at which they begin or end together."),
    .count("users_overcharged", "Users that this cause overcharged."),
    .overchargedCredits,
    .requestMoney("overcharged_usd", "List value of those credits."),
    .count("users_undercharged", "Users that this cause undercharged."),
    .underchargedCredits,
    .requestMoney("undercharged_usd", "List value of those credits."),
    .requestMoney("lost_usd", "Part of that value from paid tiers: revenue that was not earned."),
    .text("worst_user", "User with the largest difference in credits."),
    Column("worst_user_credits", .credits, "Recorded less expected credits of that user."),
    .requestMoney("worst_user_usd", "List value of those credits."),
  ]

  /// An instant in UTC, which also at midnight has its time.
  private static func moment(_ instant: Instant) -> Cell {
    .text(Name(instant.rfc3339))
  }

  /// Names in one cell, bytewise, a semicolon between them.
  private static func joined(_ names: Set<Name>) -> Cell {
    .text(Name(names.sorted().map(\.description).joined(separator: ";")))
  }
}
