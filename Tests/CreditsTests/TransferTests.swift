import Testing

struct TransferTests {
  private static let base = "08-01 b grant 10 source=topup paid=3\n"

  @Test func `an in that comes before its out at one instant is played after it`() {
    let played = AuditAsText(
      Self.base + "08-02 a transfer_in 4 tx=t to=b\n08-02 b transfer_out 4 tx=t to=a")
    #expect(played.findings.isEmpty)
    #expect(played.grant("e2", "source paid deferred") == "transfer 1.2 1.2")
    #expect(played.balance("b", "out closing") == "4 6")
    #expect(played.balance("a", "in closing") == "4 4")
    #expect(played.revenue("2026-08", .transfer, "sold transferred closing") == "0 1.2 1.2")
    #expect(played.revenue("2026-08", .topup, "sold transferred closing") == "3 -1.2 1.8")
  }

  @Test func `the value passes through several accounts and is earned by the last`() {
    let played = AuditAsText(
      Self.base + """
        08-02 b transfer_out 10 tx=t to=c
        08-02 c transfer_in 10 tx=t to=b
        08-03 c transfer_out 5 tx=u to=d
        08-03 d transfer_in 5 tx=u to=c
        08-04 d deduct 2 req=r
        """)
    #expect(played.findings.isEmpty)
    #expect(played.grant("e5", "paid deferred") == "1.5 0.9")
    #expect(played.revenue("2026-08", .transfer, "transferred realised closing") == "3 0.6 2.4")
  }

  @Test func `a cycle of transfers at one instant moves each value once`() {
    let played = AuditAsText(
      """
      08-01 b grant 10 source=topup paid=10
      08-01 c grant 10 source=topup paid=20
      08-01 d grant 10 source=topup paid=30
      08-02 c transfer_in 4 tx=bc to=b
      08-02 d transfer_in 4 tx=cd to=c
      08-02 b transfer_in 4 tx=db to=d
      08-02 b transfer_out 4 tx=bc to=c
      08-02 c transfer_out 4 tx=cd to=d
      08-02 d transfer_out 4 tx=db to=b
      """)
    #expect(played.findings.isEmpty)
    // Each out takes from the older grant, the account's own.
    #expect(played.grant("e4", "account paid left") == "c 4 4")
    #expect(played.grant("e5", "account paid left") == "d 8 4")
    #expect(played.grant("e6", "account paid left") == "b 12 4")
    #expect(played.balance("b", "closing in out") == "10 4 4")
  }

  @Test func `a transfer never takes from the pool, and what is missing is a debt`() {
    let played = AuditAsText(
      """
      08-01 org grant 10 source=topup
      08-01 m grant 3 source=bonus
      08-02 m transfer_out 5 tx=t to=c
      """)
    #expect(played.balance("org", "closing") == "10")
    #expect(played.balance("m", "closing out consumed") == "-2 5 0")
  }

  @Test func `the value that repays the debt of a transfer is in transit`() {
    let played = AuditAsText(
      "08-01 b transfer_out 4 tx=t to=a\n08-02 b grant 10 source=topup paid=3")
    #expect(played.balance("b", "out consumed closing") == "4 0 6")
    #expect(played.grant("e2", "left consumed transferred") == "6 0 4")
    #expect(
      played.revenue("2026-08", .topup, "sold transferred realised closing") == "3 -1.2 0 1.8")
    #expect(played.revenue("2026-08", .transfer, "transferred closing") == "1.2 1.2")
  }

  @Test func `an in without an out carries no value`() {
    let played = AuditAsText("08-02 a transfer_in 4 tx=t to=b")
    #expect(played.grant("e1", "paid left") == "0 4")
  }

  @Test func `the n-th out and in of an id are partners`() {
    let played = AuditAsText(
      Self.base + """
        08-02 b transfer_out 1 tx=t to=a
        08-03 b transfer_out 2 tx=t to=a
        08-04 a transfer_in 1 tx=t to=b
        08-05 a transfer_in 2 tx=t to=b
        08-06 a transfer_in 3 tx=t to=b
        """)
    #expect(played.audit.played.transferPartners == [1: 3, 3: 1, 2: 4, 4: 2])
    // The first in takes all value that is in transit.
    #expect(played.grant("e4", "paid") == "0.9")
    #expect(played.grant("e5", "paid") == "0")
  }
}
