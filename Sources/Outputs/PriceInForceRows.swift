import Ledger
import Pricing
import Store

extension BookRows {
  /// When each price of a book is in force.
  init(pricesInForce book: PriceBook) {
    self.init(
      table: .priceInForce,
      rows: book.pricesInForce.map { entry in
        let (key, validity) = (entry.value.key, entry.validity)
        let price = entry.value.perUnit.map { "\($0 * key.unitClass.defaultPer)" } ?? ""
        return Row(
          file: entry.place.file, line: entry.place.line ?? 0,
          cells: [
            key.provider, key.model, Name(key.unitClass.name), key.serviceTier, key.region,
            Name(key.contextOver?.description ?? ""), Name(price),
            Name(validity.from == .distantPast ? "" : validity.from.description),
            Name(validity.to == .distantFuture ? "" : validity.to.description),
          ])
      })
  }
}
