import Credits
import Reports
import Testing

/// The side that a mistake favours, for findings whose amounts have a sign.
struct FindingSideTests {
  /// Effects, credits and money are in millionths, with the sign of the finding.
  private static func finding(
    _ check: CreditCheck, credits: Int128 = 0, usd: Int128 = 0, effect: Int128 = 0
  ) -> CreditFinding {
    var finding = CreditFinding(check, at: 0, account: 1)
    (finding.credits, finding.usd, finding.effect) = (credits, usd, effect)
    return finding
  }

  @Test(
    arguments: [
      // The system booked a grant twice, and a settlement twice.
      (finding(.duplicatePayment, credits: 5, effect: 5), .customer),
      (finding(.settleTwice, credits: -5, effect: -5), .seller),
      (finding(.settleTwice), nil),
      // The request was charged more than it costs, and less.
      (finding(.deductionDiffers, credits: 5), .seller),
      (finding(.deductionDiffers, credits: -5), .customer),
      // The customer paid more than the price.
      (finding(.priceDiffers, usd: 5), .seller),
      (finding(.allowanceDiffers, credits: -5), .seller),
      (finding(.requestWithoutDeduction, credits: 5), .customer),
      (finding(.recordedBalanceDiffers, credits: 5, effect: 5), nil),
    ] as [(CreditFinding, FindingSide?)])
  func `a mistake favours the side that has too much`(finding: CreditFinding, side: FindingSide?) {
    #expect(finding.favours == side)
  }

  /// Credits and money that were expected and found.
  @Test(
    arguments: [
      // Too many credits for the right price, and the right credits for too little money.
      ((100, 120, 5, 5), .customer), ((100, 100, 5, 4), .customer),
      // Too few credits, and too much money.
      ((100, 90, 5, 6), .seller),
      // Too many credits for too much money.
      ((100, 120, 5, 6), nil),
    ] as [((Int128, Int128, Int128, Int128), FindingSide?)])
  func `credits and money of a package may favour different sides`(
    terms: (Int128, Int128, Int128, Int128), side: FindingSide?
  ) {
    var finding = CreditFinding(.packageDiffers, at: 0, account: 1)
    finding.detail = .terms(
      expectedCredits: terms.0, foundCredits: terms.1, expectedMoney: terms.2,
      foundMoney: terms.3)
    #expect(finding.favours == side)
  }
}
