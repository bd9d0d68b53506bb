import Credits
import Ledger
import Pricing
import Rating
import Tables
import Testing

@testable import Reports

/// A statement as its CSV: a top-up of 10 credits for 1 USD, 12 credits used, 3 given back, 5 reserved.
struct StatementTableTests {
  private static func ledger() -> CreditLedger {
    var ledger = CreditLedger(files: [Name("credits/a.csv")])
    func name(_ text: String) -> UInt32 { ledger.names.number(of: Name(text)) }
    func add(
      _ kind: EventKind, day: Int64, _ credits: Int64, request: String = "",
      subject: String = "", _ terms: OptionalEventFields = .blank
    ) {
      let line = ledger.events.count + 2
      // 2026-08-01 is day 20,666.
      var event = CreditEvent(
        kind: kind, at: (20_665 + day) * 86_400_000_000_000, account: name("acc"))
      event.eventID = name("e\(line)")
      event.credits = credits * 1_000_000
      event.hasCredits = true
      event.line = UInt32(line)
      event.source = kind == .grant ? GrantSource.topup.rawValue : CreditEvent.noSource
      event.request = request.isEmpty ? 0 : name(request)
      event.subject = subject.isEmpty ? 0 : name(subject)
      if terms != .blank {
        event.terms = UInt32(ledger.terms.count)
        ledger.terms.append(terms)
      }
      ledger.events.append(event)
    }
    var paid = OptionalEventFields()
    paid.paid = Money.attodollarsPerDollar
    add(.grant, day: 1, 10, subject: "g-1", paid)
    add(.deduct, day: 2, 12, request: "r-1")
    add(.refund, day: 3, 3, request: "r-1")
    var until = OptionalEventFields()
    until.expiresAt = (20_665 + 5) * 86_400_000_000_000
    add(.reserve, day: 4, 5, subject: "rv", until)
    add(.settle, day: 5, 1, request: "r-2", subject: "rv")
    return ledger
  }

  private static let books: CreditBooks = {
    var faults: [BookProblem] = []
    return CreditBooks(
      plans: PlanBook([], knownAt: nil, faults: &faults),
      accounts: AccountBook([], knownAt: nil, faults: &faults), accountTerms: nil,
      coupons: CouponBook([]), topUps: TopUpBook([], knownAt: nil, faults: &faults),
      settings: CreditSettings(), creditValues: DatedSetting(always: .default),
      creditIncrements: DatedSetting(always: Credits(microcredits: 100_000)), zone: .utc)
  }()

  @Test func `a statement leads from the opening to the closing balance`() {
    let ledger = Self.ledger()
    let audit = CreditReplay.audit(ledger, books: Self.books, period: nil, requests: nil)
    let story = CreditReplay.stories(
      of: [ledger.events[0].account], ledger, books: Self.books, period: nil)[0]
    let table = StatementTable(story.statement, audit).table(named: "credit-statement-acc")
    let rows = (0..<table.rowCount).map { row in
      table.cells(at: row).map(CSVText.string).joined(separator: ",")
    }
    #expect(
      rows == [
        ",,opening,Opening balance of acc,0,0,0,,,,,",
        "2026-08-01T00:00:00Z,e2,grant,\"Top-up g-1: 10 credits for 1 USD, without expiry\",10,10,0,"
          + "g-1,,,credits/a.csv,2",
        "2026-08-02T00:00:00Z,e3,deduct,Request r-1: 10 credits from the top-up g-1,-10,0,0,g-1,r-1,1,"
          + "credits/a.csv,3",
        "2026-08-02T00:00:00Z,e3,deduct,\"Request r-1: 2 credits that no grant covered, owed by the "
          + "account\",-2,-2,0,,r-1,,credits/a.csv,3",
        "2026-08-03T00:00:00Z,e4,refund,Refund for request r-1: 2 credits less owed by the account,2,"
          + "0,0,,r-1,,credits/a.csv,4",
        "2026-08-03T00:00:00Z,e4,refund,Refund for request r-1: 1 credit back to the top-up g-1,1,1,0,"
          + "g-1,r-1,-0.1,credits/a.csv,4",
        "2026-08-04T00:00:00Z,e5,reserve,\"Reservation rv of 5 credits, until 2026-08-05 00:00 UTC\",0,"
          + "1,5,,,,credits/a.csv,5",
        "2026-08-05T00:00:00Z,,release,Reservation rv reached its time limit: 5 credits are no longer "
          + "reserved,0,1,0,,,,,",
        "2026-08-05T00:00:00Z,e6,settle,\"Request r-2, reservation rv: 1 credit from the top-up g-1\","
          + "-1,0,0,g-1,r-2,0.1,credits/a.csv,6",
        "2026-08-05T00:00:00Z,,closing,Closing balance of acc,0,0,0,,,,,",
      ])
  }
}
