import Credits
import Ledger
import Terminal
import Testing

@testable import Presentation

/// The screens of accounts, grants, reservations, transfers and figures; figures by hand, see `CreditScene`.
struct AccountScreenTests {
  private let paint = Paint(.never, for: .standardOutput)
  private let audit = CreditScene.audit

  @Test func `an account has its balance, grants, holds, movements and findings`() {
    let explanation = AccountExplanation(CreditScene.story, audit, zone: .utc)
    // 10 of 12 credits came from the grant; of the 4 given back 2 were owed. One was sent on: 1 of 10 is left, 0.1 USD.
    #expect(
      AccountScreen(explanation, width: 80, paint: paint).text == """
        acc   account, plan none                                    2026-08-05T00:00:00Z
        Balance   1 credit, of which 1 reserved: 0 credits available

        Grants, in the order of consumption
          top-up g/1: 1 of 10 credits; 0.1 USD not yet earned

        Open reservations
          rv: 1 credit until 2026-08-06T00:00:00Z, by e4

        7 movements, in UTC
          2026-08-01 00:00:00  +10  Top-up g/1: 10 credits for 1 USD, without expiry
          2026-08-02 00:00:00  -10  Request r-1: 10 credits from the top-up g/1
          2026-08-02 00:00:00   -2  Request r-1: 2 credits that no grant covered, owed
                                    by the account
          2026-08-03 00:00:00   +2  Refund for request r-1: 2 credits less owed by the
                                    account
          2026-08-03 00:00:00   +2  Refund for request r-1: 2 credits back to the top-up
                                    g/1
          2026-08-04 00:00:00    0  Reservation rv of 1 credit, until 2026-08-06 00:00
                                    UTC
          2026-08-05 00:00:00   -1  Transfer t-1 to other: 1 credit from the top-up g/1

        Findings
          balance_below_zero (critical) 2026-08-02T00:00:00Z e2: The balance fell to
            -2 credits; the limit is 0 credits. Next: e3 (2026-08-03T00:00:00Z) brought
            the balance back to its limit: nothing more to record. Check the balance
            before each request.

        """)
    #expect(explanation.json.contains("\"movement_count\": 7"))
    #expect(explanation.json.contains("\"reservation_id\": \"rv\""))
  }

  private func figure(_ text: String) throws -> CreditFigureExplanation {
    let figure = try #require(try CreditFigure(address: text))
    let story = CreditScene.story
    if figure.report == .grants {
      return CreditFigureExplanation(
        figure, ofGrant: 0, story, audit, CreditScene.books, zone: .utc)
    }
    return CreditFigureExplanation(
      figure, ofAccount: story, before: story, audit, CreditScene.books, zone: .utc)
  }

  @Test(
    arguments: [
      ("credit-balances/acc/granted", "10 credits", 1),
      ("credit-balances/acc/consumed", "12 credits", 2),
      ("credit-balances/acc/refunded", "4 credits", 2),
      ("credit-balances/acc/transferred_out", "1 credit", 1),
      ("credit-balances/acc/expired", "0 credits", 0),
      ("credit-balances/acc/closing", "1 credit", 6),
      ("credit-balances/acc/reserved", "1 credit", 0),
      ("credit-balances/acc/available", "0 credits", 0),
      ("grants/g/1/granted", "10 credits, account acc", 1),
      ("grants/g/1/consumed", "10 credits, account acc", 1),
      ("grants/g/1/refunded", "2 credits, account acc", 1),
      ("grants/g/1/transferred", "1 credit, account acc", 1),
      ("grants/g/1/left", "1 credit, account acc", 4),
    ] as [(String, String, Int)])
  func `a figure has the movements that make it up`(
    address: String, value: String, movements: Int
  ) throws {
    let explanation = try figure(address)
    let screen = explanation.screen(width: 80, paint: paint)
    #expect(screen.hasPrefix("\(address): \(value)\n"))
    #expect(
      screen.contains(movements == 1 ? "\n1 movement," : "\n\(movements) movements,")
        == (movements > 0))
    let json = CreditFigureExplanation.json([explanation])
    #expect(json.components(separatedBy: "\"realised_usd\":").count == movements + 1)
  }

  /// After the refund the balance is −2 + 4 = 2 credits; the export records 0.5, and no event is the cause.
  @Test func `effects of findings say which part has no cause`() throws {
    var ledger = CreditScene.ledger
    ledger.events[2].stated = 500_000_000_000_000_000
    let audit = CreditReplay.audit(
      ledger, books: CreditScene.books, period: nil, requests: nil)
    let story = CreditReplay.stories(
      of: [ledger.events[0].account], ledger, books: CreditScene.books, period: nil)[0]
    let figure = try #require(try CreditFigure(address: "credit-balances/acc/explained"))
    let screen = CreditFigureExplanation(
      figure, ofAccount: story, before: story, audit, CreditScene.books, zone: .utc
    ).screen(width: 80, paint: paint)
    #expect(
      screen.hasPrefix(
        """
        credit-balances/acc/explained: -1.5 credits
          -1.5 credits of it without a cause (recorded_balance_differs)

        """))
  }

  @Test func `the closing figure is an equation`() throws {
    let screen = try figure("credit-balances/acc/closing").screen(width: 80, paint: paint)
    #expect(
      screen.contains(
        "\n  = opening 0 + granted 10 + refunded 4 - consumed 12 - transferred_out 1\n"))
  }

  /// 1 of 10 credits for 1 USD is left: 0.1 USD.
  @Test func `money of a grant has the event or the rule behind it`() throws {
    #expect(
      try figure("grants/g/1/paid_usd").screen(width: 100, paint: paint) == """
        grants/g/1/paid_usd: 1 USD, account acc
          paid_usd of grant e1 at 2026-08-01T00:00:00Z, credits/a.csv:1

        """)
    let deferred = try figure("grants/g/1/deferred_usd")
    #expect(
      deferred.screen(width: 100, paint: paint).hasPrefix(
        """
        grants/g/1/deferred_usd: 0.1 USD, account acc
          = paid_usd 1 × left 1 ÷ granted 10, rounded down to 18 decimals

        4 movements, in UTC

        """))
    let json = CreditFigureExplanation.json([deferred])
    #expect(json.contains("\"value\": \"0.1\""))
    #expect(json.contains("\"unit\": \"USD\""))
  }

  @Test func `without a balance_after the recorded balance is blank`() throws {
    let blank = try figure("credit-balances/acc/recorded")
    #expect(
      blank.screen(width: 100, paint: paint) == """
        credit-balances/acc/recorded: blank
          No event of the account states balance_after.

        """)
    #expect(CreditFigureExplanation.json([blank]).contains("\"value\": null"))
  }

  @Test func `an unknown column has the nearest one`() throws {
    #expect(throws: UsageFault.self) { try CreditFigure(address: "credit-balances/acc/closng") }
    #expect(throws: UsageFault.self) { try CreditFigure(address: "grants/left") }
    #expect(try CreditFigure(address: "margin-by-tier/pro/margin_usd") == nil)
    #expect(try CreditFigure(address: "grants/a/b/left")?.key == Name("a/b"))
  }

  @Test func `a grant has the credits left as a sum`() {
    let story = CreditScene.story
    let screen = GrantExplanation(0, story.grants[0].row, story, audit, zone: .utc)
      .screen(width: 80, paint: paint)
    #expect(
      screen.hasPrefix(
        """
        g/1   grant, top-up                                              credits/a.csv:1
        Account   acc, from 2026-08-01T00:00:00Z, priority 30, by grant e1
        Paid      1 USD, of which 0.1 USD is not yet earned
        Granted   10 credits
        Left      1 credit = granted 10 - consumed 10 + refunded 2 - transferred 1

        """))
  }

  @Test func `a reservation and a transfer have their events`() throws {
    let reservation = try #require(
      ReservationExplanation.all(CreditScene.number("rv"), audit, zone: .utc).first)
    #expect(
      reservation.screen(width: 80, paint: paint) == """
        rv   reservation, open                                           credits/a.csv:4
        Account   acc
        Hold      1 credit from 2026-08-04T00:00:00Z until 2026-08-06T00:00:00Z: open

        Events
          2026-08-04T00:00:00Z e4: reserve, 1 credit, account acc

        """)
    let transfer = try #require(
      TransferExplanation(CreditScene.number("t-1"), audit, zone: .utc))
    #expect(
      transfer.screen(width: 80, paint: paint) == """
        t-1   transfer, both sides agree                                 credits/a.csv:5
        Out       1 credit, acc to other, e5 at 2026-08-05T00:00:00Z
        In        1 credit, other from acc, e6 at 2026-08-05T00:00:00Z
        Value     0.1 USD arrived with the credits

        """)
    #expect(TransferExplanation(CreditScene.number("rv"), audit, zone: .utc) == nil)
  }

  @Test func `a request has its events and the grants that paid for it`() {
    let events = RequestEvents(of: [Name("r-1"), Name("r-2")], in: audit)
    let credits = RequestCredits(
      Name("r-1"), events, [CreditScene.story], audit, zone: .utc)
    // 10 of 10 credits for 1 USD, of which 2 came back: 0.8 USD.
    #expect(
      credits.lines(width: 120) == [
        [
          "Credit ledger: 12 credits consumed, 4 given back, 0.8 USD realised",
          "  2026-08-02T00:00:00Z e2: deduct, 12 credits, account acc",
          "  2026-08-03T00:00:00Z e3: refund, 4 credits, account acc",
          "  from top-up g/1 of acc: 8 credits, 0.8 USD",
        ],
        [
          "Findings",
          "  balance_below_zero (critical) 2026-08-02T00:00:00Z e2: The balance fell to -2 credits; the limit is 0 credits.",
        ],
        [
          "The credit ledger deducted 12 credits and gave 4 credits back; the usage ledger has no such request, so its charge is",
          "  not known.",
        ],
      ])
    let none = RequestCredits(Name("r-2"), events, [CreditScene.story], audit, zone: .utc)
    #expect(
      none.lines(width: 120) == [
        ["No event in credits/ names this request."],
        [
          "The credit ledger deducted nothing; the usage ledger has no such request, so its charge is not known."
        ],
      ])
  }

  /// The last event is of 5 August.
  @Test(arguments: [(6, nil), (10, "2026-08-05")] as [(Int64, String?)])
  func `a replay that goes on after the ledger says so`(end: Int64, day: String?) {
    let instant = Instant(nanoseconds: (20_665 + end) * 86_400_000_000_000)
    let period = Instant(nanoseconds: .min + 1)..<instant
    let audit = CreditReplay.audit(
      CreditScene.ledger, books: CreditScene.books, period: period, requests: nil)
    let story = CreditReplay.stories(
      of: [CreditScene.number("acc")], CreditScene.ledger, books: CreditScene.books,
      period: period)[0]
    let explanation = AccountExplanation(story, audit, zone: .utc)
    #expect(explanation.ledgerEnd?.description == day)
    #expect(explanation.hasEvent)
  }
}
