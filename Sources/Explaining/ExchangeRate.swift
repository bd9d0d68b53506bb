import Ledger
import Pricing
import Reconciliation

/// The row of `fx.csv` by which a recorded cost is converted.
package struct ExchangeRate {
  package let usdPerUnit: String
  package let place: Place

  /// Nil where there is nothing to convert, in USD, or on a day without a rate.
  package init?(of row: CountedRow, among rates: [DatedRow<CurrencyRate>]) {
    guard row.recordedCost != nil else { return nil }
    let currency = row.trace.card.kind.currency
    let ofDay = rates.filter { $0.value.currency == currency && $0.value.day == row.day }
    let latest = ofDay.max {
      $0.recordedAt ?? .distantPast < $1.recordedAt ?? .distantPast
    }
    guard let latest, !currency.isEmpty, currency != "USD" else { return nil }
    usdPerUnit = DecimalText.string(latest.value.usdTrillionths, scale: CurrencyRate.decimals)
    place = latest.place
  }
}
