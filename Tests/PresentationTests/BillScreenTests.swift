import Bills
import Ledger
import Overview
import Support
import Terminal
import Testing

@testable import Presentation

/// The screen of bills, as drawn in the specification; figures by hand, see `BillExample`.
struct BillScreenTests {
  private let bills = VendorBills(BillExample.reconciliation)
  private let paint = Paint(.never, for: .standardOutput)

  @Test func `the screen of a month has words first and codes last`() {
    let screen = BillScreen(
      bills, folder: "out/2026-08", files: ["bill-lines.csv"],
      next: ["assay explain --figure bill-summary/openai-costs/openai/2026-08/failed"], width: 80,
      paint: paint, hasGlyphs: true)
    #expect(
      screen.text == """
        Vendor bills, August 2026

          openai        billed      1,204.13 USD  openai-costs, 3 files, UTC days
                        ledger      1,187.90 USD
                        difference     16.23 USD  does not agree: fully explained;
                                                  11.40 USD to dispute and 6.31 to ask
                                                  the vendor about
            +11.40  The vendor billed output of gpt-5.6-terra at the standard price; the
                    ledger has another service tier, prompt length or region.
                                                                    band_or_service_tier
             +6.31  The vendor billed 1,930,412 more tokens than the ledger has on 2
                    August 2026. Before you pay, ask the vendor for its records of this
                    usage.                                                      quantity
             -1.50  The vendor did not bill 54 failed requests that the ledger counts.
                                                                                  failed
             +0.02  The vendor rounded the amounts of 26 lines.                 rounding
            To pay: 1,373.41 USD after credits of 50.00 USD and tax of 219.28 USD;
              dispute 11.40 USD of it and ask the vendor about 6.31
          google        billed        310.07 USD  agrees with the ledger (rounding 0.00)
          Total to pay: 1,683.48 USD; only the openai bill includes tax.

        Wrote out/2026-08/: bill-lines.csv

        Next: assay explain --figure bill-summary/openai-costs/openai/2026-08/failed

        """)
  }

  @Test(arguments: [60, 80, 120])
  func `no line of the block of run is wider than the screen`(width: Int) {
    let lines = BillBlock(bills: bills, width: width, paint: paint).lines
    #expect(lines.allSatisfy { $0.displayWidth <= width })
    if width == 80 {
      #expect(
        lines == [
          "Vendor bills, August 2026",
          "  openai        billed 1,204.13 USD, ledger 1,187.90; fully explained",
          "    16.23 USD: +11.40 service tier or context, +6.31 quantity, 2 more causes",
          "  google        billed 310.07 USD, agrees with the ledger (rounding 0.00)",
          "  Total to pay: 1,683.48 USD; only the openai bill includes tax.",
        ])
    }
  }

  /// Of two months with 2 bills of one usage each, and 4 others of August, the last two of August have no room.
  @Test func `the block of run names formats and says what it leaves out`() {
    func bill(_ format: Name, _ vendor: Name, _ month: Int, _ dispute: Int128)
      -> (BillGroup, BillSummary)
    {
      let month = Month(year: 2026, month: month)
      let day = month.period.from
      let group = BillExample.group(
        Validity(from: Instant(startOf: day), to: Instant(startOf: day + 1)), .known("a"),
        ledger: 1_000, [.price: dispute], format: format, vendor: vendor)
      let sums = BillExample.summary(of: [group])
      return (
        group,
        BillSummary(
          format: format, vendor: vendor, zone: sums.zone, month: month, files: [],
          ledger: sums.ledger, parts: sums.parts, difference: sums.difference, billed: sums.billed,
          others: sums.others)
      )
    }
    let all = [
      bill("f", "v", 9, 5), bill("g", "v", 9, 3), bill("f", "v", 8, 50), bill("g", "v", 8, 40),
      bill("h", "w", 8, 30), bill("h", "x", 8, 20), bill("h", "y", 8, 7), bill("h", "z", 8, 4),
    ]
    let bills = VendorBills(BillReconciliation(groups: all.map(\.0), summaries: all.map(\.1)))
    let lines = BillBlock(bills: bills, width: 100, paint: paint).lines
    #expect(
      lines == [
        "Vendor bills",
        "  v 2026-08     billed 10.50 USD (f), ledger 10.00; 0.50 USD at prices not in the book",
        "    0.50 USD: +0.50 price not in the book",
        "  v 2026-08     billed 10.40 USD (g), ledger 10.00; 0.40 USD at prices not in the book",
        "    0.40 USD: +0.40 price not in the book",
        "  w 2026-08     billed 10.30 USD, ledger 10.00; 0.30 USD at prices not in the book",
        "    0.30 USD: +0.30 price not in the book",
        "  x 2026-08     billed 10.20 USD, ledger 10.00; 0.20 USD at prices not in the book",
        "    0.20 USD: +0.20 price not in the book",
        "  v 2026-09     billed 10.05 USD (f), ledger 10.00; 0.05 USD at prices not in the book",
        "    0.05 USD: +0.05 price not in the book",
        "  v 2026-09     billed 10.03 USD (g), ledger 10.00; 0.03 USD at prices not in the book",
        "    0.03 USD: +0.03 price not in the book",
        "  … 2 more bills of August 2026, 0.11 USD to dispute: bill-summary.csv",
        "  August 2026: Total to pay: 51.11 USD with v (f), or 51.01 USD with v (g), before tax.",
        "  September 2026: Total to pay: 10.05 USD with v (f), or 10.03 USD with v (g), before tax.",
        "  Pay one bill of v for August 2026 and September 2026, the same for each month: f (20.55 USD) or g",
        "    (20.43 USD).",
        "  A request at the end of a month may be in the next month of a vendor's other bill: a mix could pay",
        "    it twice or not at all.",
      ])
  }

  @Test func `JSON has exact figures, parts and causes`() {
    let text = BillJSON.text(bills, skipped: [("bills/x.csv", "bill.format")], folder: "out")
    for member in [
      "\"difference_usd\": \"16.23\"", "\"agrees\": false", "\"cause\": \"status:failed\"",
      "\"path\": \"bills/x.csv\"", "\"total_usd\": \"1373.41\"", "\"time_zone\": \"UTC\"",
    ] {
      #expect(text.contains(member), "\(member)")
    }
  }
}
