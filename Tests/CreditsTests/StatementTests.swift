import Credits
import Ledger
import Testing

/// Statements by hand: each line is `event step credits balance reserved grant realised`, a `-` is blank.
struct StatementTests {
  private func lines(
    _ text: String, of account: String, _ settings: (inout CreditSettings) -> Void = { _ in },
    period: (String, String)? = nil
  ) -> [String] {
    var books = SampleBooks()
    settings(&books.settings)
    let ledger = LedgerText(text).ledger
    let days = period.map {
      Instant(
        nanoseconds: LedgerText.instant($0.0))..<Instant(
          nanoseconds: LedgerText.instant($0.1))
    }
    guard let number = ledger.names.find(Name(account)) else { return [] }
    let story = CreditReplay.stories(
      of: [number], ledger, books: books.books, period: days)[0]
    func name(_ number: UInt32) -> String {
      number == 0 ? "-" : ledger.names.name(number).description
    }
    return story.statement.lines.map { line in
      let event =
        line.event == CreditEvent.none ? "-" : name(ledger.events[Int(line.event)].eventID)
      let step = String(describing: line.step).prefix { $0 != "(" }
      let figures = [
        decimalText(Int128(line.credits), scale: 6), decimalText(line.balance, scale: 6),
        decimalText(line.reserved, scale: 6), line.grant.map { name($0.id) } ?? "-",
        line.realised == 0 ? "-" : decimalText(line.realised, scale: 18),
      ]
      return "\(event) \(step) " + figures.joined(separator: " ")
    }
  }

  @Test func `a deduct from two grants that leaves a debt has three lines, and a grant repays it`()
  {
    // 20 credits for 4 USD: the 3 that repay the debt are worth 0.6 USD.
    let text = """
      08-01 b grant 10 source=bonus until=@09-01
      08-01 b grant 5 source=topup paid=2.5
      08-02 b deduct 18 req=r
      08-03 b grant 20 source=topup paid=4
      """
    #expect(
      lines(text, of: "b") == [
        "e1 grant 10 10 0 e1 -", "e2 grant 5 15 0 e2 -", "e3 consumption -10 5 0 e1 -",
        "e3 consumption -5 0 0 e2 2.5", "e3 debt -3 -3 0 - -", "e4 grant 20 17 0 e4 -",
        "e4 repayment 0 17 0 e4 0.6",
      ])
  }

  @Test func `a refund goes to the debt, then to the grant, and takes the revenue back`() {
    let text = """
      08-01 b grant 10 source=topup paid=1
      08-02 b deduct 12 req=r
      08-03 b refund 3 req=r
      08-04 b refund 20 req=r
      08-05 b refund 1 req=r
      """
    #expect(
      lines(text, of: "b") == [
        "e1 grant 10 10 0 e1 -", "e2 consumption -10 0 0 e1 1", "e2 debt -2 -2 0 - -",
        "e3 givenToDebt 2 0 0 - -", "e3 given 1 1 0 e1 -0.1", "e4 given 9 10 0 e1 -0.9",
        "e5 event 0 10 0 - -",
      ])
  }

  @Test func `credits refunded to an expired grant are a new grant, or are lost at once`() {
    let text = """
      08-01 b grant 10 source=topup paid=1 until=@08-10
      08-02 b deduct 4 req=r
      08-10 b refund 4 req=r
      """
    let start = [
      "e1 grant 10 10 0 e1 -", "e2 consumption -4 6 0 e1 0.4", "- expiry -6 0 0 e1 -",
    ]
    #expect(lines(text, of: "b") == start + ["e3 givenAsGrant 4 4 0 e3 -"])
    #expect(
      lines(text, of: "b", { $0.refundExpired = .init(always: .lost) })
        == start + ["e3 givenToEnded 4 4 0 e1 -", "e3 loss -4 0 0 e1 -"])
  }

  @Test func `movements of pool credits are in the pool's statement`() {
    let text = """
      08-01 org grant 10 source=topup paid=1
      08-01 m grant 2 source=bonus
      08-02 m deduct 5 req=r
      08-03 m refund 4 req=r
      """
    #expect(
      lines(text, of: "m") == [
        "e2 grant 2 2 0 e2 -", "e3 consumption -2 0 0 e2 -", "e3 poolDraw 0 0 0 - -",
        "e4 poolReturn 0 0 0 - -", "e4 given 1 1 0 e2 -",
      ])
    #expect(
      lines(text, of: "org") == [
        "e1 grant 10 10 0 e1 -", "e3 consumption -3 7 0 e1 0.3", "e4 given 3 10 0 e1 -0.3",
      ])
  }

  @Test func `a transfer realises nothing, and a debt of it is repaid`() {
    let text = """
      08-01 b grant 10 source=topup paid=3
      08-02 b transfer_out 14 tx=t to=c
      08-02 c transfer_in 14 tx=t to=b
      08-03 b grant 6 source=topup paid=6
      """
    #expect(
      lines(text, of: "b") == [
        "e1 grant 10 10 0 e1 -", "e2 transferOut -10 0 0 e1 -", "e2 transferDebt -4 -4 0 - -",
        "e4 grant 6 2 0 e4 -", "e4 transferRepayment 0 2 0 e4 -",
      ])
    #expect(lines(text, of: "c") == ["e3 grant 14 14 0 e3 -"])
  }

  @Test func `the end of an allowance expires and rolls over, by time or by a reset`() {
    // 20 USD for 500 credits; half of the rest rolls over, at most 100.
    let timely = """
      08-01 a reset 500 until=@09-01
      08-20 a deduct 100 req=r
      09-01 a reset 500 until=@10-01
      """
    #expect(
      lines(timely, of: "a") == [
        "e1 grant 500 500 0 e1 -", "e2 consumption -100 400 0 e1 4", "- expiry -300 100 0 e1 -",
        "- rollover 0 100 0 e1 -", "e3 grant 500 600 0 e3 -",
      ])
    let early = """
      08-20 a reset 500 until=@09-20
      09-01 a deduct 450 req=r
      09-10 a reset 500 until=@10-10
      """
    #expect(
      lines(early, of: "a").dropFirst(2) == [
        "e3 expiry -25 25 0 e1 -", "e3 rollover 0 25 0 e1 -", "e3 grant 500 525 0 e3 -",
      ])
  }

  @Test func `a payment refund revokes, reverses revenue and consumes; a won dispute undoes it`() {
    // 70 of 100 credits for 5 USD were used: 3.5 USD earned, of which 1 goes back.
    let text = """
      08-01 b grant 100 source=topup paid=5 pay=p1 until=@08-31
      08-02 b deduct 70 req=r
      08-03 b payment_refund 50 pay=p1 paid=2.5

      """
    let start = [
      "e1 grant 100 100 0 e1 -", "e2 consumption -70 30 0 e1 3.5", "e3 revocation -30 0 0 e1 -",
      "e3 earned 0 0 0 - -1", "e3 debt -20 -20 0 - -",
    ]
    #expect(lines(text, of: "b") == start)
    #expect(
      lines(text + "08-04 b reverse - of=e3", of: "b")
        == start + [
          "e4 givenToDebt 20 0 0 - -", "e4 restoration 30 30 0 e1 -", "e4 earned 0 30 0 - 1",
        ])
    #expect(
      lines(text + "09-02 b reverse - of=e3", of: "b")
        == start + [
          "e4 givenToDebt 20 0 0 - -", "e4 earned 0 0 0 - 1",
          "e4 restorationAsGrant 30 30 0 e4 -",
        ])
  }

  @Test func `holds change what is reserved, and nothing is hidden`() {
    let text = """
      08-01 b grant 10 source=bonus
      08-02 b reserve 5 res=v until=@08-03
      08-02 b settle 2 res=v req=r
      08-02 b settle 2 res=v req=r
      08-02 b reverse - of=e4
      08-02 b reserve 3 res=w until=@08-03
      08-03 b balance 8
      08-04 b deduct 1 req=q id=e1
      """
    #expect(
      lines(text, of: "b") == [
        "e1 grant 10 10 0 e1 -", "e2 event 0 10 5 - -", "e3 consumption -2 8 0 e1 -",
        "e4 refusal 0 8 0 - -", "e5 cancellation 0 8 0 - -", "e6 event 0 8 3 - -",
        "- holdEnd 0 8 0 - -", "e7 event 0 8 0 - -", "e1 conflict 0 8 0 - -",
      ])
  }

  @Test func `a scheduled plan and an early expire record have lines`() {
    let text = """
      08-01 b grant 10 source=bonus until=@09-01 grant=g
      08-01 b plan_change - plan=big effective=@08-02
      08-03 b expire 4 grant=g
      """
    #expect(
      lines(text, of: "b") == [
        "e1 grant 10 10 0 g -", "e2 event 0 10 0 - -", "- planInForce 0 10 0 - -",
        "e3 earlyExpiry -4 6 0 g -",
      ])
  }

  @Test func `a period begins with the balance before it`() {
    let text = """
      07-31 b grant 10 source=bonus
      07-31 b reserve 4 res=v until=@08-20
      08-02 b deduct 3 req=r
      09-01 b deduct 1 req=s
      """
    #expect(
      lines(text, of: "b", period: ("08-01", "09-01")) == [
        "e3 consumption -3 7 4 e1 -", "- holdEnd 0 7 0 - -",
      ])
    let ledger = LedgerText(text).ledger
    let account = ledger.events[0].account
    let period =
      Instant(
        nanoseconds: LedgerText.instant("08-01"))..<Instant(
        nanoseconds: LedgerText.instant("09-01"))
    let statement = CreditReplay.stories(
      of: [account], ledger, books: SampleBooks().books, period: period)[0].statement
    #expect(statement.opening == 10_000_000)
    #expect(statement.openingReserved == 4_000_000)
    #expect(statement.closing == 7_000_000)
    #expect(statement.closingReserved == 0)
    #expect(statement.sum(of: .consumed) == 3_000_000)
    #expect(statement.to == LedgerText.instant("09-01"))
  }
}
