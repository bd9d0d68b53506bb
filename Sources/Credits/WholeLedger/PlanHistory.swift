import Ledger
import Rating

/// The plan of each account over time, as the replay found it; of an account without an event, as the book states it.
package struct PlanHistory {
  private let books: CreditBooks
  private let names: CreditNames
  private let accountOfName: [UInt32]
  private let spans: PlanSpans

  /// - Parameter names: those of the replay, which has plans that only a book names.
  init(_ played: PlayedLedger, _ names: CreditNames, _ books: CreditBooks) {
    self.books = books
    self.names = names
    accountOfName = played.accountOfName
    spans = PlanSpans(played)
  }

  /// Returns the plan of an account, by its index, after the plan changes of an instant; empty for none.
  func plan(ofAccount account: UInt32, at instant: Int64) -> Name {
    let plan = spans.plan(ofAccount: account, at: instant)
    return plan == CreditNames.blank ? .empty : names.name(plan)
  }

  /// Returns the plan of an account, by its name, after the plan changes of an instant; empty for none.
  package func plan(of account: Name, at instant: Int64) -> Name {
    if let number = names.find(account), Int(number) < accountOfName.count,
      accountOfName[Int(number)] != CreditEvent.none
    {
      return plan(ofAccount: accountOfName[Int(number)], at: instant)
    }
    let user = UserKey(account: account, user: .empty)
    return books.accounts.entry(of: user, at: Instant(nanoseconds: instant))?.value.plan ?? .empty
  }

  /// Returns the value of credits of a plan at an instant, in 10⁻¹⁸ USD.
  func value(of microcredits: Int128, plan: Name, at instant: Int64) -> Int128 {
    let value = books.creditValues.value(tier: plan, at: Instant(nanoseconds: instant))
    return microcredits * value.attodollarsPerMicrocredit
  }

  /// Returns the allowance of a plan at an instant, in microcredits; 0 without a plan.
  func allowance(of plan: Name, at instant: Int64) -> Int64 {
    books.plans.plan(tier: plan, at: Instant(nanoseconds: instant))?.monthlyCredits?.microcredits
      ?? 0
  }
}
