import Ledger
import Pricing
import Rating
import Support
import Testing

@Suite struct AccountBookTests {
  private func plan(_ account: Name, _ plan: Name) -> AccountPlan {
    AccountPlan(account: account, plan: plan)
  }

  /// Account a is on pro from day 10 and on team from day 20; u is a user without an account.
  @Test(
    arguments: [
      ("a", "x", 9, nil), ("a", "x", 10, "pro"), ("a", "x", 19, "pro"), ("a", "x", 20, "team"),
      ("", "a", 20, "team"), ("", "u", 5, "free"), ("b", "u", 5, nil), ("b", "a", 20, nil),
      ("", "", 20, nil), ("A", "x", 20, nil),
    ] as [(Name, Name, Int32, Name?)])
  func `a customer has the plan in force of the account or, where that is blank, of the user`(
    account: Name, user: Name, day: Int32, expected: Name?
  ) {
    var faults: Faults = []
    let rows = [
      row(plan("a", "pro"), from: 10), row(plan("a", "team"), line: 2, from: 20),
      row(plan("u", "free"), line: 3),
    ]
    let book = AccountBook(rows, knownAt: nil, faults: &faults)
    let key = UserKey(account: account, user: user)
    #expect(book.entry(of: key, at: at(day))?.value.plan == expected)
    #expect(faults.isEmpty)
  }

  @Test func `a row with a blank plan gives none, and ends the one before`() {
    var faults: Faults = []
    let rows = [
      row(plan("a", "pro"), from: 10), row(plan("a", ""), line: 2, from: 20),
      row(plan("pool", ""), line: 3),
    ]
    let book = AccountBook(rows, knownAt: nil, faults: &faults)
    let key = UserKey(account: "a", user: "u")
    #expect(book.entry(of: key, at: at(19))?.value.plan == "pro")
    #expect(book.entry(of: key, at: at(20)) == nil)
    #expect(book.plans(of: key).map(\.value.plan) == ["pro"])
    #expect(book.accounts == ["a"] && faults.isEmpty)
  }

  @Test func `an empty book gives no plan`() {
    let key = UserKey(account: "a", user: "u")
    #expect(AccountBook.empty.isEmpty && AccountBook.empty.entry(of: key, at: at(1)) == nil)
  }

  @Test func `a plan recorded later is not known`() {
    var faults: Faults = []
    let rows = [row(plan("a", "pro"), from: 10, recorded: 30)]
    let key = UserKey(account: "a", user: .empty)
    let before = AccountBook(rows, knownAt: at(29), faults: &faults)
    let then = AccountBook(rows, knownAt: at(30), faults: &faults)
    #expect(before.entry(of: key, at: at(40)) == nil && before.isEmpty)
    #expect(then.entry(of: key, at: at(40))?.value.plan == "pro")
  }

  @Test func `two plans of one account at once are an error`() {
    var faults: Faults = []
    let rows = [
      row(plan("a", "pro"), from: 10, to: 20), row(plan("a", "team"), line: 2, from: 19),
      row(plan("b", "pro"), line: 3, from: 10), row(plan("b", "team"), line: 4, from: 10),
    ]
    _ = AccountBook(rows, knownAt: nil, faults: &faults)
    #expect(
      faults.map(\.fault) == [
        .overlap(
          other: line(1), what: "account a", from: at(19),
          during: Validity(from: at(10), to: at(20))),
        .same(other: line(3), what: "account b"),
      ])
  }

  /// Plans are pro, and free from day 90 on; team is in neither, and gold is not known on day 50.
  @Test func `a plan that no row of the plans ever has is a fault, once`() {
    var faults: Faults = []
    let plans = PlanBook(
      [row(RatingTests.plan("pro")), row(RatingTests.plan("free"), line: 2, from: 90)],
      knownAt: nil, faults: &faults)
    let rows = [
      row(plan("a", "pro")), row(plan("b", "free"), line: 2), row(plan("c", "team"), line: 3),
      row(plan("d", "team"), line: 4), row(plan("e", "gold"), line: 5, recorded: 60),
    ]
    let found = AccountBook.unknownPlans(in: rows, knownAt: at(50), plans: plans)
    #expect(
      found == [
        BookProblem(
          .unknownName(column: "plan", name: "team", books: "plans.csv", near: nil), at: line(3))
      ])
  }
}
