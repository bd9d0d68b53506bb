import Ledger
import Rating

/// The plan of each account over time, as the replay found it; of an account without an event, as the book states it.
package struct PlanHistory {
  private let books: CreditBooks
  private let names: CreditNames
  private let accountOfName: [UInt32]
  private let spans: [PlanSpan]
  /// The index of the first span of each account, and the end of the last.
  private let starts: [Int]

  /// - Parameter names: those of the replay, which has plans that only a book names.
  init(_ played: ReplayResult, _ names: CreditNames, _ books: CreditBooks) {
    self.books = books
    self.names = names
    accountOfName = played.accountOfName
    spans = PlanHistory.byAccount(played.planSpans)
    var starts = Array(repeating: 0, count: played.accounts.count + 1)
    for span in spans { starts[Int(span.account) + 1] += 1 }
    for index in played.accounts.indices { starts[index + 1] += starts[index] }
    self.starts = starts
  }

  /// Returns the spans by account, those of one account in their order.
  private static func byAccount(_ spans: [PlanSpan]) -> [PlanSpan] {
    spans.indices.sorted { (spans[$0].account, $0) < (spans[$1].account, $1) }.map { spans[$0] }
  }

  /// Returns the plan of an account, by its index, after the plan changes of an instant; empty for none.
  func plan(ofAccount account: UInt32, at instant: Int64) -> Name {
    let range = starts[Int(account)]..<starts[Int(account) + 1]
    let next = range.partitionPoint { spans[$0].from <= instant }
    return next == range.lowerBound ? .empty : names.name(spans[next - 1].plan)
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
