import Credits
import Testing

@testable import Presentation

/// The conclusion about a request's credits; a credit is worth 0.01 USD.
struct DeductionConclusionTests {
  private func text(
    _ deducted: Int128, back: Int128 = 0, _ charge: DeductionConclusion.Charge,
    _ checks: [CreditCheck] = [], isAfterLedger: Bool = false
  ) -> String {
    DeductionConclusion(
      deducted: deducted * 100_000, givenBack: back * 100_000, charge: charge,
      customer: "customer u", checks: checks, isAfterLedger: isAfterLedger
    ).text { " (\($0 / 1000) thousandths)" }
  }

  @Test func `a deduction that is the charge is neither too much nor too little`() {
    #expect(
      text(26, .known(2_600_000))
        == "The credit ledger deducted 2.6 credits, as expected: customer u paid the correct amount."
    )
  }

  @Test func `a second deduction was overpaid until it is given back`() {
    #expect(
      text(1350, .known(67_500_000), [.chargedTwice])
        == "The credit ledger deducted 135 credits; the charge is 67.5 credits: customer u overpaid"
        + " 67.5 credits (67500 thousandths) (charged_twice, critical).")
    #expect(
      text(1350, back: 675, .known(67_500_000), [.chargedTwice])
        == "The credit ledger deducted 135 credits and gave 67.5 credits back, as expected: customer u"
        + " paid the correct amount in the end: charged_twice is corrected.")
  }

  @Test func `a request without a deduction was not paid`() {
    #expect(
      text(0, .known(52_500_000), [.requestWithoutDeduction])
        == "The credit ledger deducted nothing; the charge is 52.5 credits: customer u underpaid"
        + " 52.5 credits (52500 thousandths) (request_without_deduction, critical).")
    #expect(
      text(0, .known(52_500_000), isAfterLedger: true)
        == "The credit ledger ends before the request; the charge is 52.5 credits.")
    #expect(
      text(0, .known(0))
        == "The credit ledger deducted nothing, as expected: customer u paid the correct amount."
    )
  }

  @Test func `a failed request may keep no charge`() {
    #expect(
      text(1200, .none(status: "error"), [.failedRequestCharged])
        == "The credit ledger deducted 120 credits; error requests are not charged: customer u"
        + " overpaid 120 credits (120000 thousandths) (failed_request_charged, critical).")
    #expect(
      text(1200, back: 1200, .none(status: "error"))
        == "The credit ledger deducted 120 credits and gave 120 credits back, as expected of error"
        + " requests.")
  }

  @Test func `what is given back below the charge is no underpayment`() {
    #expect(
      text(50, back: 20, .known(5_000_000))
        == "The credit ledger deducted 5 credits and gave 2 credits back; the charge is 5 credits:"
        + " the refund to customer u is too high by 2 credits (2000 thousandths).")
  }

  @Test func `a charge that is not known is not compared`() {
    #expect(
      text(10, .unknown(reason: "the request has no price"))
        == "The credit ledger deducted 1 credit; the request has no price, so its charge is not known."
    )
  }
}
