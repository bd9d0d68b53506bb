import Testing

struct SettlementTests {
  private static let reset = "08-01 a reset 500 until=@09-01\n"
  private static let held = reset + "08-14T10:00 a reserve 2 res=rv until=@08-14T11:00\n"

  @Test func `a second settlement is not applied, and its effect is what its balance shows`() {
    let once = Self.held + "08-14T10:00:05 a settle 2 res=rv req=r1 after=498\n"
    let credited = AuditAsText(once + "08-14T10:00:09 a settle 2 res=rv req=r1 after=496")
    #expect(credited.findings == ["settle_twice c e4 -2 -0.02 -2"])
    #expect(
      credited.balance("a", "closing consumed recorded explained") == "498 2 496 -2")
    let noted = AuditAsText(once + "08-14T10:00:09 a settle 2 res=rv req=r1 after=498")
    #expect(noted.findings == ["settle_twice i e4 0 0 0"])
    let blank = AuditAsText(once + "08-14T10:00:09 a settle 2 res=rv req=r1")
    #expect(blank.findings == ["settle_twice c e4 -2 -0.02 -2"])
  }

  @Test(
    arguments: [
      ("08-14T10:59:59.999999999 a settle 1 res=rv req=r1", []),
      ("08-14T11:00 a settle 1 res=rv req=r1", ["settle_after_release w e3 1 0.01 0"]),
      ("08-14T10:10 a settle 2 res=rv req=r1", []),
      ("08-14T10:10 a settle 5 res=rv req=r1", ["settle_above_reserved w e3 3 0.03 0"]),
      ("08-14T10:10 a settle 3 res=no req=r1", ["settle_without_reservation c e3 3 0.03 0"]),
      ("08-14T10:10 b settle 0 res=rv req=r1", ["settle_without_reservation c e3 0 0 0"]),
      ("08-14T10:10 a release - res=rv", []),
      ("08-14T12:00 a release - res=rv", []),
      ("08-14T10:10 a release - res=no", ["release_without_reservation w e3 0 0 0"]),
      (
        "08-14T10:10 a release - res=rv\n08-14T10:20 a release - res=rv",
        ["release_without_reservation w e4 0 0 0"]
      ),
      (
        "08-14T10:10 a release - res=rv\n08-14T10:20 a settle 2 res=rv req=r",
        ["settle_after_release w e4 2 0.02 0"]
      ),
      (
        "08-14T10:10 a settle 1 res=rv req=r\n08-14T10:20 a release - res=rv",
        ["release_without_reservation w e4 0 0 0"]
      ),
      // After a late settlement the reservation is settled.
      (
        "08-14T11:00 a settle 1 res=rv req=r\n08-14T11:01 a settle 1 res=rv req=r after=498",
        ["settle_twice c e4 -1 -0.01 -1", "settle_after_release w e3 1 0.01 0"]
      ),
      // 500 less the hold of 2 are available.
      ("08-14T10:01 a reserve 498 res=x until=@08-15", []),
      (
        "08-14T10:01 a reserve 499 res=x until=@08-15",
        ["reserved_above_available c e3 1 0.01 0"]
      ),
      // The same id takes the place of its own hold.
      ("08-14T10:01 a reserve 500 res=rv until=@08-15", []),
    ] as [(String, [String])])
  func `a settlement or release has the first of its codes that holds`(
    line: String, findings: [String]
  ) {
    #expect(AuditAsText(Self.held + line).findings == findings)
  }

  @Test func `a hold lowers what is available, not the balance`() {
    let played = AuditAsText(Self.held + "08-14T10:30 a deduct 1 req=r")
    #expect(played.balance("a", "closing reserved available") == "499 2 497")
    let ended = AuditAsText(Self.held + "08-14T11:00 a deduct 1 req=r")
    #expect(ended.balance("a", "closing reserved available") == "499 0 499")
  }

  @Test func `a replaced hold is held once, and its id settles the new one`() {
    let replaced = Self.held + "08-14T10:30 a reserve 7 res=rv until=@08-15\n"
    #expect(AuditAsText(replaced).balance("a", "reserved") == "7")
    let settled = AuditAsText(replaced + "08-14T12:00 a settle 7 res=rv req=r")
    #expect(settled.findings.isEmpty)
    #expect(settled.balance("a", "reserved closing") == "0 493")
  }

  @Test func `a member may reserve up to its own credits and the pool's`() {
    let base = "08-01 org grant 10 source=topup\n08-01 m grant 3 source=bonus\n"
    let within = AuditAsText(base + "08-02 m reserve 13 res=x until=@08-03")
    #expect(within.findings.isEmpty)
    let above = AuditAsText(base + "08-02 m reserve 14 res=x until=@08-03")
    #expect(above.findings == ["reserved_above_available c e3 1 0.01 0"])
  }

  @Test func `recorded balances may be what is available`() {
    let hold =
      Self.reset + """
        08-02 a reserve 5 res=x until=@08-03 after=495
        08-02 a release - res=x after=500
        """
    let available = AuditAsText(hold, { $0.recordedBalance = .init(always: .available) })
    #expect(available.findings.isEmpty)
    #expect(
      AuditAsText(hold).findings == [
        "recorded_balance_differs c e2 -5 -0.05 -5",
        "recorded_balance_differs c e3 5 0.05 5",
      ])
  }
}
