import Cube
import Engine
import Ledger
import Rating
import Simulation

/// The budgets to try: tenths of the most that a user of a free tier used in a month, and the budget that is
/// set.
struct BudgetCandidates {
  let question: QuotaPass.Question
  private let budgets: [Credits]
  private let loss: Money

  init(facts: Facts, books: Books) {
    var months: [Use: Int128] = [:]
    let isFree = facts.dimensions.map(\.terms.isFree)
    let names = facts.users.map(\.reported)
    for row in facts.rows where isFree[Int(row.dimensions)] {
      let use = Use(user: names[Int(row.user)], month: row.day.month)
      months[use, default: 0] += facts.rows.measures(of: row).credits
    }
    let most = months.values.max() ?? 0
    let tenths = (1...10).compactMap { Int64(exactly: (most * Int128($0) + 9) / 10) }
    budgets =
      most == 0
      ? []
      : Set(tenths.map { Credits(microcredits: $0) } + [books.settings.freeTier.budget]).sorted()
    loss = facts.total(where: \.terms.isFree).vendorCost
    question = QuotaPass.Question(
      variant: BookVariant(books: books),
      attempts: budgets.map { [UsageLimit(.freeTiers, span: .month, credits: $0)] },
      detail: .totals, facts: facts)
  }

  private struct Use: Hashable {
    let user: Name
    let month: Month
  }

  /// Returns the savings of each budget, from the requests that it stops.
  func savings(_ stops: [QuotaPass.Stops]) -> [BudgetSavings] {
    zip(budgets, stops).map { budget, stops in
      BudgetSavings(
        budget: budget, requests: stops.count,
        users: stops.users, saved: stops.saved, left: loss - stops.saved)
    }
  }
}
