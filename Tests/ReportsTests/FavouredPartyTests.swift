import Credits
import Reports
import Testing

/// The side that a mistake favours, for findings whose amounts have a sign.
struct FavouredPartyTests {
  /// Each row has credits, USD and effect in millionths, with the sign of the finding.
  @Test(
    arguments: [
      // The system booked a grant twice, and a settlement twice.
      (.duplicatePayment, [5, 0, 5], .customer), (.settleTwice, [-5, 0, -5], .seller),
      (.settleTwice, [0, 0, 0], nil),
      // The request was charged more than it costs, and less.
      (.deductionDiffers, [5, 0, 0], .seller), (.deductionDiffers, [-5, 0, 0], .customer),
      // The customer paid more than the price.
      (.priceDiffers, [0, 5, 0], .seller), (.allowanceDiffers, [-5, 0, 0], .seller),
      (.requestWithoutDeduction, [5, 0, 0], .customer),
      (.recordedBalanceDiffers, [5, 0, 5], nil),
    ] as [(CreditCheck, [Int], FavouredParty?)])
  func `a mistake favours the side that has too much`(
    check: CreditCheck, amounts: [Int], side: FavouredParty?
  ) {
    var finding = CreditFinding(check, at: 0, account: 1)
    finding.credits = Int128(amounts[0])
    finding.usd = Int128(amounts[1])
    finding.effect = Int128(amounts[2])
    #expect(finding.favours == side)
  }

  /// Each row has the expected credits, those found, the expected money and that found.
  @Test(
    arguments: [
      // Too many credits for the right price, and the right credits for too little money.
      ([100, 120, 5, 5], .customer), ([100, 100, 5, 4], .customer),
      // Too few credits, and too much money.
      ([100, 90, 5, 6], .seller),
      // Too many credits for too much money.
      ([100, 120, 5, 6], nil),
    ] as [([Int], FavouredParty?)])
  func `credits and money of a package may favour different sides`(
    terms: [Int], side: FavouredParty?
  ) {
    var finding = CreditFinding(.packageDiffers, at: 0, account: 1)
    finding.detail = .terms(
      expectedCredits: Int128(terms[0]), foundCredits: Int128(terms[1]),
      expectedMoney: Int128(terms[2]), foundMoney: Int128(terms[3]))
    #expect(finding.favours == side)
  }
}
