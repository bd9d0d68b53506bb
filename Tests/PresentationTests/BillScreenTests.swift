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
