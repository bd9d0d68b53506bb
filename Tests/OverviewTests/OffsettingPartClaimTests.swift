import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// The advice on amounts that are differences of one usage; figures by hand.
struct OffsettingPartClaimTests {
  private func bill(_ groups: [BillGroup]) -> VendorBill {
    VendorBill(BillExample.summary(of: groups), groups: groups)
  }

  private func group(
    _ usage: OffsettingParts?, _ parts: [BillPart: Int128], model: Name = "a", day: Int32 = 5,
    lines: Int = 1, tiers: [Name] = [], causes: [String] = []
  ) -> BillGroup {
    var group = BillExample.group(
      BillExample.day(day), .known(model), ledger: 1_000, parts, causes: causes, lines: lines,
      billedQuantity: lines == 0 ? nil : 50, ledgerQuantity: 100)
    group.traits.oneUsage = usage
    let amount = group.parts.reduce(.zero, +)
    for tier in tiers { group.traits.amountsByTier[tier] = amount }
    return group
  }

  /// −5.00 and +0.40 are −1.60 of failed requests and −3.00 of reasoning: only the reasoning may be billed later.
  @Test func `of requests and reasoning that were left out only the reasoning is accrued`() {
    let usage = OffsettingParts.leftOut(
      LeftOutUsage(
        cause: "status:failed", requests: BillExample.cents(-160),
        reasoning: BillExample.cents(300)))
    let bill = bill([group(usage, [.quantity: -500, .price: 40])])
    #expect(bill.payment == "Usage to pay: 5.40 USD, before tax; also accrue 3.00 USD")
    #expect(bill.verdict == "fully explained; 3.00 USD undercharged")
    #expect(
      bill.causes.map(\.sentence) == [
        "The vendor billed 50 fewer tokens than the ledger has on 5 August 2026: these are exactly its failed requests "
          + "(-1.60 USD) and its reasoning (-3.00 USD), which the vendor did not bill.",
        "The average price of output of a differs only because of these requests and this reasoning: the vendor used "
          + "no other price.",
      ])
  }

  /// −2.55 and +0.19 are −2.36: −2.35 of failed requests, −0.03 of reasoning and +0.02 of another price.
  @Test func `what another price has beside such requests is asked about`() {
    let usage = OffsettingParts.leftOut(
      LeftOutUsage(
        cause: "status:failed;cancelled", requests: BillExample.cents(-235),
        reasoning: BillExample.cents(3), rest: BillExample.cents(2)))
    let bill = bill([group(usage, [.quantity: -255, .price: 19])])
    #expect(
      BillClaims(bill).decision == "ask the vendor about 0.02 USD and also accrue 0.03")
    #expect(
      bill.verdict
        == "all but 0.02 USD explained; 0.02 USD to ask the vendor about and 0.03 undercharged")
    #expect(bill.shortVerdict == "all but 0.02 USD explained")
    #expect(bill.differences == ["-2.36 requests and reasoning not billed"])
    #expect(
      bill.causes.last?.sentence
        == "The average price of output of a differs because of these requests and this reasoning; the remaining "
        + "+0.02 USD comes from a different price.")
  }

  @Test(
    arguments: [
      ([.price: -10, .bandOrServiceTier: 10], nil),
      ([.price: -10, .bandOrServiceTier: 12], "ask the vendor about 0.02 USD"),
      ([.price: -12, .priceDate: 10], "ask about 0.02 USD that it underbilled"),
    ] as [([BillPart: Int128], String?)])
  func `prices that cancel out are neither disputed nor accrued`(
    parts: [BillPart: Int128], decision: String?
  ) {
    #expect(BillClaims(bill([group(.oppositePrices, parts)])).decision == decision)
  }

  /// −3.75 by quantity and +0.75 by price are −3.00.
  @Test func `a quantity and a price of one usage are asked about as one amount`() {
    let bill = bill([group(.averagePrice, [.quantity: -375, .price: 75])])
    #expect(BillClaims(bill).decision == "ask about 3.00 USD that it underbilled")
    #expect(
      bill.causes.first?.sentence
        == "The vendor billed 50 fewer tokens than the ledger has on 5 August 2026. The ledger has requests at several "
        + "prices, so this difference and the one in price are the same: -3.00 USD together. Ask the "
        + "vendor which requests it billed.")
  }

  /// 37.50 − 40.14 − 3.96 − 0.26 = −6.86.
  @Test func `usage under another name is neither accrued nor disputed`() {
    let usage = OffsettingParts.otherName(
      OtherBilledName(
        billedModel: "lite", ledgerModel: "pro", isExact: true, cause: "zone:UTC",
        billed: BillExample.cents(3_899), ledger: BillExample.cents(4_587)))
    let bill = bill([
      group(usage, [.notInLedger: 3_750], model: "lite"),
      group(usage, [.notInBill: -4_014], model: "pro", lines: 0),
      group(usage, [.failed: -396], model: "pro", day: 6, lines: 0, causes: ["status:failed"]),
      group(usage, [.otherModel: -26], model: "pro", day: 7, lines: 0, causes: ["model:lite"]),
    ])
    #expect(BillClaims(bill).decision == "ask about 6.86 USD that it underbilled")
    #expect(
      bill.causes.map(\.sentence) == [
        "The ledger has output of pro on 5 August 2026 that the vendor billed as lite: accrue nothing.",
        "The vendor billed output of lite (1 line), with the same quantities by days of UTC as pro in the ledger: in all "
          + "38.99 USD billed for 45.87 USD. It is the same usage: ask the vendor which model it is.",
        "The vendor did not bill failed requests under this name, but lite has the quantities of pro: do not count them "
          + "as free.",
        "The vendor billed lite where the ledger has the same quantities of pro.",
      ])
  }

  /// −40.14 + 37.50 − 8.50 are −11.14: all of it is 15 % less.
  @Test func `a discount on everything is one cause, whatever the name`() {
    let usage = OffsettingParts.otherName(
      OtherBilledName(
        billedModel: "lite", ledgerModel: "pro", isExact: true, cause: "zone:UTC",
        billed: BillExample.cents(3_750), ledger: BillExample.cents(4_412), factor: "factor:0.85"))
    let bill = bill([
      group(usage, [.notInLedger: 3_750], model: "lite"),
      group(usage, [.notInBill: -4_014], model: "pro", lines: 0),
      group(nil, [.discountOrUplift: -850], model: "flash", causes: ["factor:0.85"]),
    ])
    #expect(bill.causes.map(\.shown) == ["-11.14"])
    #expect(
      bill.causes.map(\.sentence) == [
        "The vendor billed output of flash, and pro under another name, at 15 % less than the price book: one "
          + "discount. By their quantities by days of UTC, it billed pro as lite: ask it to confirm both."
      ])
    #expect(BillClaims(bill).decision == "ask about 11.14 USD that it underbilled")
    #expect(bill.verdict == "fully explained; 11.14 USD underbilled, to ask the vendor about")
  }

  /// +3.57 of batch requests and −3.05 of priority ones are not 0.52 to dispute.
  @Test func `overcharges and undercharges by one rule stay apart`() {
    let cause = ["from:2025-01-01"]
    let bill = bill([
      group(nil, [.priceDate: 357], tiers: ["batch"], causes: cause),
      group(nil, [.priceDate: -305], day: 6, tiers: ["priority"], causes: cause),
    ])
    #expect(BillClaims(bill).decision == "dispute 3.57 USD of it and also accrue 3.05")
    #expect(bill.verdict == "fully explained; 3.57 USD to dispute and 3.05 undercharged")
    #expect(
      bill.causes.map(\.sentence) == [
        "The vendor billed output of a at the standard price that took effect on 1 January 2025; the ledger has "
          + "requests of the service tier batch.",
        "The vendor billed output of a at the standard price that took effect on 1 January 2025; the ledger has "
          + "requests of the service tier priority.",
      ])
  }

  /// 0.01, 0.03 and 0.01 of 290 to 1,594,791 tokens.
  @Test func `whole cents whatever the quantity are no price`() {
    var groups = ([(290, 1), (20_000, 3), (1_594_791, 1)] as [(Int128, Int128)]).enumerated().map {
      index, group in
      BillExample.group(
        BillExample.day(Int32(index + 1)), .known("a"), ledger: 1_000, [.price: group.1],
        billedQuantity: group.0, ledgerQuantity: group.0)
    }
    #expect(
      bill(groups).causes.map(\.sentence) == [
        "The vendor billed output of a at a price that the price book lacks."
      ])
    for index in groups.indices { groups[index].traits.isFixedAmount = true }
    #expect(
      bill(groups).causes.map(\.sentence) == [
        "The vendor billed 0.01 to 0.03 USD more for output of a in each of 3 groups, whatever the quantity (290 to "
          + "1,594,791): it looks like a fixed amount per line, not like a price."
      ])
    // One of them, as `explain` shows it.
    #expect(
      BillSentence(part: .price, code: "", groups: [groups[1]], zone: .utc).text
        == "The vendor billed 0.03 USD more for output of a, as in other groups, whatever the quantity: it looks like "
        + "a fixed amount per line, not like a price.")
  }

  /// 11.40 is a tier, 0.04 has no price: the small one is not the headline.
  @Test func `a verdict names the largest cause and what is to settle`() {
    let bill = bill([
      group(nil, [.notInBill: -1_140], lines: 0), group(nil, [.unpriced: 4], model: "b"),
    ])
    #expect(
      bill.verdict
        == "mostly not in the bill (-11.40 USD); 0.04 USD without a price in the book; 0.04 USD to compare again and "
        + "11.40 undercharged")
  }
}
