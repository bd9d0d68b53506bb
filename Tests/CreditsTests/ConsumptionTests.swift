import Ledger
import Testing

struct ConsumptionTests {
  private static let two = """
    08-01 b grant 10 source=bonus until=@09-01
    08-01T01:00 b grant 10 source=topup paid=5 until=@08-20
    08-02 b deduct 4 req=r

    """

  @Test(
    arguments: [
      // The earlier expiry, though younger and of a higher priority number.
      ([.expiry, .priority, .age], "10", "6"),
      ([.priority, .expiry, .age], "6", "10"),
      ([.age], "6", "10"),
      ([.free], "6", "10"),
      ([.free, .expiry], "6", "10"),
    ] as [([ConsumptionKey], String, String)])
  func `credits come from live grants in the order of the settings`(
    order: [ConsumptionKey], first: String, second: String
  ) {
    let played = AuditAsText(Self.two, { $0.consumptionOrder = DatedSetting(always: order) })
    #expect(played.grant("e1", "left") == first)
    #expect(played.grant("e2", "left") == second)
  }

  @Test func `a dated order counts from its day`() {
    let dated = DatedSetting(
      always: [ConsumptionKey.expiry],
      entries: [
        .init(
          from: Instant(nanoseconds: LedgerText.instant("08-03")), tier: nil, value: [.priority])
      ])
    let played = AuditAsText(Self.two + "08-03 b deduct 1 req=s", { $0.consumptionOrder = dated })
    #expect(played.grant("e2", "left") == "6")
    #expect(played.grant("e1", "left") == "9")
  }

  @Test func `a priority of the event counts before that of its source`() {
    let played = AuditAsText(
      """
      08-01 b grant 10 source=bonus
      08-01 b grant 10 source=topup priority=5
      08-02 b deduct 4 req=r
      """)
    #expect(played.grant("e2", "left priority") == "6 5")
  }

  @Test func `a grant that is used up is taken from again after a refund`() {
    let played = AuditAsText(
      """
      08-01 b grant 4 source=bonus until=@09-01
      08-01 b grant 10 source=topup
      08-02 b deduct 6 req=r
      08-03 b refund 5 req=r
      08-04 b deduct 2 req=s
      """)
    // 6 = 4 + 2; the 5 given back are 2 of the second and 3 of the first, which is taken from next.
    #expect(played.grant("e1", "left consumed refunded") == "1 6 3")
    #expect(played.grant("e2", "left consumed refunded") == "10 2 2")
  }

  @Test func `uncovered consumption is a debt that the next grant repays`() {
    let played = AuditAsText("08-01 b deduct 3 req=r\n08-02 b grant 2 source=topup paid=4")
    #expect(played.findings == ["balance_below_zero c e1 3 0.03 0"])
    #expect(played.balance("b", "closing consumed granted") == "-1 3 2")
    #expect(played.grant("e2", "left consumed") == "0 2")
    #expect(played.revenue("2026-08", .topup, "sold realised closing") == "4 4 0")
  }

  @Test func `an overdraft allows debts, and a balance below it is reported once`() {
    let played = AuditAsText(
      """
      08-01 d deduct 5 req=r
      08-02 d deduct 1 req=s
      08-03 d deduct 1 req=t
      08-04 d adjust 3 reason=x
      08-05 d deduct 2 req=u
      """)
    #expect(
      played.findings == ["balance_below_zero c e2 1 0.01 0", "balance_below_zero c e5 1 0.01 0"])
  }

  @Test func `a member takes its own grants and then the pool's, or the reverse`() {
    let base = """
      08-01 org grant 10 source=topup paid=10
      08-01 m grant 3 source=bonus
      08-01 n grant 3 source=bonus

      """
    let after = AuditAsText(base + "08-02 m deduct 5 req=r")
    #expect(after.findings.isEmpty)
    #expect(after.balance("m", "closing consumed") == "0 3")
    #expect(after.balance("org", "closing consumed") == "8 2")
    let before = AuditAsText(base + "08-02 n deduct 5 req=r\n08-03 n refund 1 req=r")
    #expect(before.balance("n", "closing consumed") == "3 0")
    #expect(before.balance("org", "closing consumed refunded") == "6 5 1")
    let debt = AuditAsText(base + "08-02 m deduct 15 req=r")
    #expect(debt.findings == ["balance_below_zero c e4 2 0.02 0"])
    #expect(debt.balance("m", "closing") == "-2")
    #expect(debt.balance("org", "closing") == "0")
  }

  @Test func `10,000 grants of one account are consumed in order`() {
    var lines = (0..<10_000).map { index in
      // Days in an order that is neither rising nor falling: 7919 is prime.
      "08-01 b grant 1 source=bonus until=@20\(27 + index * 7919 % 60)-01-01"
    }
    lines += (0..<10_000).map { "08-02 b deduct 0.5 req=r\($0)" }
    let played = AuditAsText(lines.joined(separator: "\n"))
    #expect(played.findings.isEmpty)
    #expect(played.balance("b", "closing consumed") == "5000 5000")
    // The years 2027 to 2056, half of the 60, are used up.
    let left = played.audit.grants.filter { $0.left > 0 }
    #expect(left.count == 5_000)
    #expect(left.allSatisfy { $0.expiresAt > LedgerText.instant("2056-12-31") })
  }
}
