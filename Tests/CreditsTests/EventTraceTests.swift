import Credits
import Testing

struct EventTraceTests {
  @Test func `a story has the account before and after the event`() {
    // The explanation of docs: 412.3 credits, of which a top-up has 112.
    let lines = """
      08-01 a reset 500 until=@09-01
      08-01 a grant 112 source=topup
      08-02 a deduct 197.7 req=r
      08-14T10:00 a reserve 2 res=rv-88 until=@08-15
      08-14T10:00:05 a settle 2 res=rv-88 req=req_5c1
      08-14T10:00:09 a settle 2 res=rv-88 req=req_5c1 after=410.3
      """
    let ledger = LedgerText(lines).ledger
    let story = CreditReplay.story(
      of: 5, ledger, books: SampleBooks().books, period: nil, requests: nil)
    #expect(story.outcome == .notApplied)
    #expect(story.before?.balance == 412_300_000)
    #expect(story.before?.grants.map(\.left) == [300_300_000, 112_000_000])
    #expect(story.before?.grants.map(\.source) == [.monthly, .topup])
    #expect(story.after?.balance == 412_300_000)
    #expect(story.after?.effects == -2_000_000)
    #expect(story.findings.map(\.check) == [.settleTwice])
    #expect(story.findings.first?.detail == .earlier(event: 4))
  }

  @Test func `a story of an event that was not played has no account`() {
    let ledger = LedgerText("08-01 b adjust 1 reason=x id=d\n08-02 b adjust 1 reason=x id=d").ledger
    let story = CreditReplay.story(
      of: 1, ledger, books: SampleBooks().books, period: nil, requests: nil)
    #expect(story.outcome == .conflict)
    #expect(story.before == nil)
    #expect(story.findings.map(\.check) == [.eventConflict])
  }
}
