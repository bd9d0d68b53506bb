import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// The amounts of a bill to dispute, to ask about and to accrue; figures by hand.
struct BillClaimTests {
  private func bills(
    _ groups: [BillGroup], unpricedRequests: Int64 = 0
  ) -> VendorBills {
    VendorBills(
      BillReconciliation(
        groups: groups,
        summaries: [BillExample.summary(of: groups, unpricedRequests: unpricedRequests)]))
  }

  private func group(
    _ part: BillPart, _ cents: Int128, _ cause: String = "", model: Name = "gpt-5.6-sol",
    unpriced: Int128 = 0
  ) -> BillGroup {
    BillExample.group(
      BillExample.day(5), .known(model), ledger: 1_000, [part: cents],
      causes: cause.isEmpty ? [] : [cause], billedQuantity: 10, ledgerQuantity: 10)
  }

  /// 4.92 above the ledger by reasoning, 0.19 below it by a price, and 1.45 of failed requests that are no dispute.
  @Test func `what a rule explains is still disputed, overcharges first`() throws {
    let all = bills([
      group(.price, -19), group(.reasoning, 492, "reasoning_billed_twice", model: "m"),
      group(.failed, -145, "status:failed", model: "n"), group(.rounding, 1, model: "o"),
    ])
    let found = try #require(BillAttention.make(all).first)
    #expect(
      found.sentence
        == "The openai bill of August 2026 (openai-costs) has 4.92 USD to dispute and 0.19 undercharged."
    )
    #expect(found.amount == BillExample.cents(511))
    #expect(found.meaning == "to settle, signs ignored")
    #expect(
      found.detail.hasPrefix(
        "+4.92: The vendor billed the reasoning of m twice: once more as output. -0.19: The vendor")
    )
    #expect(
      AttentionRemedy.text(found)
        == "Dispute 4.92 USD: the sheet Bill requests of assay-details.xlsx names requests and, at its end, the "
        + "share that they prove. "
        + "Accrue 0.19 USD: the vendor may correct or bill it later. "
        + "bill-reconciliation.csv has days, models and lines.")
  }

  @Test(
    arguments: [
      (.failed, -5, nil), (.timeBoundary, 5, nil), (.rounding, 1, nil), (.byok, 5, "to dispute"),
      (.duplicate, 5, "to dispute"), (.cacheClass, 5, "to dispute"),
      (.cacheClass, -5, "undercharged"), (.otherModel, 5, "to dispute"),
      (.region, -5, "undercharged"), (.priceDate, 5, "to dispute"), (.price, 5, "to dispute"),
      (.notInLedger, 5, "to ask the vendor about"), (.unmapped, 5, "to ask the vendor about"),
      (.unexplained, -5, "underbilled, to ask the vendor about"),
      (.quantity, 5, "to ask the vendor about"), (.quantity, -5, "undercharged"),
      (.notInBill, -5, "undercharged"), (.discountOrUplift, 5, "to dispute"),
      (.discountOrUplift, -5, "underbilled, to ask the vendor about"),
    ] as [(BillPart, Int128, String?)])
  func `each part is to dispute, to ask about, to accrue or settled`(
    part: BillPart, cents: Int128, meaning: String?
  ) {
    #expect(BillAttention.make(bills([group(part, cents)])).first?.meaning == meaning)
  }

  /// More tokens of one day are no excuse for fewer of another: 0.27 above and 0.60 below, which sum to −0.33.
  @Test func `quantities of both signs are two amounts`() {
    let found = BillAttention.make(
      bills([group(.quantity, 27), group(.quantity, -60, model: "m")]))
    #expect(
      found.map(\.sentence) == [
        "The openai bill of August 2026 (openai-costs) has 0.27 USD to ask the vendor about and 0.60 undercharged."
      ])
  }

  /// The vendor billed 44 tokens more: 30 are of a request under a name without a price, and a row was rejected.
  @Test func `rejected rows and requests without a price come before the vendor`() throws {
    let groups = [
      BillExample.group(
        BillExample.day(2), .known("a"), ledger: 100, [.quantity: 21], billedQuantity: 54,
        ledgerQuantity: 10, rejected: [Place(file: "ledger/l.csv", line: 429)]),
      BillExample.group(
        BillExample.day(2), .known("new"), ledger: 0, [:], lines: 0, ledgerQuantity: 30,
        unpriced: 30, unpricedRequests: 2),
    ]
    let all = bills(groups, unpricedRequests: 2)
    let bill = try #require(all.bills.first)
    let words = "1 rejected row and 2 requests without a price"
    #expect(
      bill.causes.map(\.sentence) == [
        "1 rejected row and 2 requests without a price (30 tokens) are not compared, and the vendor billed 44 more "
          + "tokens than the ledger has on 2 August 2026. Correct the rows and requests first, then compare again; "
          + "only then ask the vendor."
      ])
    #expect(bill.verdict == "\(words) are not compared; 0.21 USD to compare again")
    #expect(!bill.summary.isExplained && bill.shortVerdict == "not fully compared")
    #expect(
      bill.sentence.hasSuffix(
        "\(words) are not compared: correct them first, then compare again."))
    let found = try #require(BillAttention.make(all).first)
    #expect(found.meaning == "to compare again")
    #expect(
      AttentionRemedy.text(found).hasPrefix(
        "First correct the \(words) (assay check --verbose), then compare 0.21 USD again; only then ask the vendor."
      ))
  }

  @Test func `a bill without quantities says first what is not compared`() {
    let groups = [
      BillExample.group(
        BillExample.day(2), .known("a"), ledger: 100, [.unexplained: 21],
        rejected: [Place(file: "ledger/l.csv", line: 7)])
    ]
    #expect(
      bills(groups).bills[0].causes.map(\.sentence) == [
        "1 rejected row is not compared, and the bill states no quantity, so no cause is known for output of a. "
          + "Correct the row first, then compare again; only then ask the vendor."
      ])
  }
}

/// Bills that state the same usage, and what to pay; figures by hand.
struct AmountsToPayTests {
  private func bill(_ format: Name, _ vendor: Name, _ cents: Int128, tax: Int128 = 0) -> (
    BillGroup, BillSummary
  ) {
    let group = BillExample.group(
      BillExample.day(5), .known("a"), ledger: cents, [.quantity: 100], format: format,
      vendor: vendor)
    return (
      group,
      BillExample.summary(of: [group], others: tax == 0 ? [:] : [.tax: (1, tax)])
    )
  }

  private func bills(_ all: [(BillGroup, BillSummary)]) -> VendorBills {
    VendorBills(BillReconciliation(groups: all.map(\.0), summaries: all.map(\.1)))
  }

  /// 77.58 + 1.00 and 74.39 + 1.00 are the same usage; 10.00 + 1.00 + 2.00 of tax are another vendor's.
  @Test func `two bills of one usage are paid once, in every medium`() throws {
    let all = bills([
      bill("focus", "google", 7_758), bill("google-billing", "google", 7_439),
      bill("openai-costs", "openai", 1_000, tax: 200),
    ])
    let same =
      "google (focus) 78.58 USD and google (google-billing) 75.39 USD state the same usage and differ by 3.19 USD: pay only one."
    let google = try #require(all.bills.first { $0.summary.format == "focus" })
    #expect(google.sameUsage == same)
    #expect(google.remarks.map(\.sentence) == [same])
    #expect(
      google.payment
        == "Usage to pay: 78.58 USD, before tax; instead of google-billing, not both; ask the vendor about 1.00 USD"
    )
    #expect(google.steps.last?.label == "To pay, one of 2")
    #expect(
      VendorBills.payments(all.bills) == [
        same,
        "To choose among the bills of google: focus differs by +1.00 USD; google-billing differs by +1.00 USD.",
        "Total to pay: 91.58 USD with google (focus), or 88.39 USD with google (google-billing); "
          + "only the openai bill includes tax.",
      ])
  }

  @Test func `bills of several vendors have a sum to pay`() {
    let all = bills([bill("f", "v", 100), bill("g", "w", 200)])
    #expect(VendorBills.payments(all.bills) == ["Total to pay: 5.00 USD, before tax."])
    #expect(VendorBills.payments(Array(all.bills.prefix(1))) == [])
    // Both differ by 1.00, so they are by format.
    #expect(
      all.bills.map(\.payment)
        == ["2.00", "3.00"].map {
          "Usage to pay: \($0) USD, before tax; ask the vendor about 1.00 USD"
        })
  }
}
