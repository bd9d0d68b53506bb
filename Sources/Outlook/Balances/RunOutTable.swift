import Forecasting
import Ledger
import Platform
import Reports
import Tables

/// The depletion date of each account.
package struct RunOutTable {
  /// Accounts with usage of which no balance is known.
  package let unknown: Int
  /// Those of them that share a pool of credits, for which reason none is known.
  package let pooled: Int
  package let rows: [Row]
  /// The last day of the ledger.
  package let lastDay: Day
  private let zone: ReportingZone

  /// An account, and when its balance will be used up.
  package struct Row: Sendable {
    package let account: Name
    let balance: Credits
    /// The instant of the stated balance; nil means the end of the ledger.
    let at: Instant?
    /// The balance left at the end of the ledger, in microcredits.
    package let left: Int128
    /// The days by which it is used up in 10, 50 and 90 of 100 cases: all the same where that is past, none after
    /// the horizon.
    package let days: (p10: Day?, p50: Day?, p90: Day?)
    /// Nil where there is usage, and too little of it to go on from; so is the pace.
    let outlasts: RunOut.Chance?
    /// The mean of the last four weeks, in microcredits a day, without days before the first request.
    let pace: Int128?
    /// The change of `pace` from the 4 weeks before, in 10⁻⁴ percent.
    ///
    /// It is nil if the account did not exist for all of them, or used nothing then.
    let trend: Int128?
  }

  package static let name = "run-out"

  /// The length of the forecast, in days.
  static let horizon = 90

  /// - Parameters:
  ///   - accounts: those with usage.
  ///   - sharing: the accounts that share a pool, with usage or not.
  ///   - known: what those of a known balance did; none where that is too short to go on from.
  init(
    accounts: Set<Name>, pooled sharing: Set<Name>, _ known: [(name: Name, past: [Traffic])],
    balances: AccountBalances,
    use: BalanceUse, changes: ScheduledChanges, lastDay: Day, zone: ReportingZone, threads: Int
  ) {
    let unknown = accounts.filter { !$0.isEmpty && balances.known[$0] == nil }
    self.unknown = unknown.count
    pooled = unknown.count { sharing.contains($0) }
    self.lastDay = lastDay
    self.zone = zone
    let forecasts = Parallel.spread(known.count, over: threads) { index in
      ExactSeries(known[index].past.life.map(\.steady.microcredits), scale: Credits.decimals)
        .forecast(horizon: RunOutTable.horizon)
    }
    let pool = ErrorPool(forecasts)
    let numbers = Dictionary(
      uniqueKeysWithValues: known.indices.map { (known[$0].name, $0) })
    let rows = balances.known.map { account, statement in
      let spent = use.of(account, balance: statement.credits)
      let left = Int128(statement.credits.microcredits) - spent.microcredits
      var usedUpOn = spent.usedUpOn
      if let at = statement.at, statement.credits <= .zero { usedUpOn = zone.day(of: at) }
      let life = numbers[account].map { known[$0].past.life } ?? []
      let recent = life.suffix(TrafficHistory.recentDays)
      let before = life.dropLast(recent.count).suffix(TrafficHistory.recentDays)
      let skipped = statement.at.map { max(0, zone.day(of: $0) - (lastDay + 1)) } ?? 0
      let ahead = numbers[account].map {
        Ahead(
          left: left, forecasts[$0], pool, changes.of(account), lastDay: lastDay, after: skipped)
      }
      let isOpen = ahead == nil && accounts.contains(account)
      let isPast = usedUpOn.map { $0 <= lastDay } ?? false
      return Row(
        account: account, balance: statement.credits, at: statement.at, left: left,
        days: isPast
          ? (usedUpOn, usedUpOn, usedUpOn) : ahead?.days ?? (usedUpOn, usedUpOn, usedUpOn),
        outlasts: isOpen ? nil : ahead?.outlasts ?? (left > 0 ? 1 : 0),
        pace: isOpen ? nil : RunOutTable.mean(recent),
        trend: before.count == TrafficHistory.recentDays
          ? RunOutTable.change(from: before, to: recent) : nil)
    }
    self.rows = rows.sorted {
      guard $0.days.p10 != $1.days.p10 else { return $0.account < $1.account }
      guard let left = $0.days.p10, let right = $1.days.p10 else { return $0.days.p10 != nil }
      return left < right
    }
  }

  /// The expected use of the remaining balance by an account with usage.
  private struct Ahead {
    let days: (p10: Day?, p50: Day?, p90: Day?)
    let outlasts: RunOut.Chance

    init(
      left: Int128, _ forecast: RollingForecast, _ pool: ErrorPool, _ known: RunOut.Known,
      lastDay: Day, after skipped: Int
    ) {
      let balance = Balance(millionths: left)
      let steps = RunOut.steps(
        balance: balance, forecast: forecast, pool: pool, known: known,
        after: min(skipped, RunOutTable.horizon))
      days = (
        steps.p10.map { lastDay + $0 }, steps.p50.map { lastDay + $0 },
        steps.p90.map { lastDay + $0 }
      )
      outlasts = RunOut.outlasting(
        30, balance: balance, forecast: forecast, pool: pool, known: known, after: skipped)
    }
  }

  private static func mean(_ days: ArraySlice<Traffic>) -> Int128 {
    Quotient.halfEven(sum(days), Int128(days.count)) ?? 0
  }

  /// In 10⁻⁴ percent, of as many days on either side; nil where nothing was used before.
  private static func change(
    from before: ArraySlice<Traffic>, to recent: ArraySlice<Traffic>
  ) -> Int128? {
    Quotient.halfEven(sum(recent) - sum(before), times: 1_000_000, over: sum(before))
  }

  private static func sum(_ days: ArraySlice<Traffic>) -> Int128 {
    days.reduce(0) { $0 + $1.microcredits }
  }

  package var table: Table {
    Table(
      name: RunOutTable.name, title: "Run-out",
      columns: [
        Column("account_id", .text), Column("balance", .credits), Column("balance_at", .text),
        Column("p10", .day), Column("p50", .day), Column("p90", .day),
        Column("outlasts_month_percent", .percent), Column("credits_per_day", .credits),
        Column("trend_percent", .percent),
      ],
      rowCount: rows.count, order: "earliest P10 first"
    ) { index in
      let row = rows[index]
      return [
        .text(row.account), .credits(row.balance),
        row.at.map { .text(Name(zone.words(for: $0))) } ?? .blank, .day(orBlank: row.days.p10),
        .day(orBlank: row.days.p50), .day(orBlank: row.days.p90),
        row.outlasts.map(ForecastCell.percent) ?? .blank,
        row.pace.map { .creditsSum(microcredits: $0) } ?? .blank,
        .percent(orBlank: row.trend),
      ]
    }
  }
}

extension ReportingZone {
  /// An instant as a day where that day begins then, else as an instant of UTC.
  fileprivate func words(for instant: Instant) -> String {
    let day = day(of: instant)
    return start(of: day) == instant ? "\(day)" : instant.rfc3339
  }
}
