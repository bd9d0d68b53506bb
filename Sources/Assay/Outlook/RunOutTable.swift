import Forecasting
import Ledger
import Reports
import Tables

/// When each account will have used up its credits.
struct RunOutTable {
  /// Accounts with usage of which no balance is known.
  let unknown: Int
  let rows: [Row]
  private let lastDay: Day

  struct Row: Sendable {
    let account: Name
    let balance: Credits
    let at: Instant
    let steps: RunOut.Steps
    let outlasts: RunOut.Chance
    /// The mean of the last four weeks and of the four before, in microcredits a day.
    let pace: Int128
    let paceBefore: Int128
  }

  /// How far ahead is looked, in days.
  static let horizon = 90

  init(
    _ history: [(name: Name, past: [Traffic])], balances: AccountBalances, lastDay: Day,
    threads: Int
  ) {
    let used = history.filter { !$0.name.isEmpty }
    let known = used.filter { balances.known[$0.name] != nil }
    unknown = used.count - known.count
    self.lastDay = lastDay
    let forecasts = Parallel.spread(known.count, over: threads) { index in
      let past = known[index].past
      let life = past[(past.firstIndex { $0.requests != 0 } ?? 0)...]
      return ExactSeries(life.map(\.microcredits), scale: Credits.decimals)
        .forecast(horizon: RunOutTable.horizon)
    }
    let pool = ErrorPool(forecasts)
    var rows: [Row] = []
    for ((name, past), forecast) in zip(known, forecasts) {
      guard let (credits, at) = balances.known[name] else { continue }
      let balance = Balance(millionths: Int128(credits.microcredits))
      rows.append(
        Row(
          account: name, balance: credits, at: at,
          steps: RunOut.steps(balance: balance, forecast: forecast, pool: pool),
          outlasts: RunOut.outlasting(
            30, balance: balance, forecast: forecast, pool: pool),
          pace: RunOutTable.mean(past.suffix(28)),
          paceBefore: RunOutTable.mean(past.dropLast(28).suffix(28))))
    }
    self.rows = rows.sorted {
      let (left, right) = ($0.steps.p10 ?? .max, $1.steps.p10 ?? .max)
      return left == right ? $0.account < $1.account : left < right
    }
  }

  private static func mean(_ days: ArraySlice<Traffic>) -> Int128 {
    Quotient.halfEven(days.reduce(0) { $0 + $1.microcredits }, Int128(days.count)) ?? 0
  }

  var table: Table {
    Table(
      name: "run-out", title: "Run-out",
      columns: [
        Column("account_id", .text), Column("balance", .credits), Column("balance_at", .text),
        Column("p10", .day), Column("p50", .day), Column("p90", .day),
        Column("outlasts_month_percent", .percent), Column("credits_per_day", .credits),
        Column("trend_percent", .percent),
      ],
      rowCount: rows.count, order: "earliest P10 first"
    ) { index in
      let row = rows[index]
      let change = Quotient.halfEven(
        (row.pace - row.paceBefore) * 1_000_000, row.paceBefore)
      return [
        .text(row.account), .credits(row.balance),
        row.at == .distantPast ? .blank : .text(Name("\(row.at)")), day(row.steps.p10),
        day(row.steps.p50), day(row.steps.p90), ForecastCell.percent(row.outlasts),
        .creditsSum(microcredits: row.pace),
        change.map { .percent(tenThousandths: $0) } ?? .blank,
      ]
    }
  }

  private func day(_ step: Int?) -> Cell { step.map { .day(lastDay + $0) } ?? .blank }
}
