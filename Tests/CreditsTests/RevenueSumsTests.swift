import Credits
import Ledger
import Testing

/// The sums over postings, each of which a table or file shows.
struct RevenueSumsTests {
  /// Twelve credits for 3 USD in August, so 0.25 USD each, of which b uses 2 in August, gives 1 back in September, and
  /// loses the last 11 in October; and 0.5 USD of c in September, consumed by a debt of August.
  private static let ledger = """
    08-01 b grant 12 source=topup paid=3 until=@10-15
    08-02 b deduct 2 req=r
    08-05 c deduct 1 req=s
    09-03 b refund 1 req=r
    09-04 c grant 1 source=bonus paid=0.5
    10-20 c deduct 1 req=s
    """

  private static func all(_ played: AuditAsText) -> Range<Int32> { played.audit.months }

  @Test func `each event has a row for each month in which it earned`() {
    let played = AuditAsText(Self.ledger)
    let rows = EventRevenue.rows(played.audit.postings, months: Self.all(played))
    #expect(
      rows.map(played.text) == [
        "e2 b r 08 0.5 0", "e4 b r 09 -0.25 0", "e3 c s 09 0.5 0", "e1 b - 10 0 2.75",
      ])
    let september = Self.all(played).lowerBound + 1
    #expect(
      EventRevenue.rows(played.audit.postings, months: september..<september + 1).count == 2)
  }

  /// 100 of July's 500 credits (20 USD) rolled over; they end with August's 500, of which 100 roll over, and come after them.
  @Test func `credits that rolled over before expire in the order of consumption`() {
    let played = AuditAsText(
      """
      07-01 a reset 500 until=@08-01 priority=30
      08-01 a reset 500 until=@09-01
      09-01 b balance 0
      """)
    #expect(
      EventRevenue.rows(played.audit.postings, months: Self.all(played)).map(played.text) == [
        "e1 a - 08 0 16", "e2 a - 09 0 16", "e1 a - 09 0 4",
      ])
  }

  @Test func `what is given back within the month and event leaves no row`() {
    let played = AuditAsText(
      """
      08-01 b grant 10 source=topup package=small paid=5 pay=p1
      08-02 b payment_refund 10 pay=p1 paid=5
      """)
    #expect(EventRevenue.rows(played.audit.postings, months: Self.all(played)).isEmpty)
  }

  @Test func `the waterfall follows the sales of each month to their end`() {
    let played = AuditAsText(Self.ledger)
    // August: 3 sold, 0.5 realised; September gives 0.25 back: 2.75 stay until they expire.
    #expect(
      WaterfallRow.rows(played.audit.postings, months: Self.all(played)).map(played.text) == [
        "08 08 0.5 0 0 2.5", "08 09 -0.25 0 0 2.75", "08 10 0 2.75 0 0", "09 09 0.5 0 0 0",
      ])
    let october = Self.all(played).upperBound - 1
    #expect(
      WaterfallRow.rows(played.audit.postings, months: october..<october + 1).map(played.text)
        == ["08 10 0 2.75 0 0"])
  }

  @Test func `value in transit is still deferred in the month of its sale`() {
    let played = AuditAsText(
      "08-01 b grant 10 source=topup paid=5\n09-02 b transfer_out 4 tx=t to=c\n10-01 b balance 6")
    #expect(
      WaterfallRow.rows(played.audit.postings, months: Self.all(played)).map(played.text)
        == ["08 08 0 0 0 5", "08 09 0 0 0 5", "08 10 0 0 0 5"])
  }

  @Test func `the journal of a month shares its cents`() {
    let played = AuditAsText(
      """
      08-01 b grant 3 source=topup paid=0.01
      08-01 c grant 3 source=promotion paid=0.02
      08-02 b deduct 1 req=r
      08-03 c deduct 2 req=s
      """)
    // Exact cents: sale 1 and 2, realised 0.333… and 1.333…, each rounded up at the 18th decimal: together 4.666…, so 5.
    // The floors sum to 4, and of the equal remainders the first gets the missing cent.
    #expect(
      played.journal == [
        "08 sale topup cash_or_receivable deferred_revenue 1",
        "08 sale promotion cash_or_receivable deferred_revenue 2",
        "08 realised topup deferred_revenue revenue 1",
        "08 realised promotion deferred_revenue revenue 1",
      ])
  }

  @Test func `a negative entry swaps its accounts, and revenue taken back is a reversal`() {
    let played = AuditAsText(
      """
      08-01 b grant 100 source=topup package=small paid=5 pay=p1
      08-02 b deduct 70 req=r
      08-03 b payment_refund 50 pay=p1 paid=2.5
      09-04 b reverse - of=e3
      09-05 b refund 10 req=r
      """)
    #expect(
      played.journal == [
        "08 sale topup cash_or_receivable deferred_revenue 500",
        "08 realised topup deferred_revenue revenue 350",
        "08 refund topup deferred_revenue cash_or_receivable 150",
        "08 reversal topup revenue cash_or_receivable 100",
        "09 realised topup revenue deferred_revenue 50",
        "09 refund topup cash_or_receivable deferred_revenue 150",
        "09 reversal topup cash_or_receivable revenue 100",
      ])
  }

  @Test func `the journal names the accounts that the settings state`() {
    var accounts = JournalAccounts()
    accounts[.revenue] = "4000"
    #expect(accounts[.revenue] == "4000")
    #expect(accounts[.breakageRevenue] == "breakage_revenue")
  }
}
