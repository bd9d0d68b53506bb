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
    group.traits.requestTiers = tiers
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
    let groups = ([(290, 1), (20_000, 3), (1_594_791, 1)] as [(Int128, Int128)]).enumerated().map {
      index, group in
      BillExample.group(
        BillExample.day(Int32(index + 1)), .known("a"), ledger: 1_000, [.price: group.1],
        billedQuantity: group.0, ledgerQuantity: group.0)
    }
    #expect(
      bill(groups).causes.map(\.sentence) == [
        "The vendor billed 0.01 to 0.03 USD more for output of a in each of 3 groups, whatever the quantity (290 to "
          + "1,594,791): it looks like a fixed amount per line, not like a price."
      ])
    #expect(
      bill(Array(groups.prefix(2))).causes.map(\.sentence) == [
        "The vendor billed output of a at a price that the price book lacks."
      ])
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

/// Sentences on what a bill leaves out and on its amounts; figures by hand.
struct BillCoverageTests {
  private func summary(
    _ groups: [BillGroup], uncovered: UncoveredUsage = .none,
    others: [BillKind: (lines: Int, cents: Int128)] = [:]
  ) -> BillSummary {
    let sums = BillExample.summary(of: groups, others: others)
    return BillSummary(
      format: sums.format, vendor: sums.vendor, zone: sums.zone, month: sums.month,
      files: sums.files, ledger: sums.ledger, parts: sums.parts, difference: sums.difference,
      billed: sums.billed, others: sums.others, uncovered: uncovered)
  }

  private let group = BillExample.group(
    BillExample.day(5), .known("a"), ledger: 5_489, [.rounding: 2])

  @Test func `a bill names the usage that it does not cover`() {
    let usage = UncoveredUsage(
      requests: 12, cost: BillExample.cents(336), unpricedRequests: 1, days: 2)
    #expect(
      VendorBill(summary([group], uncovered: usage), groups: [group]).remarks.map(\.sentence) == [
        "The ledger has 3.36 USD of openai usage that this bill does not cover: 12 requests on 2 days before, after or "
          + "between its lines; 1 request of them without a price. No figure above includes it."
      ])
    let unknown = UncoveredUsage(requests: 2, unpricedRequests: 2, days: 1)
    #expect(
      VendorBill(summary([group], uncovered: unknown), groups: [group]).remarks.map(\.sentence) == [
        "The ledger has an unknown cost of openai usage that this bill does not cover: 2 requests on 1 day before, "
          + "after or between its lines. No figure above includes it."
      ])
  }

  /// 54.91 is 54.89 and 0.02 of rounding.
  @Test func `a bill that agrees states both amounts`() {
    #expect(
      VendorBill(summary([group]), groups: [group]).sentence
        == "The openai bill for August 2026 agrees with the ledger: billed 54.91 USD, ledger 54.89 USD (rounding "
        + "0.02).")
  }

  /// 54.91 + 1.19 + 0.32 = 56.42.
  @Test func `a discount above 0 is said to add to the bill`() {
    let bill = VendorBill(
      summary([group], others: [.discount: (1, 119), .tax: (1, 32)]), groups: [group])
    #expect(
      bill.payment == "To pay: 56.42 USD after discounts that add 1.19 USD and tax of 0.32 USD")
  }

  /// 54.91 and 27.60 of another project.
  @Test func `the invoice with the lines of others has a total`() {
    let remark = BillRemarkLine(
      code: "out_of_scope", files: ["f"], lines: 3, amount: BillExample.cents(2_760), sentence: "s")
    #expect(
      VendorBill(summary([group]), groups: [group], remarks: [remark]).remarks.map(\.sentence) == [
        "s",
        "With the 27.60 USD that \"only\" leaves out, these files come to 82.51 USD: find out who pays the rest of the "
          + "invoice.",
      ])
  }

  private func bills(_ all: [(Name, Name, Int128, Int128)]) -> VendorBills {
    let made = all.map { format, vendor, cents, tax in
      let group = BillExample.group(
        BillExample.day(5), .known("a"), ledger: cents, [:], format: format, vendor: vendor)
      return (
        group, BillExample.summary(of: [group], others: tax == 0 ? [:] : [.tax: (1, tax)])
      )
    }
    return VendorBills(BillReconciliation(groups: made.map(\.0), summaries: made.map(\.1)))
  }

  /// 1.00 or 3.00, and 10.00 or 14.00 + 2.00: from 11.00 to 19.00, never 0.
  @Test func `choices of several vendors are a range`() {
    let bills = bills([
      ("f", "v", 100, 0), ("g", "v", 300, 0), ("f", "w", 1_000, 0), ("g", "w", 1_400, 200),
    ]).bills
    #expect(
      VendorBills.choices(bills) == [
        "To choose among the bills of v: g agrees with the ledger; f agrees with the ledger.",
        "To choose among the bills of w: g agrees with the ledger and states tax; f agrees with the ledger.",
        "Total to pay: 11.00 to 19.00 USD, with one bill each of v and w; only the w (g) bill includes tax.",
      ])
    #expect(
      VendorBills.payments(bills, namesMonth: true).last?.hasPrefix(
        "August 2026: Total to pay: 11.00 to") == true)
  }
}
