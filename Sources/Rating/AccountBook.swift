import Ledger
import Pricing

/// The plan of an account, from one day on.
package struct AccountPlan: Hashable, Sendable {
  package let account: Name
  /// A tier of `plans.csv`; blank for an account without one.
  package let plan: Name

  package init(account: Name, plan: Name) {
    self.account = account
    self.plan = plan
  }
}

/// The plans of all accounts, by day: `accounts.csv`.
///
/// It gives the tier of requests that state none.
package struct AccountBook: Sendable {
  private let histories: [Name: History<AccountPlan>]

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  package init(
    _ rows: [DatedRow<AccountPlan>], knownAt: Instant?, faults: inout [BookProblem]
  ) {
    histories = Pricing.histories(
      rows, knownAt: knownAt, key: \.account, what: { "account \($0.account)" }, faults: &faults)
  }

  /// A book without a row, which gives no tier.
  package static let empty: AccountBook = {
    var faults: [BookProblem] = []
    return AccountBook([], knownAt: nil, faults: &faults)
  }()

  package var isEmpty: Bool { histories.isEmpty }

  /// The accounts, or users, that a row names, in order.
  package var accounts: [Name] {
    histories.filter { $0.value.entries.contains(where: \.givesPlan) }.keys.sorted()
  }

  /// Returns the plans of a customer in time order: those of the account or, where that is blank, of the user.
  package func plans(of user: UserKey) -> [History<AccountPlan>.Entry] {
    (histories[user.accountOrUser]?.entries ?? []).filter(\.givesPlan)
  }

  /// Returns the row in force for a customer at `instant`; nil where none is.
  package func entry(of user: UserKey, at instant: Instant) -> History<AccountPlan>.Entry? {
    plan(of: user.accountOrUser, at: instant)
  }

  /// Returns the row in force for an account at `instant`; nil where none is, or the account has no plan then.
  package func plan(of account: Name, at instant: Instant) -> History<AccountPlan>.Entry? {
    histories[account]?.entry(at: instant).flatMap { $0.givesPlan ? $0 : nil }
  }

  /// Returns the row of a customer at other times, where none is in force at `instant`; nil where the book has none.
  package func outOfForce(of user: UserKey, at instant: Instant) -> OutOfForce<AccountPlan>? {
    Pricing.outOfForce(plans(of: user), at: instant)
  }

  /// True if a row gives an account this plan.
  package func gives(_ plan: Name) -> Bool {
    histories.values.contains { $0.entries.contains { $0.value.plan == plan } }
  }

  /// Returns a fault for each plan that `plans` does not have, at the first row that names it.
  ///
  /// - Parameter rows: the rows of the file, in its order.
  package static func unknownPlans(
    in rows: [DatedRow<AccountPlan>], knownAt: Instant?, plans: PlanBook
  ) -> [BookProblem] {
    let known = plans.namedTiers
    var unknown: Set<Name> = []
    return rows.compactMap { row in
      let plan = row.value.plan
      guard row.isKnown(at: knownAt), !plan.isEmpty, !known.contains(plan),
        unknown.insert(plan).inserted
      else { return nil }
      let near = nearest(to: plan.description, among: plans.tiers)
      return BookProblem(
        .unknownName(column: "plan", name: plan.description, books: "plans.csv", near: near),
        at: row.place)
    }
  }
}

extension History<AccountPlan>.Entry {
  /// It names a plan.
  fileprivate var givesPlan: Bool { !value.plan.isEmpty }
}

extension UserKey {
  /// The key of a customer in `accounts.csv`: the account or, where the ledger names none, the user.
  package var accountOrUser: Name { account.isEmpty ? user : account }
}
