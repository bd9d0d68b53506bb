import Ledger
import PriceImport
import Pricing
import Terminal

extension PriceBook.SourceConflict {
  /// The key with both prices and rows, in words.
  var words: String {
    let per = first.value.key.unitClass.defaultPer
    return SafeText.safe(first.value.key.words)
      + ": \(PriceText.text(first.value.perUnit, per: per)) by \(first.place.fileAndLine), "
      + "\(PriceText.text(second.value.perUnit, per: per)) by \(second.place.fileAndLine)"
  }

  /// The key with both prices and rows.
  var json: JSONText {
    let per = first.value.key.unitClass.defaultPer
    return .object(
      first.value.key.json + [
        ("per", .number(per)), ("price_usd", .described(first.value.perUnit.map { $0 * per })),
        ("row", .row(first.place)),
        ("other_price_usd", .described(second.value.perUnit.map { $0 * per })),
        ("other_row", .row(second.place)),
      ])
  }
}
