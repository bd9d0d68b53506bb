import Credits
import Ledger
import Pricing
import Rating

/// A replayed credit ledger of these tests, written by hand.
///
/// - acc: a top-up of 10 credits for 1 USD as grant g/1, 12 credits used for r-1, 3 given back, 5 reserved as rv
/// - other: receives 1 credit of acc by transfer t-1
enum CreditScene {
  static let ledger: CreditLedger = {
    var ledger = CreditLedger(files: [Name("credits/a.csv")])
    func name(_ text: String) -> UInt32 { ledger.names.number(of: Name(text)) }
    func add(
      _ kind: EventKind, _ account: String, day: Int64, _ credits: Int64, request: String = "",
      subject: String = "", _ set: (inout OptionalEventFields) -> Void = { _ in }
    ) {
      let line = UInt32(ledger.events.count + 1)
      // 2026-08-01 is day 20,666.
      var event = CreditEvent(
        kind: kind, at: (20_665 + day) * 86_400_000_000_000, account: name(account))
      event.eventID = name("e\(line)")
      event.credits = credits * 1_000_000
      event.hasCredits = true
      event.line = line
      event.source = kind == .grant ? GrantSource.topup.rawValue : CreditEvent.noSource
      event.request = request.isEmpty ? 0 : name(request)
      event.subject = subject.isEmpty ? 0 : name(subject)
      var terms = OptionalEventFields()
      set(&terms)
      if terms != .blank {
        event.terms = UInt32(ledger.terms.count)
        ledger.terms.append(terms)
      }
      ledger.events.append(event)
    }
    add(.grant, "acc", day: 1, 10, subject: "g/1") { $0.paid = Money.attodollarsPerDollar }
    add(.deduct, "acc", day: 2, 12, request: "r-1")
    add(.refund, "acc", day: 3, 4, request: "r-1")
    add(.reserve, "acc", day: 4, 1, subject: "rv") {
      $0.expiresAt = (20_665 + 6) * 86_400_000_000_000
    }
    let (acc, other) = (name("acc"), name("other"))
    add(.transferOut, "acc", day: 5, 1, subject: "t-1") { $0.counterparty = other }
    add(.transferIn, "other", day: 5, 1, subject: "t-1") { $0.counterparty = acc }
    return ledger
  }()

  static let books = books(CreditSettings())

  static func books(_ settings: CreditSettings) -> CreditBooks {
    var faults: [BookProblem] = []
    return CreditBooks(
      plans: PlanBook([], knownAt: nil, faults: &faults),
      accounts: AccountBook([], knownAt: nil, faults: &faults), accountTerms: nil,
      coupons: CouponBook([]), topUps: TopUpBook([], knownAt: nil, faults: &faults),
      settings: settings, creditValues: DatedSetting(always: .default),
      creditIncrements: DatedSetting(always: Credits(microcredits: 100_000)), zone: .utc)
  }

  static let audit = CreditReplay.audit(ledger, books: books, period: nil, requests: nil)

  /// The account acc from the first event to the last.
  static var story: AccountHistory {
    CreditReplay.stories(of: [ledger.events[0].account], ledger, books: books, period: nil)[0]
  }

  static func number(_ text: String) -> UInt32 { ledger.names.find(Name(text)) ?? 0 }
}
