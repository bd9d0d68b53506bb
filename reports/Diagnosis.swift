import Ledger
import Reconciliation
import Tables

extension Report {
  /// What the mismatches come from: one row per cause, what nothing explains first.
  static let diagnosis = Report("diagnosis") { input in
    let lines = input.causes
    let isSold = !input.isCostOnly
    return Table(
      name: "diagnosis", title: "Diagnosis", columns: diagnosisColumns, rowCount: lines.count,
      order:
        "what nothing explains first, then largest in USD, of wrong charges or of recorded cost"
    ) { index in
      let line = lines[index]
      let (effect, worst) = (line.effect, line.worst)
      func credits(_ microcredits: Int128?) -> Cell {
        isSold ? microcredits.map { .creditsSum(microcredits: $0) } ?? .blank : .blank
      }
      func worth(_ attodollars: Int128?) -> Cell {
        isSold ? attodollars.map { .money(Money(attodollars: $0)) } ?? .blank : .blank
      }
      return [
        .text(Name(line.cause.name)), .count(Int128(line.requests)),
        .count(Int128(line.users.count)), .money(Money(attodollars: line.costDifference)),
        credits(effect.net - line.refunded), moment(line.first),
        moment(line.last), joined(line.models), joined(line.tiers),
        .text(Name(DiagnosisWords.text(line, in: input.zone))), joined(line.services),
        joined(line.files), .text(Name(line.pattern.words)),
        .count(Int128(line.users.values.count { $0.overcharged > 0 })),
        credits(effect.overcharged), worth(effect.overchargedWorth),
        .count(Int128(line.users.values.count { $0.undercharged > 0 })),
        credits(effect.undercharged), worth(effect.underchargedWorth),
        .money(Money(attodollars: effect.lost)), worst.map { .text($0.user) } ?? .blank,
        credits(worst?.effect.net), worth(worst?.effect.netWorth),
      ]
    }
  }

  private static let diagnosisColumns = [
    Column("code", .text), Column("requests", .count), Column("users", .count),
    Column("cost_difference_usd", .requestMoney), Column("credits_difference", .credits),
    Column("first_seen", .text), Column("last_seen", .text), Column("models", .text),
    Column("tiers", .text), Column("sentence", .text, isProse: true), Column("services", .text),
    Column("files", .text), Column("pattern", .text), Column("users_overcharged", .count),
    Column("overcharged_credits", .credits), Column("overcharged_usd", .requestMoney),
    Column("users_undercharged", .count), Column("undercharged_credits", .credits),
    Column("undercharged_usd", .requestMoney), Column("lost_usd", .requestMoney),
    Column("worst_user", .text), Column("worst_user_credits", .credits),
    Column("worst_user_usd", .requestMoney),
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
