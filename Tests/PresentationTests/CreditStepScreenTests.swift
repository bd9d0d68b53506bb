import Credits
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
      t-1   transfer, sent but not received                            credits/a.csv:5
      Out       1 credit, acc to other, e5 at 2026-08-05T00:00:00Z
      Value     0.1 USD left with the credits and has not arrived: no transfer_in has
                this id

      """
    ),
    (
      4,
      """
      t-1   transfer, received but not sent                            credits/a.csv:6
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
    #expect(words(account).contains("the next grant repays the debt."))
  }

  private func words(_ screen: String) -> String {
    screen.split(whereSeparator: { " \n".contains($0) }).joined(separator: " ")
  }
}
