import Bills
import Ledger
import Support
import Testing

@testable import Overview

/// What is known of an amount beside its part, and the advice that follows; figures by hand.
struct BillActionEvidenceTests {
  private func bills(_ groups: [BillGroup], unpricedRequests: Int64 = 0) -> VendorBills {
    VendorBills(
      BillReconciliation(
        groups: groups,
        summaries: [BillExample.summary(of: groups, unpricedRequests: unpricedRequests)]))
  }

  private func unknown(_ day: Int32, _ unitClass: UnitClass, _ cents: Int128, _ quantity: Int128)
    -> BillGroup
  {
    BillExample.group(
      BillExample.day(day), .unmapped("m-9"), .one(unitClass), ledger: 0, [.unmapped: cents],
      causes: ["unmapped"], lines: 2, billedQuantity: quantity)
  }

  private func missing(
    _ model: Name, _ day: Int32, _ unitClass: UnitClass, _ cents: Int128, _ quantity: Int128,
    _ part: BillPart = .notInBill
  ) -> BillGroup {
    BillExample.group(
      BillExample.day(day), .known(model), .one(unitClass), ledger: cents, [part: -cents],
      causes: part == .failed ? ["status:failed"] : [], lines: 0, ledgerQuantity: quantity,
      moved: part == .failed ? 1 : 0)
  }

  /// Two of three quantities are those of a, so 3.00 + 0.50 + 1.00 USD may be its 2.90 + 0.50 + 1.00.
  @Test func `usage that may be under an unknown name is compared again, not accrued`() throws {
    let all = bills([
      unknown(2, .output, 300, 10), missing("a", 2, .output, 290, 10),
      unknown(2, .input, 50, 4), missing("a", 2, .input, 50, 4),
      unknown(3, .input, 100, 5), missing("a", 3, .input, 100, 6),
    ])
    let alias = "openai,m-9,a,2026-01-01, (most of its quantities are those of a)"
    let found = try #require(BillAttention.make(all).first)
    #expect(
      found.sentence
        == "The openai bill of August 2026 (openai-costs) has 4.50 USD to compare again."
    )
    #expect(
      AttentionRemedy.text(found)
        == "Add to aliases.csv: \(alias), then compare 4.50 USD again before you accrue or ask. "
        + "bill-reconciliation.csv has days, models and lines.")
    #expect(
      all.bills[0].causes.map(\.sentence) == [
        "The vendor billed 6 lines under the unknown name \"m-9\": add to aliases.csv: \(alias), then "
          + "compare again.",
        "The ledger has usage of a on 2 days that the vendor has not billed under this name: it may be "
          + "\"m-9\". Compare again before you accrue it.",
      ])
    #expect(all.bills[0].payment == "Usage to pay: 4.50 USD, before tax; compare 4.50 USD again")
  }

  @Test func `a failed request may be the usage under an unknown name`() {
    let bill = bills([unknown(4, .output, 71, 7), missing("b", 4, .output, 70, 7, .failed)]).bills[
      0]
    #expect(
      bill.causes.map(\.sentence).last
        == "The vendor did not bill 1 failed request under this name, but the same quantity as "
        + "\"m-9\": compare again.")
    let other = bills([unknown(4, .output, 71, 8), missing("b", 4, .output, 70, 7, .failed)]).bills[
      0]
    #expect(
      other.causes.map(\.sentence).last
        == "The vendor did not bill 1 failed request that the ledger counts.")
  }

  /// 0.50 of a may be the request of "a-2026", which has no price; 7.00 of b may not.
  @Test func `only usage of the same day and name is blamed on rows that are not compared`() throws
  {
    let day = BillExample.day(2)
    let all = bills(
      [
        BillExample.group(day, .known("b"), ledger: 100, [.unexplained: 700]),
        BillExample.group(day, .known("a"), ledger: 100, [.unexplained: 50]),
        BillExample.group(
          day, .known("a-2026"), ledger: 0, [:], lines: 0, ledgerQuantity: 30, unpriced: 30,
          unpricedRequests: 1),
      ], unpricedRequests: 1)
    #expect(
      all.bills[0].causes.map(\.sentence) == [
        "The bill states no quantity, so no cause is known for output of b.",
        "1 request without a price is not compared, and the bill states no quantity, so no cause is "
          + "known for output of a. Correct the request first, then compare again; only then ask the vendor.",
      ])
    let found = try #require(BillAttention.make(all).first)
    #expect(
      found.sentence.hasSuffix("has 7.00 USD to ask the vendor about and 0.50 to compare again."))
  }

  /// The bill has the quantity of the request, so only its price is not known.
  @Test func `a request without a price that the bill has by name is compared`() {
    let all = bills(
      [
        BillExample.group(
          BillExample.day(2), .known("new"), ledger: 0, [.unpriced: 54], causes: ["unpriced"],
          billedQuantity: 30, ledgerQuantity: 30, unpriced: 30, unpricedRequests: 1),
        BillExample.group(BillExample.day(2), .known("b"), ledger: 100, [.unexplained: 700]),
      ], unpricedRequests: 1)
    #expect(all.bills[0].notCompared == nil)
    #expect(
      all.bills[0].payment
        == "Usage to pay: 8.54 USD, before tax; ask the vendor about 7.00 USD and compare 0.54 again"
    )
    #expect(
      BillAttention.make(all).first.map(AttentionRemedy.text)
        == "Add the missing price to the price book, then compare 0.54 USD again. Ask the vendor for "
        + "its records of 7.00 USD before you pay. bill-reconciliation.csv has days, models and lines."
    )
  }

  @Test func `a line that is there twice is disputed by its places`() {
    var group = BillExample.group(BillExample.day(8), .known("a"), ledger: 707, [.unexplained: 707])
    group.traits = BillLineTraits(
      repeated: RepeatedBillLines(
        first: Place(file: "bills/x.json", line: 5), second: Place(file: "bills/x.json", line: 9),
        amount: BillExample.cents(707)))
    let all = bills([group])
    #expect(
      all.bills[0].causes.map(\.sentence) == [
        "1 line of the bill repeats another: bills/x.json:9 is equal to bills/x.json:5. The ledger has "
          + "this output of a on 8 August 2026 once: ask the vendor to cancel the second line."
      ])
    #expect(BillAttention.make(all).map(\.meaning) == ["to dispute"])
    let proof =
      "Of 7.07 USD to dispute on the openai bill of August 2026 (openai-costs), these rows prove"
    #expect(all.bills[0].proof(of: BillExample.cents(707)) == "\(proof) all.")
    #expect(all.bills[0].proof(of: BillExample.cents(300)) == "\(proof) 3.00.")
    let nearly = Money(attodollars: BillExample.cents(707).attodollars - 300_000_000_000_000)
    #expect(all.bills[0].proof(of: nearly) == "\(proof) all but 0.0003 USD.")
  }

  @Test func `a stated tier and a project of another team are told`() {
    var tier = BillExample.group(BillExample.day(8), .known("a"), ledger: 100, [.unexplained: 50])
    tier.traits = BillLineTraits(otherTiers: ["priority"])
    var project = BillExample.group(
      BillExample.day(9), .known("b"), ledger: 100, [.quantity: 20], billedQuantity: 12,
      ledgerQuantity: 10)
    project.traits = BillLineTraits(project: "proj_b")
    #expect(
      bills([tier, project]).bills[0].causes.map(\.sentence) == [
        "The bill has output of a on 8 August 2026 at the service tier priority, which no request of the "
          + "ledger has. It states no quantity, so the price cannot be checked.",
        "Lines of project \"proj_b\" account for exactly the amount that the "
          + "vendor billed in excess: output of b on 9 August 2026. "
          + "If this is not your usage, leave it out: set \"only\" for bills/openai.csv in assay.json; "
          + "otherwise ask for its records.",
      ])
  }

  /// 2.00 above and 1.00 below the ledger; a third group differs by 0.000004.
  @Test func `groups whose amount would be shown as 0 are counted apart`() {
    let small = BillGroup(
      format: "openai-costs", vendor: "openai", period: BillExample.day(5), model: .known("c"),
      unitClass: .one(.input), lines: 1, billedQuantity: nil, ledgerQuantity: .zero,
      billed: BillExample.cents(1_000) - Money(attodollars: 4_000_000_000_000),
      ledger: BillExample.cents(1_000),
      parts: BillPart.allCases.map {
        Money(attodollars: $0 == .unexplained ? -4_000_000_000_000 : 0)
      }, causes: [], place: nil)
    let groups = ([("a", 200), ("b", -100)] as [(Name, Int128)]).map { model, cents in
      BillExample.group(BillExample.day(5), .known(model), ledger: 1_000, [.unexplained: cents])
    }
    #expect(
      bills(groups + [small]).bills[0].causes[0].sentence.hasSuffix(
        ": 1 group is 2.00 higher, 1 is 1.00 lower than the ledger; 1 differs by less than 0.01 USD."
      ))
  }

  @Test func `what needs no settling is named, so that all amounts add up`() {
    let found = BillAttention.make(VendorBills(BillExample.reconciliation))
    #expect(
      found[0].detail.contains(" Nothing to settle: failed requests -1.50 and rounding +0.02."))
  }
}
