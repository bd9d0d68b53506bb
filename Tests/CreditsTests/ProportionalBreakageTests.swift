import Ledger
import Testing

/// Breakage by an expected percent.
struct ProportionalBreakageTests {
  private static func rule(_ percents: [String: Int64]) -> BreakageRule {
    var rule = BreakageRule()
    rule.method = .proportional
    rule.percents = percents.mapValues { Percent(millionths: $0 * 1_000_000) }
    return rule
  }

  private static func played(_ text: String, _ percents: [String: Int64]) -> AuditAsText {
    AuditAsText(text, { $0.breakage = DatedSetting(always: rule(percents)) })
  }

  /// 100 credits for 10 USD, of which 20 are expected not to be used: r is 0.8.
  private static let sale = "08-01 b grant 100 source=topup paid=10 until=@10-01\n"

  @Test func `breakage is earned as customers use their rights, and reversed if they use more`() {
    let played = Self.played(
      Self.sale + """
        08-02 b deduct 40 req=r
        09-02 b deduct 40 req=s
        09-03 b deduct 10 req=t
        10-02 b balance 0
        """, ["topup": 20])
    // Deferred is 10 × (0.8 − used) ÷ 0.8: 5 with 40 used, of a value left of 6; 0 with 80 used, of 2. With 90 used, 1 is
    // left and not deferred: it expires without a change.
    #expect(
      played.postings == [
        "sold 10 topup 08 08 e1 b -", "realised 4 topup 08 08 e2 b r",
        "breakage 1 topup 08 08 e2 b r", "realised 4 topup 09 08 e3 b s",
        "breakage 1 topup 09 08 e3 b s", "realised 1 topup 09 08 e4 b t",
        "breakage -1 topup 09 08 e4 b t",
      ])
    #expect(played.revenue("2026-08", .topup, "closing expected") == "5 20")
    #expect(played.revenue("2026-09", .topup, "breakage closing expected") == "0 0 20")
  }

  @Test func `what is left at the end follows at expiry`() {
    let played = Self.played(
      Self.sale + "08-02 b deduct 40 req=r\n10-02 b balance 0", ["topup": 20])
    #expect(played.postings.last == "breakage 5 topup 10 08 e1 b -")
    // Seen is the value left at expiry: 6 of 10.
    let row = played.audit.revenue.last
    #expect(row?.seenExpired == 6 * Money.attodollarsPerDollar)
  }

  @Test func `credits that come back are deferred again`() {
    let played = Self.played(
      Self.sale + "08-02 b deduct 40 req=r\n08-03 b refund 10 req=r", ["topup": 20])
    // With 30 used, 6.25 of a value left of 7 are deferred.
    #expect(
      played.postings.suffix(2) == [
        "realised -1 topup 08 08 e3 b r", "breakage -0.25 topup 08 08 e3 b r",
      ])
    #expect(played.grant("e1", "deferred") == "6.25")
  }

  @Test func `nothing is deferred for credits that customers are not expected to use`() {
    let played = Self.played(
      "08-01 b grant 10 source=promotion paid=2\n08-02 b deduct 5 req=r", ["promotion": 100])
    #expect(
      played.postings == [
        "sold 2 promotion 08 08 e1 b -", "breakage 2 promotion 08 08 e1 b -",
        "realised 1 promotion 08 08 e2 b r", "breakage -1 promotion 08 08 e2 b r",
      ])
  }

  @Test func `a grant keeps the percent of its first instant`() {
    let dated = DatedSetting(
      always: Self.rule(["topup": 20]),
      entries: [
        .init(
          from: Instant(nanoseconds: LedgerText.instant("09-01")), tier: nil,
          value: Self.rule(["topup": 50]))
      ])
    let played = AuditAsText(
      Self.sale + "09-02 b deduct 40 req=r\n09-03 b balance 60", { $0.breakage = dated })
    #expect(played.grant("e1", "deferred") == "5")
    #expect(played.revenue("2026-08", .topup, "expected") == "20")
    #expect(played.revenue("2026-09", .topup, "expected") == "50")
  }

  @Test func `a transferred grant has the percent of transfers, for each month of sale`() {
    let played = Self.played(
      """
      08-01 b grant 3 source=topup paid=1
      09-01 b grant 3 source=topup paid=2
      10-01 b transfer_out 6 tx=t to=c
      10-02 c transfer_in 6 tx=t to=b
      10-03 c deduct 1 req=r
      """, ["transfer": 50])
    // 1 of 6 used: two thirds are deferred, 0.666666666666666666 of August and 2 less that of September; the values left
    // are 0.833333333333333333 and 1.666666666666666667.
    #expect(
      played.postings.suffix(4) == [
        "realised 0.166666666666666667 transfer 10 08 e5 c r",
        "breakage 0.166666666666666667 transfer 10 08 e5 c r",
        "realised 0.333333333333333333 transfer 10 09 e5 c r",
        "breakage 0.333333333333333333 transfer 10 09 e5 c r",
      ])
  }

  @Test func `a percent without the method, or of 0, changes nothing`() {
    var rule = Self.rule(["topup": 20])
    rule.method = .expiry
    let lines = Self.sale + "08-02 b deduct 40 req=r"
    let stated = AuditAsText(lines, { $0.breakage = DatedSetting(always: rule) })
    #expect(stated.postings == AuditAsText(lines).postings)
    let zero = Self.played(lines, ["topup": 0])
    #expect(zero.postings == AuditAsText(lines).postings)
    #expect(zero.revenue("2026-08", .topup, "expected") == "-")
  }
}
