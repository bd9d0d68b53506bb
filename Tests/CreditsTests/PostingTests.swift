import Testing

struct PostingTests {
  @Test func `a sale is realised, given back and expires, each in its month`() {
    let played = AuditAsText(
      """
      08-01 b grant 100 source=topup paid=5 until=@09-15
      08-02 b deduct 70 req=r
      09-02 b refund 20 req=r
      09-20 c grant 1 source=bonus
      """)
    // A credit is worth 0.05 USD; 50 credits are left.
    #expect(
      played.postings == [
        "sold 5 topup 08 08 e1 b -", "realised 3.5 topup 08 08 e2 b r",
        "realised -1 topup 09 08 e3 b r", "breakage 2.5 topup 09 08 e1 b -",
      ])
  }

  @Test func `a record that removes credits early is the event of their breakage`() {
    let played = AuditAsText(
      "08-01 b grant 100 source=topup paid=5 until=@09-15\n08-02 b expire 40 grant=e1")
    #expect(played.postings.last == "breakage 2 topup 08 08 e2 b -")
  }

  @Test func `a repaid debt is realised for the event that caused it`() {
    let played = AuditAsText(
      """
      08-01 b deduct 10 req=r
      09-01 b grant 40 source=topup paid=8
      09-02 b refund 4 req=r
      """)
    #expect(
      played.postings == [
        "sold 8 topup 09 09 e2 b -", "realised 2 topup 09 09 e1 b r",
        "realised -0.8 topup 09 09 e3 b r",
      ])
    #expect(played.consumedCredits == ["e1 b b r 08 10", "e3 b b r 09 -4"])
  }

  @Test func `a payment without credits is sold and realised at once`() {
    let played = AuditAsText("08-01 c reset 0 paid=3 until=@09-01")
    #expect(
      played.postings == ["sold 3 monthly 08 08 e1 c -", "realised 3 monthly 08 08 e1 c -"])
  }

  @Test func `value that moves keeps its months of sale, and is split by cumulative floors`() {
    let played = AuditAsText(
      """
      08-01 b grant 3 source=topup paid=1
      09-01 b grant 3 source=topup paid=2
      10-01 b transfer_out 6 tx=t to=c
      10-02 c transfer_in 6 tx=t to=b
      10-03 c deduct 1 req=r
      """)
    // 5 of 6 credits: floor(1 × 5 ÷ 6) is 0.833333333333333333 of August, and 2.5 less that of September.
    #expect(
      played.postings == [
        "sold 1 topup 08 08 e1 b -", "sold 2 topup 09 09 e2 b -",
        "transferred -1 topup 10 08 e3 b -", "transferred 1 transfer 10 08 e3 b -",
        "transferred -2 topup 10 09 e3 b -", "transferred 2 transfer 10 09 e3 b -",
        "realised 0.166666666666666667 transfer 10 08 e5 c r",
        "realised 0.333333333333333333 transfer 10 09 e5 c r",
      ])
  }

  private static let paid = """
    08-01 b grant 100 source=topup package=small paid=5 pay=p1 until=@08-31
    08-02 b deduct 70 req=r

    """

  @Test
  func `money above the value of revoked credits reverses revenue, and a won dispute undoes it`() {
    let played = AuditAsText(
      Self.paid + "08-03 b payment_refund 50 pay=p1 paid=2.5\n08-04 b reverse - of=e3")
    // 30 credits of 0.05 USD are left; 1 of the 2.5 USD had been earned.
    #expect(
      played.postings == [
        "sold 5 topup 08 08 e1 b -", "realised 3.5 topup 08 08 e2 b r",
        "refunded 1.5 topup 08 08 e3 b -", "refunded! 1 topup 08 08 e3 b -",
        "realised! -1 topup 08 08 e3 b -", "refunded -1.5 topup 08 08 e4 b -",
        "refunded! -1 topup 08 08 e4 b -", "realised! 1 topup 08 08 e4 b -",
      ])
    #expect(
      played.billed == [
        "topup[small] 5 5 p1 08 e1", "refund -2.5 -2.5 p1 08 e3", "won 2.5 2.5 p1 08 e4",
      ])
    #expect(played.consumedCredits == ["e2 b b r 08 70", "e3 b b - 08 20", "e4 b b - 08 -20"])
  }

  @Test func `money below the value of revoked credits is breakage, and no reversal`() {
    let played = AuditAsText(Self.paid + "08-03 b payment_refund 30 pay=p1 paid=1")
    #expect(
      played.postings.dropFirst(2) == [
        "refunded 1.5 topup 08 08 e3 b -", "refunded -0.5 topup 08 08 e3 b -",
        "breakage 0.5 topup 08 08 e3 b -",
      ])
  }

  @Test func `credits of a pool are realised by the member that drew them`() {
    let played = AuditAsText(
      """
      08-01 org grant 10 source=topup paid=5
      08-01 m grant 3 source=bonus
      08-02 m deduct 5 req=r
      08-03 m refund 4 req=r
      """)
    #expect(
      played.postings == [
        "sold 5 topup 08 08 e1 org -", "realised 1 topup 08 08 e3 m r",
        "realised -1 topup 08 08 e4 m r",
      ])
    #expect(
      played.consumedCredits == [
        "e3 m m r 08 3", "e3 org m r 08 2", "e4 org m r 08 -2", "e4 m m r 08 -2",
      ])
  }

  @Test func `sales are billed with their discounts, and a reversed grant with its value left`() {
    let played = AuditAsText(
      """
      08-01 a redeem - coupon=HALF
      08-01 a redeem - coupon=FIVE
      08-02 a reset 500 until=@09-02
      09-02 a reset 500 until=@10-02 pay=p2
      10-02 a reset 500 until=@11-02 paid=7
      10-03 a plan_change 10 plan=big paid=3
      10-04 a adjust 5 reason=x paid=1
      10-05 a reverse - of=e7
      """)
    // 20 less a half is 10, less 5 is 5; in the second month only the half is left. The third reset states another amount.
    #expect(
      played.billed == [
        "plan[pro][20][HALF 50% 1/2 10][FIVE 5 1/1 5] 5 0 - 08 e3",
        "plan[pro][20][HALF 50% 2/2 10] 10 10 p2 09 e4", "plan[pro][-] 7 7 - 10 e5",
        "upgrade[pro][big] 3 3 - 10 e6", "topup[-] 1 1 - 10 e7", "reversed -1 0 - 10 e8",
      ])
  }

  @Test func `months of accounts show balances, movements and the plan at their end`() {
    let played = AuditAsText(
      """
      07-20 b grant 100 source=bonus until=@10-10
      08-03 b deduct 30 req=r
      08-10 a grant 1 source=promotion
      08-11 a plan_change - plan=big effective=@09-01
      08-12 b refund 10 req=r
      10-05 c grant 5 source=bonus
      """, period: ("08-01", "11-01"))
    #expect(
      played.accountMonths == [
        "a 08 pro 0 (promotion:1) 0 0 0 1", "a 09 big 1 () 0 0 0 1", "a 10 big 1 () 0 0 0 1",
        "b 08 - 100 () 10 30 0 80", "b 09 - 80 () 0 0 0 80", "b 10 - 80 () 0 0 80 0",
        "c 10 - 0 (bonus:5) 0 0 0 5",
      ])
    #expect(played.consumedCredits == ["e2 b b r 08 30", "e5 b b r 08 -10"])
  }
}
