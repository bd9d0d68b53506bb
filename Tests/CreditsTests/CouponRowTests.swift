import Credits
import Ledger
import Testing

struct CouponRowTests {
  /// The rows with a redemption as `code redemptions accounts credits discount uses-left findings`; a `-` is blank.
  private func rows(_ text: String, period: (String, String)? = nil) -> [String] {
    AuditAsText(text, period: period).audit.coupons.filter { $0.redemptions > 0 }.map { row in
      let texts = [
        row.code.description, "\(row.redemptions)", "\(row.accounts)",
        decimalText(row.credits, scale: 6), decimalText(row.discount, scale: 18),
        row.usesLeft.map { "\($0)" } ?? "-", "\(row.findings)",
      ]
      return texts.joined(separator: " ")
    }
  }

  private static let reset = "08-01 a reset 500 until=@09-01\n"
  private static let half = "07-20 a redeem - coupon=HALF\n"

  @Test(
    arguments: [
      // 20 USD: half is 10, less 5 is 5; the month after, half.
      (
        "07-19 a redeem - coupon=FIVE\n" + half + reset + "09-01 a reset 500 until=@10-01",
        ["FIVE 1 1 0 5 - 0", "HALF 1 1 0 20 - 0"]
      ),
      // A third of 20 USD off is 13.3333334 USD, to cents 13.33.
      ("07-20 a redeem - coupon=THIRD\n" + reset, ["THIRD 1 1 0 6.67 - 0"]),
      // Half of 13.33 is 6.665, to cents 6.67.
      (
        "07-19 a redeem - coupon=THIRD\n" + half + reset,
        ["HALF 1 1 0 6.66 - 0", "THIRD 1 1 0 6.67 - 0"]
      ),
      // A free month is used alone; the 5 USD come a month later.
      (
        "07-19 a redeem - coupon=FIVE\n07-20 a redeem - coupon=GIFT\n" + reset,
        ["FIVE 1 1 0 0 - 0", "GIFT 1 1 0 20 - 0"]
      ),
      // The price does not fall below 0.
      (
        (1...5).map { "07-1\($0) a redeem - coupon=FIVE user=u\($0)\n" }.joined() + reset,
        ["FIVE 5 1 0 20 - 0"]
      ),
      // A reset that is not applied uses no discount, nor does one after a reversal.
      (half + reset + "08-02 a reset 500 until=@09-01", ["HALF 1 1 0 10 - 0"]),
      (
        half + reset + "08-10 a reverse - of=e1\n09-01 a reset 500 until=@10-01",
        ["HALF 1 1 0 10 - 0"]
      ),
      // A price that differs has the discount of the books.
      (half + "08-01 a reset 500 until=@09-01 paid=12", ["HALF 1 1 0 10 - 0"]),
    ])
  func `a discount took the money that each step took off the price`(
    ledger: String, rows: [String]
  ) {
    #expect(self.rows(ledger) == rows)
  }

  @Test func `the limit counts redemptions that its checks accept`() {
    let two = "08-01 a redeem 10 coupon=FEW\n08-02 b redeem 9 coupon=FEW\n"
    #expect(rows(two) == ["FEW 2 2 19 0 0 1"])
    #expect(rows(two + "08-03 c redeem 10 coupon=FEW") == ["FEW 3 3 29 0 0 2"])
    // The second of one account does not count.
    #expect(
      rows("08-01 a redeem 10 coupon=FEW\n08-02 a redeem 10 coupon=FEW") == ["FEW 2 1 20 0 1 1"])
  }

  @Test func `a code that the book lacks has a row once it is redeemed`() {
    #expect(
      rows("08-01 a redeem 7 coupon=ABC\n08-02 b redeem 50 coupon=PLUS")
        == ["ABC 1 1 7 0 - 1", "PLUS 1 1 50 0 - 0"])
  }

  @Test func `the rows are all coupons of the book, by code`() {
    let audit = AuditAsText("08-02T10:00 a redeem 7 coupon=GIG\n08-03 b redeem 7 coupon=GIG").audit
    #expect(
      audit.coupons.map(\.code.description)
        == ["FEW", "FIVE", "GIFT", "GIG", "HALF", "PLUS", "THIRD"])
    #expect(audit.coupons[0].usesLeft == 2)
    #expect(audit.coupons[0].firstAt == nil && audit.coupons[0].lastAt == nil)
    #expect(audit.coupons[3].terms == nil)
    #expect(audit.coupons[3].firstAt.map(AuditAsText.time) == "08-02T10:00")
    #expect(audit.coupons[3].lastAt.map(AuditAsText.time) == "08-03")
  }

  @Test func `redemptions before the period count, those after it do not`() {
    let ledger =
      "07-31 a redeem 10 coupon=FEW\n08-02 b redeem 10 coupon=FEW\n09-01 c redeem 10 coupon=FEW"
    #expect(rows(ledger, period: ("08-01", "09-01")) == ["FEW 2 2 20 0 0 0"])
  }

  @Test func `a redemption that is not applied does not count`() {
    let ledger = "08-01 a redeem 10 coupon=FEW key=k\n08-02 a redeem 10 coupon=FEW key=k"
    #expect(rows(ledger) == ["FEW 1 1 10 0 1 0"])
  }
}
