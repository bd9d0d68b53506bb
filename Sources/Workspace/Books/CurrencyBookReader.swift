import Ledger
import Pricing
import Reconciliation

/// Reads `fx.csv`.
enum CurrencyBookReader {
  static let columns = ["day", "currency", "usd_per_unit", "source", "recorded_at"]

  static func rows(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<CurrencyRate>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["day", "currency", "usd_per_unit"], known: columns,
      faults: &faults
    ) { cells in
      let currency = cells.name("currency")
      let day = Day(cells.text("day").description)
      if day == nil { cells.note(.date(column: "day", text: "\(cells.text("day"))"), in: "day") }
      // USD is never converted, so another rate of it would count for nothing.
      let isDollar = currency == "USD"
      let expected =
        isDollar ? "1" : "USD above 0 and up to 1000000, with at most 12 decimals"
      let rate = cells.decimal(
        "usd_per_unit", scale: CurrencyRate.decimals,
        limit: 1_000_000 * powerOfTen(CurrencyRate.decimals), expected: expected)
      guard let day, let rate else { return nil }
      if isDollar ? rate != powerOfTen(CurrencyRate.decimals) : rate == 0 {
        let text = cells.text("usd_per_unit").description.excerpt
        cells.note(
          .number(column: "usd_per_unit", text: text, expected: expected), in: "usd_per_unit")
        return nil
      }
      return CurrencyRate(currency: currency, day: day, usdTrillionths: rate)
    }
  }
}
