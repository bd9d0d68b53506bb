import Credits
import Ledger
import Overview
import Pricing
import Terminal
import Testing

@testable import Presentation

/// Open findings of accounts, reservations and transfers: what is owed, and what is to be recorded.
struct CreditStepScreenTests {
  private let paint = Paint(.never, for: .standardOutput)

  /// Of 10 credits for 1 USD, 1 was sent, or received.
  @Test(arguments: [
    (
      5,
      """
      t-1   transfer, sent and not yet received                        credits/a.csv:5
      Out       1 credit, acc to other, e5 at 2026-08-05T00:00:00Z
      Value     0.1 USD left with the credits and has not arrived: no transfer_in has
                this id

      """
    ),
    (
      4,
      """
      t-1   transfer, received and not yet sent                        credits/a.csv:6
      In        1 credit, other from acc, e6 at 2026-08-05T00:00:00Z
      Value     not known: no transfer_out has this id, so the credits arrived without
                a payment

      """
    ),
  ])
  func `half of a transfer says where its value is`(missing: Int, screen: String) throws {
    var ledger = CreditScene.ledger
    ledger.events.remove(at: missing)
    let audit = CreditReplay.audit(
      ledger, books: CreditScene.books, period: nil, requests: nil)
    let transfer = try #require(
      TransferExplanation(CreditScene.number("t-1"), audit, zone: .utc))
    #expect(transfer.screen(width: 80, paint: paint) == screen)
  }

  /// The hold of 1 credit ended on 6 August, and the ledger on the 9th.
  @Test func `a reservation and an account say what is owed and to be recorded`() throws {
    var ledger = CreditScene.ledger
    var late = ledger.events[0]
    late.at += 8 * 86_400_000_000_000
    late.eventID = ledger.names.number(of: "e7")
    (late.subject, late.line) = (0, 7)
    ledger.events.append(late)
    let audit = CreditReplay.audit(
      ledger, books: CreditScene.books, period: nil, requests: nil)
    let reservation = try #require(
      ReservationExplanation.all(CreditScene.number("rv"), audit, zone: .utc).first)
    let next = "Next: Record a release event for acc with reservation_id rv."
    #expect(words(reservation.screen(width: 80, paint: paint)).hasSuffix(next))
    let story = try #require(
      CreditReplay.stories(
        of: [ledger.events[0].account], ledger, books: CreditScene.books, period: nil
      ).first)
    let account = AccountScreen(
      AccountExplanation(story, audit, zone: .utc), width: 80, paint: paint
    ).text
    #expect(words(account).contains(next))
    // 4 of 12 credits came back on 3 August, where 2 were lacking.
    #expect(
      words(account).contains(
        "Next: e3 (2026-08-03T00:00:00Z) brought the balance back to its limit: nothing more to record."
      ))
  }

  /// On 5 August acc has 1 credit, 1 reserved; the event states 3 as its credits and -2 as its balance_after.
  @Test func `each finding of an event has its own step and says which balance it means`() {
    var ledger = CreditScene.ledger
    var event = ledger.events[4]
    (event.kind, event.eventID) = (.balance, ledger.names.number(of: "e7"))
    (event.subject, event.terms, event.line) = (0, CreditScene.ledger.events[1].terms, 7)
    (event.credits, event.stated) = (3_000_000, -2_000_000_000_000_000_000)
    ledger.events.append(event)
    var settings = CreditSettings()
    settings.recordedBalance = DatedSetting(always: .available)
    let story = CreditReplay.story(
      of: 6, ledger, books: CreditScene.books(settings), period: nil, requests: nil)
    let screen = words(
      EventScreen(EventExplanation(story, zone: .utc), width: 80, paint: paint).text)
    #expect(
      screen.contains(
        "asserted_balance_differs (critical): The replay gives 1 credit; the ledger records 3 credits."
      ))
    #expect(
      screen.contains(
        "The replay gives 1 credit (1 credit reserved, 0 credits available); the ledger records "
          + "-2 credits."))
    #expect(
      screen.contains(
        "Next asserted_balance_differs: Look for the event that raised the stated balance by 2 credits"
      ))
    #expect(
      screen.contains(
        "Next recorded_balance_differs: Look for the event that lowered the recorded balance by 2 credits"
      ))
  }

  /// The transfer of 5 August has no other side by the end of that day.
  @Test func `the screen says which transfer is not yet complete`() {
    var ledger = CreditScene.ledger
    ledger.events.remove(at: 5)
    let audit = CreditReplay.audit(
      ledger, books: CreditScene.books, period: nil, requests: nil)
    #expect(
      CreditOverview(audit, zone: .utc).openTransfers
        == "1 transfer is not yet complete: the ledger has only e5. It becomes a finding after 24 hours"
    )
    #expect(CreditOverview(CreditScene.audit, zone: .utc).openTransfers == nil)
  }

  private func words(_ screen: String) -> String {
    screen.split(whereSeparator: { " \n".contains($0) }).joined(separator: " ")
  }
}
