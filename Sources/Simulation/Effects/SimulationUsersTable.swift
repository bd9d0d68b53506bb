import Ledger
import Tables

extension SimulationResult {
  /// The maximum number of users listed per scenario.
  static let listedUsers = 100

  /// `simulation-users.csv`: the users of each scenario who are affected most, by what they pay.
  package var usersTable: Table {
    let rows = zip(scenarios, effects).flatMap { scenario, effects in
      effects.mostAffected.prefix(SimulationResult.listedUsers).enumerated().map { index, user in
        cells(scenario.name, rank: index + 1, user)
      }
    }
    return Table(
      name: "simulation-users", title: "Users",
      columns: [
        Column("scenario", .text), Column("rank", .count), Column("user", .text),
        Column("effect", .text), Column("requests", .count), Column("requests_stopped", .count),
        Column("baseline_credits", .credits), Column("simulated_credits", .credits),
        Column("baseline_list_revenue_usd", .money), Column("simulated_list_revenue_usd", .money),
        Column("change_usd", .money), Column("change_percent", .percent),
        Column("baseline_margin_usd", .money), Column("simulated_margin_usd", .money),
        Column("turns_loss_making", .text), Column("plan_fees_change_usd", .money),
      ], rowCount: rows.count, order: "largest change first"
    ) { rows[$0] }
  }

  private func cells(_ scenario: Name, rank: Int, _ user: UserEffect) -> [Cell] {
    [
      .text(scenario), .count(Int128(rank)), .text(user.before.user),
      .text(Name(user.kind.rawValue)), .count(Int128(user.before.requests)),
      .count(Int128(user.requestsStopped)), .creditsSum(orBlank: user.before.microcredits),
      .creditsSum(orBlank: user.after.microcredits), .money(orBlank: user.before.listRevenue),
      .money(orBlank: user.after.listRevenue), .money(orBlank: user.change),
      .percent(orNil: user.changePercent), .money(orBlank: user.before.margin),
      .money(orBlank: user.after.margin), user.turnsLossMaking.map { .boolean($0) } ?? .blank,
      .money(orBlank: user.feeChange),
    ]
  }
}
