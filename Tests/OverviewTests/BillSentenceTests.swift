import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// Each part in a sentence that a reader without codes understands.
struct BillSentenceTests {
  private static let sol = BilledModel.known("gpt-5.6-sol")

  private func text(_ part: BillPart, _ code: String = "", _ groups: [BillGroup]) -> String {
    BillSentence(part: part, code: code, groups: groups, zone: .utc).text
  }

  private static func group(
    _ model: BilledModel = sol, day: Int32 = 3, lines: Int = 2, moved: Int64 = 0
  ) -> BillGroup {
    BillExample.group(
      BillExample.day(day), model, ledger: 100, [.quantity: 1], lines: lines,
      billedQuantity: 12, ledgerQuantity: 10, moved: moved)
  }

  @Test(
    arguments: [
      (
        .notInLedger, "",
        "The vendor billed output of gpt-5.6-sol, which the ledger does not contain (2 lines)."
      ),
      (
        .notInBill, "",
        "The ledger has output of gpt-5.6-sol on 3 August 2026 that the vendor has not billed so far."
      ),
      (
        .byok, "byok", "The vendor billed 3 requests that the ledger has with customers' own keys."
      ),
      (
        .failed, "status:failed;cancelled",
        "The vendor did not bill 3 failed or cancelled requests that the ledger counts."
      ),
      (.duplicate, "duplicates", "The vendor billed 3 repeated rows that Assay counts once."),
      (
        .timeBoundary, "zone:Asia/Shanghai",
        "Assay reads the bill by days of UTC, but its lines fit days of Asia/Shanghai."
      ),
      (
        .timeBoundary, "request_end",
        "The vendor counts a request when it ends, the ledger when it starts."
      ),
      (
        .timeBoundary, "shifted_days",
        "The vendor booked output of gpt-5.6-sol on other days; the sum of the month is the same."
      ),
      (
        .cacheClass, "reclassified",
        "The vendor billed input of gpt-5.6-sol in other cache classes; the sum is the same."
      ),
      (
        .cacheClass, "cache_billed_twice",
        "The vendor billed the cached tokens of gpt-5.6-sol twice: once more as full input."
      ),
      (
        .reasoning, "reasoning_not_billed",
        "The vendor did not bill the reasoning of gpt-5.6-sol that the ledger counts."
      ),
      (
        .bandOrServiceTier, "tier+region:stated",
        "The vendor billed output of gpt-5.6-sol with service tiers and regions other than those in the ledger."
      ),
      (
        .bandOrServiceTier, "context:200000",
        "The vendor billed output of gpt-5.6-sol at the price for prompts over 200,000 tokens."
      ),
      (
        .region, "region:us",
        "The vendor billed output of gpt-5.6-sol at the price of the region us."
      ),
      (
        .quantity, "",
        "The vendor billed 2 more tokens than the ledger has on 3 August 2026. Before you pay, ask the vendor for its records of this usage."
      ),
      (
        .unpriced, "unpriced",
        "The vendor billed output of gpt-5.6-sol, for which the price book has no price."
      ),
      (
        .priceDate, "from:2026-07-01",
        "The vendor billed output of gpt-5.6-sol at the price that took effect on 1 July 2026."
      ),
      (
        .discountOrUplift, "factor:0.85",
        "The vendor billed output of gpt-5.6-sol at 15 % less than the price book: a discount."
      ),
      (
        .discountOrUplift, "factor:1.025",
        "The vendor billed output of gpt-5.6-sol at 2.5 % more than the price book: a surcharge."
      ),
      (
        .price, "",
        "The vendor billed output of gpt-5.6-sol at a price that the price book lacks."
      ),
      (.rounding, "", "The vendor rounded the amounts of 2 lines."),
      (
        .unexplained, "",
        "The bill states no quantity, so no cause is known for output of gpt-5.6-sol."
      ),
    ] as [(BillPart, String, String)])
  func `each part and code has a sentence`(part: BillPart, code: String, sentence: String) {
    #expect(text(part, code, [Self.group(moved: 3)]) == sentence)
  }

  @Test func `a zone is to be set only where it helps`() {
    var group = Self.group()
    group.traits.takesZone = true
    #expect(
      text(.timeBoundary, "zone:Asia/Shanghai", [group])
        == "Assay reads the bill by days of UTC, but its lines fit days of Asia/Shanghai. Set \"zone\": "
        + "\"Asia/Shanghai\" for the file in \"bills\" of assay.json.")
  }

  /// 3.40 of batch requests, 0.17 of standard and −0.01 of priority ones: only batch has the difference.
  @Test func `only tiers that have most of a difference are named`() {
    var group = BillExample.group(
      BillExample.day(3), Self.sol, ledger: 100, [.priceDate: 356], causes: ["from:2026-07-01"])
    group.traits.amountsByTier = [
      "batch": BillExample.cents(340), "standard": BillExample.cents(17),
      "priority": BillExample.cents(-1),
    ]
    let start = "The vendor billed output of gpt-5.6-sol at the"
    #expect(
      text(.priceDate, "from:2026-07-01", [group])
        == "\(start) standard price that took effect on 1 July 2026; the ledger has requests of the service "
        + "tier batch.")
    group.traits.amountsByTier["batch"] = BillExample.cents(1)
    #expect(
      text(.priceDate, "from:2026-07-01", [group])
        == "\(start) price that took effect on 1 July 2026.")
  }

  @Test func `a renamed model is one cause with both names`() {
    let groups = [Self.group(.known("new")), Self.group(.known("old"), lines: 0)]
    #expect(
      text(.otherModel, "model:old", groups)
        == "The vendor billed new where the ledger has the same quantities of old.")
  }

  @Test func `unknown names are quoted`() {
    #expect(
      text(.unmapped, "unmapped", [Self.group(.unmapped("Claude4.5Sonnet"))])
        == "The vendor billed 2 lines under the unknown name \"Claude4.5Sonnet\".")
  }

  /// A request has input, output and searches, so three groups of one day have the same requests; two days have 3 + 3.
  @Test func `a request counts once, whatever its classes`() {
    let input = BillExample.group(
      BillExample.day(3), Self.sol, .one(.input), ledger: 1, [.failed: -1], moved: 3)
    // Its web searches name no model.
    let search = BillExample.group(
      BillExample.day(3), .all, .one(.search), ledger: 1, [.failed: -1], moved: 2)
    let groups = [Self.group(moved: 3), input, search, Self.group(day: 4, moved: 3)]
    #expect(
      text(.failed, "status:failed", groups)
        == "The vendor did not bill 6 failed requests that the ledger counts.")
  }

  @Test func `many models are the largest two and a number`() {
    let groups = ["a", "b", "c", "d"].map { Self.group(.known(Name($0))) }
    #expect(
      text(.price, "", groups)
        == "The vendor billed output of a, b and 2 other models at a price that the price book lacks."
    )
  }
}
