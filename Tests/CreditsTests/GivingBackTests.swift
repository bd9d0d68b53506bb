import Testing

struct GivingBackTests {
  private static let base = """
    08-01 b grant 10 source=topup paid=1 until=@08-10
    08-02 b deduct 4 req=r

    """

  @Test func `a refund gives back at most what the request consumed`() {
    let above = AuditAsText(Self.base + "08-03 b refund 5 req=r")
    #expect(above.findings == ["refund_above_deduction c e3 1 0.01 1"])
    #expect(above.balance("b", "closing explained") == "10 1")
    let within = AuditAsText(Self.base + "08-03 b refund 1 req=r\n08-03 b refund 3 req=r")
    #expect(within.findings.isEmpty)
    let again = AuditAsText(Self.base + "08-03 b refund 4 req=r\n08-03 b refund 1 req=r after=10")
    #expect(again.findings == ["refund_above_deduction c e4 1 0.01 0"])
    let without = AuditAsText(Self.base + "08-03 b refund 4 req=q after=10")
    #expect(without.findings == ["refund_without_deduction c e3 4 0.04 4"])
  }

  @Test func `the request of another account is not refunded`() {
    let played = AuditAsText(Self.base + "08-03 c refund 1 req=r after=0")
    #expect(played.findings == ["refund_without_deduction i e3 0 0 0"])
  }

  @Test func `credits of an expired grant become one new grant`() {
    let late = Self.base + "08-10 b refund 4 req=r"
    let new = AuditAsText(late)
    #expect(new.balance("b", "closing expired refunded granted") == "4 6 4 10")
    #expect(new.grant("e3", "source left paid until") == "refund 4 0 never")
    #expect(
      new.revenue("2026-08", .topup, "sold realised breakage closing") == "1 0.4 0.6 0")
    let lost = AuditAsText(late, { $0.refundExpired = .init(always: .lost) })
    #expect(lost.balance("b", "closing expired refunded") == "0 10 4")
    #expect(lost.grant("e1", "consumed refunded expired left") == "4 4 10 0")
    let short = AuditAsText(late, { $0.refundExpiresDays = .init(always: 2) })
    #expect(short.grant("e3", "until") == "2026-08-12")
  }

  @Test func `a refund goes back to the grants last taken from, newest request event first`() {
    let played = AuditAsText(
      """
      08-01 b grant 3 source=bonus until=@09-01
      08-01 b grant 5 source=topup
      08-02 b deduct 2 req=r
      08-03 b deduct 4 req=r
      08-04 b refund 4 req=r
      """)
    // The second deduct took 1 and 3; both come back.
    #expect(played.grant("e1", "left") == "1")
    #expect(played.grant("e2", "left") == "5")
    let more = AuditAsText(
      """
      08-01 b grant 3 source=bonus until=@09-01
      08-01 b grant 5 source=topup
      08-02 b deduct 2 req=r
      08-03 b deduct 4 req=r
      08-04 b refund 5 req=r
      """)
    #expect(more.grant("e1", "left") == "2")
  }

  @Test func `of a partly repaid debt the open part comes first`() {
    let base = "08-01 b deduct 3 req=r\n08-02 b grant 2 source=topup paid=4\n"
    let played = AuditAsText(base + "08-03 b refund 2 req=r")
    // 1 from the debt, then 1 back to the grant that had repaid it.
    #expect(played.balance("b", "closing refunded") == "1 2")
    #expect(played.grant("e2", "left consumed refunded") == "1 2 1")
    #expect(played.revenue("2026-08", .topup, "realised closing") == "2 2")
    let less = AuditAsText(base + "08-03 b refund 1 req=r")
    #expect(less.balance("b", "closing") == "0")
    #expect(less.grant("e2", "left") == "0")
  }

  @Test func `a refund to an existing grant repays nothing, and a new grant does`() {
    let base = "08-01 b grant 4 source=bonus until=@08-10\n08-02 b deduct 4 req=r\n"
    let live = AuditAsText(base + "08-03 b deduct 3 req=s\n08-04 b refund 2 req=r")
    #expect(live.grant("e1", "left") == "2")
    #expect(live.balance("b", "closing") == "-1")
    let ended = AuditAsText(base + "08-03 b deduct 3 req=s\n08-11 b refund 2 req=r")
    #expect(ended.grant("e4", "granted left consumed") == "2 0 2")
    #expect(ended.balance("b", "closing") == "-1")
  }

  @Test func `credits of the pool go back to the pool`() {
    let base = """
      08-01 org grant 10 source=topup paid=10 until=@08-10
      08-01 m grant 3 source=bonus
      08-02 m deduct 5 req=r

      """
    let live = AuditAsText(base + "08-03 m refund 3 req=r")
    #expect(live.balance("org", "closing refunded") == "10 2")
    #expect(live.balance("m", "closing refunded") == "1 1")
    let late = AuditAsText(base + "08-12 m refund 3 req=r")
    #expect(late.grant("e4", "account source left") == "org refund 2")
    #expect(late.balance("org", "closing expired") == "2 8")
  }

  @Test func `10,000 refunds of one request take linear time`() {
    var lines = ["08-01 b grant 20000 source=bonus"]
    lines += (0..<10_000).map { _ in "08-02 b deduct 2 req=r" }
    lines += (0..<10_000).map { _ in "08-03 b refund 1 req=r" }
    let played = AuditAsText(lines.joined(separator: "\n"))
    #expect(played.findings.isEmpty)
    #expect(played.balance("b", "closing consumed refunded") == "10000 20000 10000")
  }
}
